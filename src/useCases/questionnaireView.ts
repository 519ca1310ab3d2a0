import type {
  CurrentAnswer,
  EvidenceItem,
  QuestionnaireView,
  QuestionView,
  SectionView,
} from '../contracts/questionnaire';
import { type Answer, isTableValue } from '../domain/answer';
import type { SectionAnswers } from '../domain/assessment';
import type { Evidence } from '../domain/evidence';
import { ATTACHED, choicesOf, isRequired, type ReadDocument, rowsOf } from '../domain/question';
import {
  type Answers,
  type AskedQuestion,
  answeredRows,
  answerKey,
  isAnswered,
  progressOf,
  type Questionnaire,
  type QuestionnaireSection,
  visibleQuestions,
} from '../domain/questionnaire';
import { type Text, textIn } from '../domain/text';
import type { AnsweringScope } from './access';
import type { PictureOf } from './pictureViews';
import { siteViews } from './sites';

const optional = (text: Text | undefined): string | undefined => (text ? textIn(text) : undefined);

const documentView = ({ title, version, paragraphs }: ReadDocument): QuestionView['document'] => ({
  title: textIn(title),
  version,
  paragraphs: paragraphs.map((each) => textIn(each)),
});

export function questionView(question: AskedQuestion, siteId?: string, pictureOf?: PictureOf): QuestionView {
  const choosable =
    question.type === 'evidence' ? choicesOf(question).filter(({ id }) => id !== ATTACHED) : choicesOf(question);
  const choices = choosable.map(({ id, text, exclusive }) => ({
    id,
    text: textIn(text),
    ...(exclusive ? { exclusive } : {}),
  }));
  return {
    id: question.id,
    ...(siteId === undefined ? {} : { siteId }),
    type: question.type,
    text: textIn(question.text),
    help: optional(question.help),
    goodPractice: optional(question.goodPractice),
    proof: optional(question.proof),
    ...(choices.length > 0 ? { choices } : {}),
    ...(question.type === 'table'
      ? { rows: rowsOf(question).map(({ id, text }) => ({ id, text: textIn(text) })) }
      : {}),
    ...(question.document ? { document: documentView(question.document) } : {}),
    unit: optional(question.unit),
    min: question.min,
    max: question.max,
    maxLength: question.maxLength,
    decimals: question.decimals,
    when: question.when,
    ...(isRequired(question) ? {} : { required: false }),
    ...(question.naReasons
      ? { naReasons: question.naReasons.map(({ id, text }) => ({ id, text: textIn(text) })) }
      : {}),
    evidenceWanted: question.evidenceWanted,
    isMust: question.obligation === 'must',
    ...(question.picture === undefined ? {} : { picture: pictureOf?.(question.picture) }),
    ...(question.gate ? { gate: { question: question.gate.question, in: [...question.gate.in] } } : {}),
  };
}

interface MadeViews {
  readonly pictureOf: PictureOf | undefined;
  readonly views: readonly QuestionView[];
}
const madeViews = new WeakMap<QuestionnaireSection, MadeViews>();

/** The questions of a section. They follow from the composed questionnaire alone, so they are made once for it. */
function questionViews(section: QuestionnaireSection, pictureOf: PictureOf | undefined): readonly QuestionView[] {
  const made = madeViews.get(section);
  if (made && made.pictureOf === pictureOf) return made.views;
  const views = section.questions.map((each) => questionView(each, section.siteId, pictureOf));
  madeViews.set(section, { pictureOf, views });
  return views;
}

const plainValue = (value: Answer['value']): CurrentAnswer['value'] => {
  if (isTableValue(value)) return { ...value };
  return typeof value === 'object' && value !== null ? [...value] : value;
};

export const currentAnswer = (answer: Answer): CurrentAnswer => ({
  questionId: answer.questionId,
  ...(answer.siteId === undefined ? {} : { siteId: answer.siteId }),
  value: plainValue(answer.value),
  naReason: answer.naReason,
  comment: answer.comment,
  ...(answer.copiedFrom === undefined ? {} : { copiedFrom: answer.copiedFrom }),
  by: answer.by.name,
  at: answer.at,
});

export const evidenceItem = (evidence: Evidence): EvidenceItem => ({
  key: evidence.key,
  questionId: evidence.questionId,
  ...(evidence.siteId === undefined ? {} : { siteId: evidence.siteId }),
  name: evidence.originalName,
  size: evidence.size,
  state: evidence.reviewState,
  note: evidence.reviewNote,
  addedAt: evidence.addedAt,
});

