import { isCalendarDate } from './calendarDate';
import { cleanLine, cleanParagraphs } from './cleanText';
import { choicesOf, DEFAULT_MAX_LENGTH, mayNotApply, NOT_APPLICABLE, type Question, rowsOf } from './question';

/** The choice of each answered row of a table, in the order of the rows. Rows without an answer are not in it. */
export type TableValue = Readonly<Record<string, string>>;

/** A choice id or text or date (YYYY-MM-DD), several choice ids, a number in the question's unit, or a table's rows. */
export type AnswerValue = string | readonly string[] | number | TableValue;

export const isTableValue = (value: unknown): value is TableValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export type AnswerSource = 'card' | 'page' | 'excel' | 'carried';
export type NaState = 'proposed' | 'agreed' | 'refused';

/** What one person said to one question, at the company or at one site. */
export interface Answer {
  readonly questionId: string;
  readonly questionVersion: number;
  readonly siteId?: string;
  /** `null`: cleared, or said not to apply. */
  readonly value: AnswerValue | null;
  /** Id of one of the question's reasons why it does not apply. */
  readonly naReason?: string;
  /** Absent with a reason means proposed. Only an agreed one takes the question out of the count. */
  readonly naState?: NaState;
  readonly comment?: string;
  readonly by: { readonly id: string; readonly name: string };
  /** Name of the contact for whom somebody else typed it in. */
  readonly onBehalfOf?: string;
  /** ISO date and time. */
  readonly at: string;
  readonly source: AnswerSource;
  /** Id of the site whose answer was taken over, while it stays as it was taken. */
  readonly copiedFrom?: string;
  /** Counts up with every change of this answer, from 1. */
  readonly revision: number;
}

export type CheckedAnswer =
  | { readonly ok: true; readonly value: AnswerValue | null }
  | { readonly ok: false; readonly problem: string };

export type CheckedAnswerInput =
  | { readonly ok: true; readonly value: AnswerValue | null; readonly naReason?: string; readonly comment?: string }
  | { readonly ok: false; readonly problem: string };

/** What a card or a page sends for one question. */
export interface AnswerInput {
  readonly value?: unknown;
  readonly naReason?: unknown;
  readonly comment?: unknown;
}

const fine = (value: AnswerValue | null): CheckedAnswer => ({ ok: true, value });
const problem = (text: string): { ok: false; problem: string } => ({ ok: false, problem: text });

function checkChoice(question: Question, input: unknown): CheckedAnswer {
  const chosen = typeof input === 'string' ? input.trim() : input;
  if (choicesOf(question).some(({ id }) => id === chosen)) return fine(chosen as string);
  return problem('Choose one of the answers in the list.');
}

/** Cards join the chosen ids with commas, pages send a list. The value keeps the question's order, each id once. */
function checkChoices(question: Question, input: unknown): CheckedAnswer {
  const list = typeof input === 'string' ? input.split(',') : input;
  if (!Array.isArray(list)) return problem('Choose one or more of the answers in the list.');
  const chosen = new Set(
    list.map((each: unknown) => (typeof each === 'string' ? each.trim() : each)).filter((id) => id !== ''),
  );
  const known = choicesOf(question).filter(({ id }) => chosen.has(id));
  if (known.length !== chosen.size) return problem('Choose only answers that are in the list.');
  const alone = known.find(({ exclusive }) => exclusive);
  if (alone && known.length > 1) return problem(`Choose "${alone.text.en}" alone, or take it out.`);
  return fine(known.length === 0 ? null : known.map(({ id }) => id));
}

const NUMBER = /^[-+]?\d+(?:[.,]\d+)?$/;
// 1,234 is twelve hundred to one reader and one and a bit to another, so it is asked again instead of guessed.
const AMBIGUOUS = /^[-+]?\d{1,3}[.,]\d{3}$/;

function checkNumber(question: Question, input: unknown): CheckedAnswer {
  const text = typeof input === 'number' ? String(input) : input;
  const howTo = question.decimals ? 'digits only, such as 12.5' : 'digits only, such as 1200';
  if (typeof text !== 'string') return problem(`Write a number with ${howTo}.`);
  const plain = cleanLine(text).normalize('NFKC');
  const isTyped = typeof input === 'string';
  if (!NUMBER.test(plain) || (isTyped && AMBIGUOUS.test(plain))) return problem(`Write a number with ${howTo}.`);
  const value = Number(plain.replace(',', '.'));
  const decimals = /[.,](\d+)$/.exec(plain)?.[1]?.replace(/0+$/, '').length ?? 0;
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return problem('Write a smaller number.');
  if (decimals > (question.decimals ?? 0)) {
    return problem(question.decimals ? `Write at most ${question.decimals} decimal places.` : 'Write a whole number.');
  }
  const { min, max } = question;
  if ((min !== undefined && value < min) || (max !== undefined && value > max)) {
    if (min === undefined) return problem(`Write a number up to ${max}.`);
    return problem(max === undefined ? `Write a number from ${min} up.` : `Write a number from ${min} to ${max}.`);
  }
  return fine(value === 0 ? 0 : value);
}

