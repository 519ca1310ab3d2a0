import type { AnswerView, AssessmentView, EvidenceView } from '../contracts/partners';
import { answerLines, answerText } from '../domain/answerText';
import type { Evidence } from '../domain/evidence';
import { choicesOf, isScored } from '../domain/question';
import {
  type Answers,
  type AskedQuestion,
  answerKey,
  answeredRows,
  isAnswered,
  outcomeOf,
  progressOf,
  type Questionnaire,
  visibleQuestions,
} from '../domain/questionnaire';
import { siteDifferences } from '../domain/siteDifferences';
import { textIn } from '../domain/text';
import type { People } from './people';
import type { Stored } from './ports';

const SOURCE_WORDS = { card: 'chat', page: 'web page', excel: 'Excel', carried: 'carried over' } as const;

export const evidenceView = (
  { value, version }: Stored<Evidence>,
  siteName: string | undefined,
  people: People,
): EvidenceView => ({
  key: value.key,
  version,
  questionId: value.questionId,
  siteName,
  name: value.originalName,
  contentType: value.contentType,
  size: value.size,
  sha256: value.sha256,
  reviewState: value.reviewState,
  reviewNote: value.reviewNote,
  reviewedBy: value.reviewedBy === undefined ? undefined : people.nameOf(value.reviewedBy),
  validUntil: value.validUntil,
  addedBy: people.nameOf(value.addedBy),
  addedAt: value.addedAt,
});

function answerView(
  question: AskedQuestion,
  place: { readonly siteId?: string; readonly siteName?: string },
  answers: Answers,
  evidence: readonly EvidenceView[],
  siteNames: ReadonlyMap<string, string>,
): AnswerView {
  const answer = answers.get(answerKey(question.id, place.siteId));
  const has = answer !== undefined && (isAnswered(question, answer) || (answeredRows(question, answer) ?? 0) > 0);
  const lines = has ? answerLines(question, answer) : undefined;
  const outcome = outcomeOf(question, answer);
  const hasChoices = choicesOf(question).length > 0;
  // While it is missing, it holds up what hangs on it as well; once it is there, it counts for itself.
  const obligation = outcome === 'unanswered' ? question.obligation : (question.missCountsAs ?? question.obligation);
  return {
    questionId: question.id,
    siteId: place.siteId,
    siteName: place.siteName,
    question: textIn(question.text),
    answer: has || answer?.naReason !== undefined ? answerText(question, answer) : undefined,
    ...(lines ? { answerLines: [...lines] } : {}),
    outcome,
    // An answer that only decides what else is asked meets nothing; missing, it holds up what hangs on it.
    obligation:
      obligation === 'info' || !(isScored(question) || (hasChoices && outcome !== 'met')) ? undefined : obligation,
    criteria: [...new Set(question.asksAbout.map(({ criterion }) => criterion))],
    naReason: question.naReasons?.find(({ id }) => id === answer?.naReason)?.text.en,
    naState: answer?.naReason === undefined ? undefined : (answer.naState ?? 'proposed'),
    comment: answer?.comment,
    by: answer?.by.name,
    at: answer?.at,
    source: answer === undefined ? undefined : SOURCE_WORDS[answer.source],
    sameAs: answer?.copiedFrom === undefined ? undefined : siteNames.get(answer.copiedFrom),
    evidence: [...evidence],
    evidenceWanted: question.evidenceWanted,
  };
}

/** What the sites answer differently, in words. Where a site has no answer yet, that alone is no difference. */
function differencesView(questionnaire: Questionnaire, answers: Answers): Pick<AssessmentView, 'differences'> {
  const asked = visibleQuestions(questionnaire, answers);
  const sites = questionnaire.sites.map(({ id }) => ({
    siteId: id,
    questionIds: asked.flatMap(({ siteId, question }) => (siteId === id ? [question.id] : [])),
  }));
  const differences = siteDifferences(sites, answers.values()).flatMap(({ questionId, isDifferent }) => {
    const question = asked.find((each) => each.siteId !== undefined && each.question.id === questionId)?.question;
    if (!isDifferent || !question) return [];
    const said = sites.flatMap(({ siteId, questionIds }) => {
      if (!questionIds.includes(questionId)) return [];
      const answer = answers.get(answerKey(questionId, siteId));
      const siteName = questionnaire.sites.find(({ id }) => id === siteId)?.name ?? siteId;
      const has = isAnswered(question, answer) || answer?.naReason !== undefined;
      return [{ siteId, siteName, ...(has ? { answer: answerText(question, answer) } : {}) }];
    });
    return [{ questionId, question: textIn(question.text), sites: said }];
  });
  return differences.length > 0 ? { differences } : {};
}

/** The sections with what is asked now, and how far the partner is. */
export function answersView(
  questionnaire: Questionnaire,
  answers: Answers,
  evidence: readonly Stored<Evidence>[],
  people: People,
): Pick<AssessmentView, 'sections' | 'progress' | 'differences'> {
  const siteNames = new Map(questionnaire.sites.map(({ id, name }) => [id, name]));
  const visible = new Set(visibleQuestions(questionnaire, answers).map(({ key }) => key));
  const { answered, total, percent } = progressOf(questionnaire, answers);
  return {
    progress: { answered, total, percent },
    ...differencesView(questionnaire, answers),
    sections: questionnaire.sections.flatMap((section) => {
      const asked = section.questions.filter(({ id }) => visible.has(answerKey(id, section.siteId)));
      if (asked.length === 0) return [];
      const views = asked.map((question) => {
        const own = evidence.filter(({ value }) => value.questionId === question.id && value.siteId === section.siteId);
        return answerView(
          question,
          section,
          answers,
          own.map((each) => evidenceView(each, section.siteName, people)),
          siteNames,
        );
      });
      const { id, siteId, siteName } = section;
      return [{ id, title: textIn(section.title), siteId, siteName, answers: views }];
    }),
  };
}
