import type {
  CurrentAnswer,
  EvidenceItem,
  QuestionnaireView,
  QuestionView,
  SectionView,
} from '../contracts/questionnaire';
import type { Answer } from '../domain/answer';
import type { SectionAnswers } from '../domain/assessment';
import type { Evidence } from '../domain/evidence';
import { choicesOf, isRequired } from '../domain/question';
import {
  type Answers,
  type AskedQuestion,
  answerKey,
  isAnswered,
  progressOf,
  type Questionnaire,
  type QuestionnaireSection,
  visibleQuestions,
} from '../domain/questionnaire';
import { type Text, textIn } from '../domain/text';
import type { AnsweringScope } from './access';

const optional = (text: Text | undefined): string | undefined => (text ? textIn(text) : undefined);

export function questionView(question: AskedQuestion, siteId?: string): QuestionView {
  const choices = choicesOf(question).map(({ id, text, exclusive }) => ({
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
    ...(question.gate ? { gate: { question: question.gate.question, in: [...question.gate.in] } } : {}),
  };
}

export const currentAnswer = (answer: Answer): CurrentAnswer => ({
  questionId: answer.questionId,
  ...(answer.siteId === undefined ? {} : { siteId: answer.siteId }),
  value: typeof answer.value === 'object' && answer.value !== null ? [...answer.value] : answer.value,
  naReason: answer.naReason,
  comment: answer.comment,
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

function sectionView(
  section: QuestionnaireSection,
  answers: Answers,
  visible: ReadonlySet<string>,
  row: SectionAnswers | undefined,
): SectionView {
  const wanted = section.questions.filter(
    (each) => isRequired(each) && visible.has(answerKey(each.id, section.siteId)),
  );
  const missing = wanted.filter((each) => !isAnswered(each, answers.get(answerKey(each.id, section.siteId))));
  const hasAnswer = section.questions.some((each) => isAnswered(each, answers.get(answerKey(each.id, section.siteId))));
  return {
    id: section.id,
    ...(section.siteId === undefined ? {} : { siteId: section.siteId, siteName: section.siteName }),
    title: textIn(section.title),
    intro: optional(section.intro),
    revision: row?.revision ?? 0,
    state: missing.length === 0 && (hasAnswer || wanted.length === 0) ? 'done' : hasAnswer ? 'started' : 'notStarted',
    groups: section.groups.map(({ questionIds }) => [...questionIds]),
    questions: section.questions.map((each) => questionView(each, section.siteId)),
  };
}

/** One assessment as the partner sees it, in chat and on the page. */
export function questionnaireView(input: {
  readonly scope: AnsweringScope;
  readonly customerName: string;
  readonly whoSees?: string;
  readonly basisNote: string;
  readonly questionnaire: Questionnaire;
  readonly rows: readonly SectionAnswers[];
  readonly answers: Answers;
  readonly evidence: readonly Evidence[];
}): QuestionnaireView {
  const { scope, questionnaire, answers, rows } = input;
  const { assessment, campaign, partner, contact } = scope;
  const visible = new Set(visibleQuestions(questionnaire, answers).map(({ key }) => key));
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
    sections: questionnaire.sections.map((section) =>
      sectionView(
        section,
        answers,
        visible,
        rows.find((row) => row.sectionId === section.id && row.siteId === section.siteId),
      ),
    ),
    answers: [...answers.values()].map(currentAnswer),
    evidence: input.evidence.map(evidenceItem),
    progress: progressView(questionnaire, answers),
  };
}
