import { type Answer, type AnswerValue, checkAnswer, isTableValue, type TableValue } from './answer';
import { addMonths } from './calendarDate';
import { choicesOf, mayNotApply, type OutcomeRule, type Question, rowsOf } from './question';

/** What an answer says about the criteria it asks about. Silence is a state of its own, never a good one. */
export type Outcome = 'met' | 'partlyMet' | 'notMet' | 'notApplicable' | 'unanswered';

/** From the worst, which decides, to the one that decides nothing. */
const WORST_FIRST: readonly Outcome[] = ['notMet', 'partlyMet', 'unanswered', 'met', 'notApplicable'];

/** The worst of several outcomes: something missed, then something missing, then met. Of none: `unanswered`. */
export const worstOutcome = (outcomes: readonly Outcome[]): Outcome =>
  WORST_FIRST.find((each) => outcomes.includes(each)) ?? 'unanswered';

const naReasonOf = (question: Question, answer: Answer): string | undefined =>
  mayNotApply(question) ? question.naReasons?.find(({ id }) => id === answer.naReason)?.id : undefined;

/** What was found for an answer that does not change, with the question it was checked against. */
const checkedBefore = new WeakMap<Answer, { readonly question: Question; readonly value: AnswerValue | null }>();

/**
 * A stored value as the question takes it; `null` where it was cleared, or edited by hand into something impossible.
 * Remembered by answer: one look at a questionnaire asks half a dozen times about each.
 */
const storedValue = (question: Question, answer: Answer): AnswerValue | null => {
  const known = checkedBefore.get(answer);
  if (known?.question === question) return known.value;
  const checked = checkAnswer(question, answer.value);
  const value = checked.ok ? checked.value : null;
  checkedBefore.set(answer, { question, value });
  return value;
};

/** Rows of a table that have an answer; `undefined` where nothing fits the question. */
export function answeredRows(question: Question, answer: Answer | undefined): number | undefined {
  const value = answer && answer.value !== null ? storedValue(question, answer) : null;
  return isTableValue(value) ? Object.keys(value).length : undefined;
}

const isWhole = (question: Question, value: AnswerValue): boolean =>
  !isTableValue(value) || Object.keys(value).length === rowsOf(question).length;

/**
 * Whether the partner has done its part: an answer that fits the question, or a reason why it does not apply that was
 * not refused. (A proposed reason is an answer here, and still counts as unanswered in the score.) A table is
 * answered when each of its rows is.
 */
export function isAnswered(question: Question, answer: Answer | undefined): boolean {
  if (!answer) return false;
  if (answer.value !== null) {
    const value = storedValue(question, answer);
    return value !== null && isWhole(question, value);
  }
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
    // `ofTable` counts rows; no other value has any.
    case 'rows':
      return 'unanswered';
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

/** A whole table: by its rule, which counts rows, or else the worst of its rows. */
function ofTable(question: Question, value: TableValue): Outcome {
  const choices = choicesOf(question);
  const outcomes = Object.values(value).map((id) => choices.find((choice) => choice.id === id)?.outcome ?? 'met');
  const { counts } = question;
  if (counts?.rule !== 'rows') return worstOutcome(outcomes);
  const isMet = outcomes.filter((each) => each === 'met').length;
  const isPartly = outcomes.filter((each) => each === 'partlyMet').length;
  return graded(isMet >= counts.atLeast, counts.partlyFrom !== undefined && isMet + isPartly >= counts.partlyFrom);
}

/**
 * What an answer says. "Does not apply" counts only once it is agreed; an answer that does not fit its question counts
 * as none, and so does a table that is filled in half. A question that is not scored is `met` by any answer: look at `isScored` before showing the word.
 */
export function outcomeOf(question: Question, answer: Answer | undefined): Outcome {
  if (!answer) return 'unanswered';
  if (answer.value === null) {
    return answer.naState === 'agreed' && naReasonOf(question, answer) !== undefined ? 'notApplicable' : 'unanswered';
  }
  const value = storedValue(question, answer);
  if (value === null || !isWhole(question, value)) return 'unanswered';
  if (isTableValue(value)) return ofTable(question, value);
  if (question.counts) return byRule(question.counts, value, answer.at.slice(0, 10));
  return choicesOf(question).find(({ id }) => id === value)?.outcome ?? 'met';
}
