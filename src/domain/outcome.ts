import { type Answer, type AnswerValue, checkAnswer } from './answer';
import { addMonths } from './calendarDate';
import { choicesOf, mayNotApply, type OutcomeRule, type Question } from './question';

/** What an answer says about the criteria it asks about. Silence is a state of its own, never a good one. */
export type Outcome = 'met' | 'partlyMet' | 'notMet' | 'notApplicable' | 'unanswered';

/** From the worst, which decides, to the one that decides nothing. */
const WORST_FIRST: readonly Outcome[] = ['notMet', 'partlyMet', 'unanswered', 'met', 'notApplicable'];

/** The worst of several outcomes: something missed, then something missing, then met. Of none: `unanswered`. */
export const worstOutcome = (outcomes: readonly Outcome[]): Outcome =>
  WORST_FIRST.find((each) => outcomes.includes(each)) ?? 'unanswered';

const naReasonOf = (question: Question, answer: Answer): string | undefined =>
  mayNotApply(question) ? question.naReasons?.find(({ id }) => id === answer.naReason)?.id : undefined;

/** A stored value as the question takes it; `null` where it was cleared, or edited by hand into something impossible. */
const storedValue = (question: Question, answer: Answer): AnswerValue | null => {
  const checked = checkAnswer(question, answer.value);
  return checked.ok ? checked.value : null;
};

/**
 * Whether the partner has done its part: an answer that fits the question, or a reason why it does not apply that was
 * not refused. (A proposed reason is an answer here, and still counts as unanswered in the score.)
 */
export function isAnswered(question: Question, answer: Answer | undefined): boolean {
  if (!answer) return false;
  if (answer.value !== null) return storedValue(question, answer) !== null;
  return naReasonOf(question, answer) !== undefined && answer.naState !== 'refused';
}

/** Whether a reviewer still has to say if the question applies. */
export const isNaProposed = (question: Question, answer: Answer | undefined): boolean =>
  answer?.value === null &&
  naReasonOf(question, answer) !== undefined &&
  (answer.naState === undefined || answer.naState === 'proposed');

const graded = (isMet: boolean, isPartlyMet: boolean): Outcome => {
  if (isMet) return 'met';
  return isPartlyMet ? 'partlyMet' : 'notMet';
};

function byRule(rule: OutcomeRule, value: AnswerValue, answeredOn: string): Outcome {
  switch (rule.rule) {
    case 'chosen': {
      const chosen = rule.of.filter((id) => Array.isArray(value) && value.includes(id)).length;
      return graded(chosen >= rule.atLeast, rule.partlyFrom !== undefined && chosen >= rule.partlyFrom);
    }
    case 'atLeast':
      return graded(Number(value) >= rule.value, rule.partly !== undefined && Number(value) >= rule.partly);
    case 'atMost':
      return graded(Number(value) <= rule.value, rule.partly !== undefined && Number(value) <= rule.partly);
    case 'withinMonths': {
      const date = String(value);
      const since = (months: number): boolean => date >= addMonths(answeredOn, -months);
      return graded(since(rule.months), rule.partlyMonths !== undefined && since(rule.partlyMonths));
    }
  }
}

/**
 * What an answer says. "Does not apply" counts only once it is agreed; an answer that does not fit its question counts
 * as none. A question that is not scored is `met` by any answer: look at `isScored` before showing the word.
 */
export function outcomeOf(question: Question, answer: Answer | undefined): Outcome {
  if (!answer) return 'unanswered';
  if (answer.value === null) {
    return answer.naState === 'agreed' && naReasonOf(question, answer) !== undefined ? 'notApplicable' : 'unanswered';
  }
  const value = storedValue(question, answer);
  if (value === null) return 'unanswered';
  if (question.counts) return byRule(question.counts, value, answer.at.slice(0, 10));
  return choicesOf(question).find(({ id }) => id === value)?.outcome ?? 'met';
}
