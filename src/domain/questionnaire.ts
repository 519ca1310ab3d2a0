import type { Obligation } from './criterion';
import type { Question, QuestionLevel } from './question';
import type { Text } from './text';

/** A question as one questionnaire asks it. */
export interface AskedQuestion extends Question {
  /** The strictest obligation that its answer counts for or, as a gate, opens; `info` if there is none. */
  readonly obligation: Obligation | 'info';
  /** What a miss of this answer counts as, where that is less: a should that decides whether a must is asked. */
  readonly missCountsAs?: Obligation | 'info';
}

/** What one card shows: at most MAX_INPUTS inputs, and never a gate together with a question behind it. */
export interface QuestionGroup {
  /** `sectionId|siteId or -|number from 1`. */
  readonly id: string;
  readonly inputs: number;
  readonly questionIds: readonly string[];
  /** The rows that it shows of its only question, a table; absent everywhere else. */
  readonly tableRows?: readonly string[];
}

/** One section at one place; its answers are stored as one row. */
export interface QuestionnaireSection {
  readonly id: string;
  readonly title: Text;
  readonly intro?: Text;
  readonly level: QuestionLevel;
  /** For a site section. */
  readonly siteId?: string;
  readonly siteName?: string;
  readonly groups: readonly QuestionGroup[];
  readonly questions: readonly AskedQuestion[];
}

/** Everything one partner is asked, before any gate. Plain data: it can be stored and sent as JSON. */
export interface Questionnaire {
  readonly program: { readonly id: string; readonly version: string };
  readonly partnerTypes: readonly string[];
  /** Day (YYYY-MM-DD) whose obligations it asks and is scored by; absent means what holds today. */
  readonly asOf?: string;
  readonly sites: readonly { readonly id: string; readonly name: string }[];
  readonly sections: readonly QuestionnaireSection[];
}

export { type Answers, answerKey, answersByKey } from './answers';
export { type ComposeInput, composeQuestionnaire, MAX_INPUTS } from './composeQuestionnaire';
export { answeredRows, isAnswered, isNaProposed, type Outcome, outcomeOf } from './outcome';
export { type MissingAnswer, type Progress, progressOf } from './progress';
export { type PlacedQuestion, type VisibleGroup, visibleGroups, visibleQuestions } from './visibleQuestions';
