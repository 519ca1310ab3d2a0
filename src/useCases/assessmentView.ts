import type { AnswerView, AssessmentView, EvidenceView } from '../contracts/partners';
import { answerText } from '../domain/answerText';
import type { Evidence } from '../domain/evidence';
import { choicesOf, isScored } from '../domain/question';
import {
  type Answers,
  type AskedQuestion,
  answerKey,
  isAnswered,
  outcomeOf,
  progressOf,
  type Questionnaire,
  visibleQuestions,
} from '../domain/questionnaire';
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
): AnswerView {
  const answer = answers.get(answerKey(question.id, place.siteId));
  const has = answer !== undefined && isAnswered(question, answer);
  const outcome = outcomeOf(question, answer);
  const hasChoices = choicesOf(question).length > 0;
  return {
    questionId: question.id,
    siteId: place.siteId,
    siteName: place.siteName,
    question: textIn(question.text),
    answer: has || answer?.naReason !== undefined ? answerText(question, answer) : undefined,
    outcome,
    // An answer that only decides what else is asked meets nothing; missing, it holds up what hangs on it.
    obligation:
      question.obligation === 'info' || !(isScored(question) || (hasChoices && outcome !== 'met'))
        ? undefined
        : question.obligation,
    criteria: [...new Set(question.asksAbout.map(({ criterion }) => criterion))],
    naReason: question.naReasons?.find(({ id }) => id === answer?.naReason)?.text.en,
    naState: answer?.naReason === undefined ? undefined : (answer.naState ?? 'proposed'),
    comment: answer?.comment,
    by: answer?.by.name,
    at: answer?.at,
    source: answer === undefined ? undefined : SOURCE_WORDS[answer.source],
    evidence: [...evidence],
    evidenceWanted: question.evidenceWanted,
  };
}

/** The sections with what is asked now, and how far the partner is. */
export function answersView(
  questionnaire: Questionnaire,
  answers: Answers,
  evidence: readonly Stored<Evidence>[],
  people: People,
): Pick<AssessmentView, 'sections' | 'progress'> {
  const visible = new Set(visibleQuestions(questionnaire, answers).map(({ key }) => key));
  const { answered, total, percent } = progressOf(questionnaire, answers);
  return {
    progress: { answered, total, percent },
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
        );
      });
      return [{ id: section.id, title: textIn(section.title), siteName: section.siteName, answers: views }];
    }),
  };
}
