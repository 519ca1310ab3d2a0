import { type Answer, type AnswerValue, checkAnswer, isTableValue, type TableValue } from './answer';
import { ATTACHED, type Question, rowsOf } from './question';

interface Sent {
  readonly value: AnswerValue | null;
  readonly naReason?: string;
}

export type MergedValue =
  | { readonly ok: true; readonly value: AnswerValue | null }
  | { readonly ok: false; readonly problem: string };

const storedRows = (question: Question, before: Answer | undefined): TableValue => {
  const checked = checkAnswer(question, before?.value);
  return checked.ok && isTableValue(checked.value) ? checked.value : {};
};

/**
 * What is kept when a checked answer comes over a stored one. The rows of a table are merged one by one, because a card
 * shows only some of them: rows that are not sent stay; a table is emptied by `null` alone. "A file is attached" follows
 * from the files and from nothing that is sent; everything else is kept as it is sent.
 * @param hasFile whether a file is attached to the question
 */
export function mergedValue(question: Question, before: Answer | undefined, sent: Sent, hasFile: boolean): MergedValue {
  if (question.type === 'table' && isTableValue(sent.value)) {
    const both = { ...storedRows(question, before), ...sent.value };
    const inOrder = rowsOf(question).flatMap(({ id }) => (Object.hasOwn(both, id) ? [[id, both[id] ?? '']] : []));
    return { ok: true, value: Object.fromEntries(inOrder) };
  }
  if (question.type !== 'evidence') return { ok: true, value: sent.value };
  if (!hasFile) {
    if (sent.value !== ATTACHED) return { ok: true, value: sent.value };
    return { ok: false, problem: 'No file is attached here yet. Add one; that answers this question.' };
  }
  if (sent.naReason !== undefined || (sent.value !== null && sent.value !== ATTACHED))
    return { ok: false, problem: 'A file is attached here. Remove the file first, then choose this.' };
  return { ok: true, value: ATTACHED };
}

/** Whether what is sent says something else than what is stored. Rows of a table that only one of them answers do not. */
export function contradicts(question: Question, before: Answer, sent: Sent): boolean {
  if (question.type !== 'table' || !isTableValue(sent.value) || !isTableValue(before.value)) return true;
  const stored = storedRows(question, before);
  return Object.entries(sent.value).some(([id, choice]) => Object.hasOwn(stored, id) && stored[id] !== choice);
}
