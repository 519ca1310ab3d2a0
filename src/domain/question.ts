import type { PartnerType } from './partner';
import type { Text } from './text';

/**
 * How a question is answered. New kinds (a table, "read and accept", evidence only) are added here with fields of their
 * own; existing questions and packs stay as they are.
 */
export const QUESTION_TYPES = [
  'yesPartlyNo',
  'singleChoice',
  'multipleChoice',
  'number',
  'date',
  'shortText',
  'longText',
] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

export type QuestionLevel = 'company' | 'site';

/** How what a question asks stands to a criterion. `related` informs and never counts; the other three count. */
export const RELATIONS = ['equal', 'covers', 'partOf', 'related'] as const;
export type Relation = (typeof RELATIONS)[number];

export interface AsksAbout {
  readonly program: string;
  readonly criterion: string;
  /** Id of a part, for a criterion whose parts carry different obligations. */
  readonly part?: string;
  readonly relation: Relation;
}

export type ChoiceOutcome = 'met' | 'partlyMet' | 'notMet';

export interface Choice {
  readonly id: string;
  readonly text: Text;
  /** What choosing it says about the criteria (single choice only). */
  readonly outcome?: ChoiceOutcome;
  /** It is chosen alone, such as "None of these" (multiple choice only). */
  readonly exclusive?: boolean;
}

export interface NaReason {
  readonly id: string;
  readonly text: Text;
}

/** The gated question is asked only when the answer to `question` is one of `in`. */
export interface Gate {
  readonly question: string;
  readonly in: readonly string[];
  /** What the gated question counts as when it is not asked; absent means that it does not apply. */
  readonly otherwise?: 'notMet';
}

/**
 * What makes a multiple choice, a number or a date count as met. A date is measured from the day the answer was given,
 * so that a score stays the same for ever.
 */
export type OutcomeRule =
  | { readonly rule: 'chosen'; readonly of: readonly string[]; readonly atLeast: number; readonly partlyFrom?: number }
  | { readonly rule: 'atLeast' | 'atMost'; readonly value: number; readonly partly?: number }
  | { readonly rule: 'withinMonths'; readonly months: number; readonly partlyMonths?: number };

/** One question of the bank. Ids never change their meaning; a change of wording raises `version`. */
export interface Question {
  readonly id: string;
  readonly version: number;
  readonly level: QuestionLevel;
  /** Id of the section that it is asked in. */
  readonly section: string;
  readonly type: QuestionType;
  readonly text: Text;
  readonly help?: Text;
  /** What a company that does this well has in place. */
  readonly goodPractice?: Text;
  /** What a file that proves the answer would show. */
  readonly proof?: Text;
  /** Id of a drawing that shows what is meant. */
  readonly picture?: string;
  /** For single and multiple choice. */
  readonly choices?: readonly Choice[];
  readonly unit?: Text;
  /** Bounds of a number, both included. */
  readonly min?: number;
  readonly max?: number;
  /** Decimal places of a number; absent means whole numbers. */
  readonly decimals?: number;
  /** Characters of a text; absent means DEFAULT_MAX_LENGTH. */
  readonly maxLength?: number;
  /** For a date: `past` refuses days after today, `future` days before it. */
  readonly when?: 'past' | 'future';
  /** Absent means true: an optional question is never missing. */
  readonly required?: boolean;
  /** Absent means that "does not apply" is not an answer. */
  readonly naReasons?: readonly NaReason[];
  readonly gate?: Gate;
  /** How an answer that is not a plain choice counts; absent on a number, date, text or multiple choice: it informs. */
  readonly counts?: OutcomeRule;
  readonly asksAbout: readonly AsksAbout[];
  readonly evidenceWanted: boolean;
  /** Absent means all types. */
  readonly appliesTo?: readonly PartnerType[];
}

/** A page of the questionnaire: company sections are asked once, site sections once per site. */
export interface Section {
  readonly id: string;
  /** Place in the questionnaire, ascending. */
  readonly order: number;
  readonly level: QuestionLevel;
  readonly title: Text;
  readonly intro?: Text;
}

export const DEFAULT_MAX_LENGTH: Readonly<Record<'shortText' | 'longText', number>> = {
  shortText: 200,
  longText: 2000,
};

/** The choices of a yes/partly/no question, in the order they are shown. */
export const YES_PARTLY_NO: readonly Choice[] = [
  { id: 'yes', text: { en: 'Yes', fr: 'Oui', es: 'Sí' }, outcome: 'met' },
  { id: 'partly', text: { en: 'Partly', fr: 'En partie', es: 'En parte' }, outcome: 'partlyMet' },
  { id: 'no', text: { en: 'No', fr: 'Non', es: 'No' }, outcome: 'notMet' },
];

/** What a choice list sends for "Does not apply"; no question may use it as the id of a choice. */
export const NOT_APPLICABLE = 'notApplicable';
export const NOT_APPLICABLE_TEXT: Text = { en: 'Does not apply', fr: 'Sans objet', es: 'No aplica' };

/** The choices a question is answered with, without "Does not apply"; empty for numbers, dates and texts. */
export const choicesOf = (question: Question): readonly Choice[] =>
  question.type === 'yesPartlyNo' ? YES_PARTLY_NO : (question.choices ?? []);

/** Whether a partner may say that the question does not apply (with one of its reasons). */
export const mayNotApply = (question: Question): boolean => (question.naReasons?.length ?? 0) > 0;

export const isRequired = (question: Question): boolean => question.required !== false;

/** Whether the answer says met or not met. A question that is not scored informs the reader and counts nowhere. */
export const isScored = (question: Question): boolean =>
  question.counts !== undefined ||
  question.type === 'yesPartlyNo' ||
  (question.type === 'singleChoice' && choicesOf(question).some((choice) => choice.outcome !== undefined));

/** How many inputs of a card the question takes: its own, and one for the reason why it does not apply. */
export const inputsOf = (question: Question): number => (mayNotApply(question) ? 2 : 1);

// Measured by reading aloud: a plain choice takes half a minute, writing takes longer, and proof must be looked for.
const MINUTES: Readonly<Record<QuestionType, number>> = {
  yesPartlyNo: 0.5,
  singleChoice: 0.5,
  multipleChoice: 0.75,
  number: 0.75,
  date: 0.75,
  shortText: 0.75,
  longText: 2,
};
const MINUTES_FOR_EVIDENCE = 1;

/** Minutes that a person who knows the company needs for the question and its proof. An estimate. */
export const minutesOf = (question: Question): number =>
  MINUTES[question.type] + (question.evidenceWanted ? MINUTES_FOR_EVIDENCE : 0);