function checkDate(question: Question, input: unknown, today: string | undefined): CheckedAnswer {
  const text = typeof input === 'string' ? cleanLine(input) : '';
  if (!isCalendarDate(text)) return problem('Write a date that exists as year-month-day, such as 2026-05-31.');
  if (today !== undefined && question.when === 'past' && text > today)
    return problem('Choose today or an earlier day.');
  if (today !== undefined && question.when === 'future' && text < today) return problem('Choose today or a later day.');
  return fine(text);
}

function checkText(question: Question, input: unknown, kind: 'shortText' | 'longText'): CheckedAnswer {
  if (typeof input !== 'string') return problem('Write your answer as text.');
  const text = kind === 'shortText' ? cleanLine(input) : cleanParagraphs(input);
  const limit = question.maxLength ?? DEFAULT_MAX_LENGTH[kind];
  const length = [...text].length;
  if (length > limit) return problem(`Shorten your answer to ${limit} characters; it has ${length}.`);
  return fine(text === '' ? null : text);
}

/**
 * A table comes as the choice of each row. Rows that are left out, or come with empty text, have no answer; a table may
 * be filled in half. Only own properties are read, so that no name from JavaScript's prototypes passes for a row.
 */
function checkTable(question: Question, input: unknown): CheckedAnswer {
  if (!isTableValue(input)) return problem('Choose one of the answers for each line.');
  const rows = rowsOf(question);
  const isKnown = (id: string): boolean => rows.some((row) => row.id === id);
  if (!Object.keys(input).every(isKnown)) return problem('A line is not part of this table any more. Reload the page.');
  const value: Record<string, string> = {};
  for (const { id, text } of rows) {
    const given: unknown = Object.hasOwn(input, id) ? input[id] : undefined;
    if (isEmpty(given)) continue;
    const chosen = checkChoice(question, given);
    if (!chosen.ok) return problem(`Choose one of the answers in the list for “${text.en}”.`);
    value[id] = String(chosen.value);
  }
  return fine(Object.keys(value).length === 0 ? null : value);
}

const isEmpty = (input: unknown): boolean =>
  input === undefined ||
  input === null ||
  (typeof input === 'string' && input.trim() === '') ||
  (Array.isArray(input) && input.length === 0);

/**
 * Turns what a card, page or sheet sent into the value that is kept, or says in one sentence what to change. Numbers may
 * come as text and several choices joined by commas. Nothing at all (empty text, empty list) is `null`: the answer is
 * cleared. Texts are normalised to NFC, and characters that cannot be seen or that turn the reading order are taken out.
 * @param today YYYY-MM-DD where the person is; without it, `when` of a date question is not checked
 */
export function checkAnswer(question: Question, input: unknown, today?: string): CheckedAnswer {
  if (isEmpty(input)) return fine(null);
  switch (question.type) {
    case 'yesPartlyNo':
    case 'singleChoice':
    case 'acceptDocument':
    case 'evidence':
      return checkChoice(question, input);
    case 'table':
      return checkTable(question, input);
    case 'multipleChoice':
      return checkChoices(question, input);
    case 'number':
      return checkNumber(question, input);
    case 'date':
      return checkDate(question, input, today);
    case 'shortText':
    case 'longText':
      return checkText(question, input, question.type);
  }
}

/** Characters of a comment on an answer. */
export const COMMENT_MAX_LENGTH = 2000;

/**
 * Checks everything that is sent for one question. "Does not apply" comes as the value NOT_APPLICABLE or as a reason
 * without a value; it needs one of the question's reasons, and takes the place of a value.
 */
export function checkAnswerInput(question: Question, input: AnswerInput, today?: string): CheckedAnswerInput {
  if (!isEmpty(input.comment) && typeof input.comment !== 'string') return problem('Write your comment as text.');
  const comment = typeof input.comment === 'string' ? cleanParagraphs(input.comment) : '';
  if ([...comment].length > COMMENT_MAX_LENGTH)
    return problem(`Shorten your comment to ${COMMENT_MAX_LENGTH} characters.`);
  const withComment = comment === '' ? {} : { comment };
  const saysNotApplicable = input.value === NOT_APPLICABLE || (isEmpty(input.value) && !isEmpty(input.naReason));
  if (!saysNotApplicable) {
    const checked = checkAnswer(question, input.value, today);
    return checked.ok ? { ...checked, ...withComment } : checked;
  }
  if (!mayNotApply(question)) return problem('Answer this question; "Does not apply" is not possible here.');
  const reason = question.naReasons?.find(({ id }) => id === input.naReason);
  if (!reason) return problem('Choose the reason why this does not apply to you.');
  return { ok: true, value: null, naReason: reason.id, ...withComment };
}
