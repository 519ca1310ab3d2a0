import type { PartnerType } from './partner';
import type { Text } from './text';

/** How a question is answered. A new kind is added here with fields of its own; existing questions and packs stay as they are. */
export const QUESTION_TYPES = [
  'yesPartlyNo',
  'singleChoice',
  'multipleChoice',
  'number',
  'date',
  'shortText',
  'longText',
  'table',
  'acceptDocument',
  'evidence',
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
  /** What choosing it says about the criteria (single choice and table only). */
  readonly outcome?: ChoiceOutcome;
  /** It is chosen alone, such as "None of these" (multiple choice only). */
  readonly exclusive?: boolean;
}

/** A row of a table: one thing that is answered with one of the question's choices. */
export interface TableRow {
  readonly id: string;
  readonly text: Text;
}

/** A document that somebody reads and accepts. It stands in its question whole, so that frozen content holds its text. */
export interface ReadDocument {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  /** Plain text, without markup. */
  readonly paragraphs: readonly Text[];
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
 * What makes a multiple choice, a number, a date or a table count as met. A date is measured from the day the answer was
 * given, so that a score stays the same for ever. Of a table, `atLeast` counts the rows that are met, and `partlyFrom` the
 * rows that are met or partly met.
 */
export type OutcomeRule =
  | { readonly rule: 'rows'; readonly atLeast: number; readonly partlyFrom?: number }
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
  /** For single and multiple choice, and for the rows of a table. */
  readonly choices?: readonly Choice[];
  /** For a table, in the order they are shown. */
  readonly rows?: readonly TableRow[];
  /** For "read and accept". */
  readonly document?: ReadDocument;
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

export const ACCEPT_CHOICES: readonly Choice[] = [
  {
    id: 'accepted',
    text: { en: 'We have read it and accept it', fr: 'Nous l’avons lu et l’acceptons', es: 'Lo leímos y lo aceptamos' },
    outcome: 'met',
  },
  {
    id: 'notAccepted',
    text: { en: 'We do not accept it', fr: 'Nous ne l’acceptons pas', es: 'No lo aceptamos' },
    outcome: 'notMet',
  },
];

/** What the service, and nobody else, answers for an evidence question while a file is attached to it. */
export const ATTACHED = 'attached';
/** What a person answers who has no file to show. */
export const CANNOT_SHOW = 'cannot';

/** How an evidence question can stand. A person chooses CANNOT_SHOW only; ATTACHED follows from the files. */
export const EVIDENCE_CHOICES: readonly Choice[] = [
  {
    id: ATTACHED,
    text: { en: 'A file is attached', fr: 'Un fichier est joint', es: 'Hay un archivo' },
    outcome: 'met',
  },
  {
    id: CANNOT_SHOW,
    text: { en: 'We cannot show this', fr: 'Nous ne pouvons pas le montrer', es: 'No podemos mostrarlo' },
    outcome: 'notMet',
  },
];

/**
 * The choices a question, or each row of a table, is answered with, without "Does not apply"; empty for numbers, dates
 * and texts.
 */
export function choicesOf(question: Question): readonly Choice[] {
  switch (question.type) {
    case 'yesPartlyNo':
      return YES_PARTLY_NO;
    case 'acceptDocument':
      return ACCEPT_CHOICES;
    case 'evidence':
      return EVIDENCE_CHOICES;
    default:
      return question.choices ?? [];
  }
}

/** The rows of a table; empty for every other question. */
export const rowsOf = (question: Question): readonly TableRow[] =>
  question.type === 'table' ? (question.rows ?? []) : [];

/** Whether a partner may say that the question does not apply (with one of its reasons). */
export const mayNotApply = (question: Question): boolean => (question.naReasons?.length ?? 0) > 0;

export const isRequired = (question: Question): boolean => question.required !== false;

/** Whether the answer says met or not met. A question that is not scored informs the reader and counts nowhere. */
export const isScored = (question: Question): boolean =>
  question.counts !== undefined ||
  question.type === 'yesPartlyNo' ||
  question.type === 'acceptDocument' ||
  question.type === 'evidence' ||
  ((question.type === 'singleChoice' || question.type === 'table') &&
    choicesOf(question).some((choice) => choice.outcome !== undefined));

/**
 * How many inputs of a card the question takes: its own (a table has one for each row, spread over several cards), and
 * one for the reason why it does not apply.
 */
export const inputsOf = (question: Question): number =>
  (question.type === 'table' ? rowsOf(question).length : 1) + (mayNotApply(question) ? 1 : 0);

// Measured by reading aloud: a plain choice takes half a minute, writing takes longer, and proof must be looked for.
const MINUTES: Readonly<Record<QuestionType, number>> = {
  yesPartlyNo: 0.5,
  singleChoice: 0.5,
  multipleChoice: 0.75,
  number: 0.75,
  date: 0.75,
  shortText: 0.75,
  longText: 2,
  table: 0.5,
  acceptDocument: 1.5,
  evidence: 0.5,
};
const MINUTES_FOR_ROW = 0.1;
const MINUTES_FOR_EVIDENCE = 1;

/** Minutes that a person who knows the company needs for the question and its proof. An estimate. */
export const minutesOf = (question: Question): number =>
  MINUTES[question.type] +
  MINUTES_FOR_ROW * rowsOf(question).length +
  (question.evidenceWanted ? MINUTES_FOR_EVIDENCE : 0);
