import type { TableValue } from './answer';
import { type Language, type Text, textIn } from './text';

const ANSWERED: Text = { en: 'answered', fr: 'répondues', es: 'respondidas' };
const OF: Text = { en: 'of', fr: 'sur', es: 'de' };

interface Named {
  readonly id: string;
  readonly text: string;
}

/** A table's answer in words, in one text: see `tableLines`. */
export const tableText = (...given: Parameters<typeof tableLines>): string => tableLines(...given).join('. ');

/**
 * A table's answer in words: the most common choice as a number, the others with the names of their rows, so that
 * nothing is left out: "Every time: 15 of 17", "Never: Air filter; Roof". One that is filled in half begins with how far
 * it is: "9 of 17 answered".
 * @param rows and choices in the order they are shown; what the value holds beside them is left out
 */
export function tableLines(
  rows: readonly Named[],
  choices: readonly Named[],
  value: TableValue,
  language: Language = 'en',
): readonly string[] {
  const count = (part: number): string => `${part} ${textIn(OF, language)} ${rows.length}`;
  const groups = choices
    .map(({ id, text }) => ({ text, rows: rows.filter((row) => Object.hasOwn(value, row.id) && value[row.id] === id) }))
    .filter((group) => group.rows.length > 0);
  const answered = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const most = Math.max(...groups.map((group) => group.rows.length));
  const common = groups.find((group) => group.rows.length === most);
  const named = groups.map((group) =>
    group === common
      ? `${group.text}: ${count(group.rows.length)}`
      : `${group.text}: ${group.rows.map(({ text }) => text).join('; ')}`,
  );
  const lead = answered < rows.length ? [`${count(answered)} ${textIn(ANSWERED, language)}`] : [];
  return [...lead, ...named];
}