/** How far the partner is, with what is missing in words. */
export function progressView(questionnaire: Questionnaire, answers: Answers): QuestionnaireView['progress'] {
  const progress = progressOf(questionnaire, answers);
  const questions = new Map(
    questionnaire.sections.flatMap((section) =>
      section.questions.map((question) => [answerKey(question.id, section.siteId), question] as const),
    ),
  );
  return {
    answered: progress.answered,
    total: progress.total,
    percent: progress.percent,
    minutesLeft: progress.minutesLeft,
    minutesAtMost: progress.minutesAtMost,
    missing: progress.missing.map(({ sectionId, questionId, siteId }) => {
      const question = questions.get(answerKey(questionId, siteId));
      return {
        sectionId,
        questionId,
        ...(siteId === undefined ? {} : { siteId }),
        text: question ? textIn(question.text) : '',
        isMust: question?.obligation === 'must',
      };
    }),
  };
}

/** The rows that each card of a table shows; also for tools that show a section without an assessment. */
export function tableRowsOf({ groups }: Pick<QuestionnaireSection, 'groups'>): Pick<SectionView, 'tableRows'> {
  const slices = groups.flatMap(({ tableRows }, group): [string, string[]][] =>
    tableRows ? [[String(group), [...tableRows]]] : [],
  );
  return slices.length > 0 ? { tableRows: Object.fromEntries(slices) } : {};
}

/** Said where somebody made nonsense of a part's row; why, the customer's managers read in the tab. */
const blockedWords = (askedBy: string): string =>
  `Nothing can be saved in this part just now: its answers were changed by hand where they are kept, and may not be shown. What you answered in the other parts is safe, and you can go on there. Please tell ${askedBy}, who can have this part mended.`;

function sectionView(
  section: QuestionnaireSection,
  answers: Answers,
  visible: ReadonlySet<string>,
  row: SectionAnswers | undefined,
  pictureOf: PictureOf | undefined,
  askedBy: string,
): SectionView {
  const wanted = section.questions.filter(
    (each) => isRequired(each) && visible.has(answerKey(each.id, section.siteId)),
  );
  const missing = wanted.filter((each) => !isAnswered(each, answers.get(answerKey(each.id, section.siteId))));
  const hasAnswer = section.questions.some((each) => {
    const answer = answers.get(answerKey(each.id, section.siteId));
    return isAnswered(each, answer) || (answeredRows(each, answer) ?? 0) > 0;
  });
  return {
    id: section.id,
    ...(section.siteId === undefined ? {} : { siteId: section.siteId, siteName: section.siteName }),
    title: textIn(section.title),
    intro: optional(section.intro),
    revision: row?.revision ?? 0,
    state: missing.length === 0 && (hasAnswer || wanted.length === 0) ? 'done' : hasAnswer ? 'started' : 'notStarted',
    ...(row?.blocked === undefined ? {} : { blocked: blockedWords(askedBy) }),
    groups: section.groups.map(({ questionIds }) => [...questionIds]),
    ...tableRowsOf(section),
    questions: [...questionViews(section, pictureOf)],
  };
}

/** One assessment as the partner sees it, in chat and on the page. */
export function questionnaireView(input: {
  readonly scope: AnsweringScope;
  readonly customerName: string;
  readonly whoSees?: string;
  readonly before?: QuestionnaireView['before'];
  readonly pictureOf?: PictureOf;
  readonly basisNote: string;
  readonly questionnaire: Questionnaire;
  readonly rows: readonly SectionAnswers[];
  readonly answers: Answers;
  readonly evidence: readonly Evidence[];
}): QuestionnaireView {
  const { scope, questionnaire, answers, rows } = input;
  const { assessment, campaign, partner, contact } = scope;
  const visible = new Set(visibleQuestions(questionnaire, answers).map(({ key }) => key));
  const placed = new Set(
    questionnaire.sections.flatMap(({ questions, siteId }) => questions.map(({ id }) => answerKey(id, siteId))),
  );
  return {
    assessmentKey: assessment.value.key,
    partnerName: partner.value.name,
    customerName: input.customerName,
    askedBy: { ...campaign.value.askedBy },
    why: campaign.value.why,
    dueOn: campaign.value.dueOn,
    status: assessment.value.status,
    submittedAt: assessment.value.submittedAt,
    submittedBy: assessment.value.submittedBy,
    contactName: contact.name,
    whoSees: input.whoSees,
    basisNote: input.basisNote,
    before: input.before,
    sections: questionnaire.sections.map((section) =>
      sectionView(
        section,
        answers,
        visible,
        rows.find((row) => row.sectionId === section.id && row.siteId === section.siteId),
        input.pictureOf,
        campaign.value.askedBy.name,
      ),
    ),
    // What is not asked (any more, or at a site that was taken out) is nobody's to see.
    answers: [...answers].flatMap(([key, answer]) => (placed.has(key) ? [currentAnswer(answer)] : [])),
    evidence: input.evidence.map(evidenceItem),
    // With the names they have now; a questionnaire that was sent keeps the places that it was sent with.
    sites: siteViews(partner.value.sites.filter(({ id }) => questionnaire.sites.some((each) => each.id === id))),
    progress: progressView(questionnaire, answers),
  };
}
