import type { QuestionView, SaveSection } from '../../../src/contracts/questionnaire';
import { NOT_APPLICABLE } from '../../../src/domain/question';
import { APPLIES, type Entered, fingerprint, reasonId, rowMark, rowValueId, valueId } from '../cards/questionInput';
import { choicesIn } from '../valueInWords';
import type { SavingData } from './cardData';

export interface EnteredAnswers {
  /** What the person changed on this card, as it goes to be saved. */
  readonly answers: SaveSection['answers'];
  /** The same as it stood in the inputs, to be shown again. */
  readonly entered: ReadonlyMap<string, Entered>;
  /** What cannot even be sent, each with a sentence. */
  readonly problems: ReadonlyMap<string, string>;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : typeof value === 'number' ? String(value) : undefined;

/**
 * Reads a card's inputs. Only what differs from what the card showed counts as entered: an untouched field must not
 * overwrite what a colleague saved meanwhile, and an empty one says nothing, because clients leave out empty fields.
 */
export function enteredAnswers(questions: readonly QuestionView[], data: SavingData): EnteredAnswers {
  const inputs: Readonly<Record<string, unknown>> = data;
  const answers: SaveSection['answers'] = [];
  const entered = new Map<string, Entered>();
  const problems = new Map<string, string>();
  for (const question of questions) {
    const marks = data.was[question.id];
    if (!marks) continue;
    if (question.type === 'table') {
      const read = readTable(question, data, inputs);
      if (read) {
        entered.set(question.id, read.entered);
        if ('problem' in read) problems.set(question.id, read.problem);
        else answers.push({ questionId: question.id, ...read.answer });
      }
      continue;
    }
    const value = text(inputs[valueId(question.id)]);
    const reason = text(inputs[reasonId(question.id)]);
    const isValueNew = value !== undefined && fingerprint(value) !== marks[0];
    const isReasonNew = reason !== undefined && fingerprint(reason) !== marks[1];
    if (!isValueNew && !isReasonNew) continue;
    const read =
      choicesIn(question).length > 0
        ? readChoice(value, reason, isValueNew)
        : readPlain(value, reason, isValueNew, isReasonNew);
    if (read === undefined) continue;
    entered.set(question.id, { value, reason });
    if ('problem' in read) problems.set(question.id, read.problem);
    else answers.push({ questionId: question.id, ...read });
  }
  return { answers, entered, problems };
}

type ReadTable =
  | { readonly entered: Entered; readonly problem: string }
  | { readonly entered: Entered; readonly answer: { readonly value: unknown; readonly naReason?: string } };

/**
 * The rows that a card showed and the person changed. The others are left out, so that what stands on another card, or
 * what a colleague saved meanwhile, stays.
 */
function readTable(
  question: QuestionView,
  { was }: SavingData,
  inputs: Readonly<Record<string, unknown>>,
): ReadTable | undefined {
  const shown: [string, string][] = [];
  const changed: [string, string][] = [];
  for (const { id } of question.rows ?? []) {
    const mark = Object.hasOwn(was, rowMark(question.id, id)) ? was[rowMark(question.id, id)] : undefined;
    const value = text(inputs[rowValueId(question.id, id)]);
    if (!mark || value === undefined) continue;
    shown.push([id, value]);
    if (fingerprint(value) !== mark[0]) changed.push([id, value]);
  }
  const reason = text(inputs[reasonId(question.id)]);
  const isReasonNew = reason !== undefined && reason !== APPLIES && fingerprint(reason) !== was[question.id]?.[1];
  const entered: Entered = { rows: Object.fromEntries(shown), ...(reason !== undefined && { reason }) };
  if (isReasonNew && changed.length > 0)
    return { entered, problem: 'Choose an answer for each line, or why this does not apply; not both.' };
  if (isReasonNew) return { entered, answer: { value: null, naReason: reason } };
  return changed.length > 0 ? { entered, answer: { value: Object.fromEntries(changed) } } : undefined;
}

type Read = { readonly value: string | null; readonly naReason?: string } | { readonly problem: string } | undefined;

/** The reason counts only beside "Does not apply". */
function readChoice(value: string | undefined, reason: string | undefined, isValueNew: boolean): Read {
  if (value === NOT_APPLICABLE) return { value, naReason: reason };
  if (isValueNew && value?.split(',').includes(NOT_APPLICABLE))
    return { problem: 'Choose “Does not apply” alone, or the other answers without it.' };
  if (isValueNew && value !== undefined) return { value };
  return value === undefined && reason !== undefined
    ? { problem: 'Choose “Does not apply” as well, or one of the other answers.' }
    : undefined;
}

function readPlain(
  value: string | undefined,
  reason: string | undefined,
  isValueNew: boolean,
  isReasonNew: boolean,
): Read {
  const says = reason !== undefined && reason !== APPLIES;
  if (isValueNew && isReasonNew && says)
    return { problem: 'Write the answer, or choose why it does not apply; not both.' };
  if (isReasonNew && says) return { value: null, naReason: reason };
  return value === undefined ? undefined : { value };
}
