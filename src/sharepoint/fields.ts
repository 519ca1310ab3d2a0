import type { ColumnType } from './lists/declaration';

/** What a cell holds, as Graph gives and takes it. An empty cell is absent when read, and null when written. */
export type FieldValue = string | number | boolean | null;
export type Fields = Readonly<Record<string, FieldValue | undefined>>;

const LONGEST_TEXT = 255;
const HALF_DAY_MS = 43_200_000;
// What SharePoint's XML cannot carry, and halves of surrogate pairs.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text that a single-line column can hold: what cannot be stored becomes a space, and the end is cut off. */
export function singleLine(text: string): string {
  const clean = text
    .replace(UNSTORABLE, ' ')
    .replace(/[\r\n\t]+/g, ' ')
    .trim();
  return clean.length <= LONGEST_TEXT ? clean : `${wholeCharacters(clean.slice(0, LONGEST_TEXT - 1)).trimEnd()}…`;
}

/** Text that a multi-line column can hold. */
export const manyLines = (text: string): string => text.replace(UNSTORABLE, ' ');

const wholeCharacters = (text: string): string => text.replace(/[\ud800-\udbff]$/, '');

/**
 * A calendar date as a date column takes it: 11:00 UTC, which is that date in every time zone a site may be set to, and
 * after SharePoint has cut it to midnight there.
 */
export const writtenDate = (date: string): string => `${date}T11:00:00Z`;

/** The calendar date that a date column means, be it midnight of the site's time zone or of UTC. */
export function readDate(text: string): string | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time + HALF_DAY_MS).toISOString().slice(0, 10);
}

/** A cell as it is compared: empty is null, dates are days, times have whole seconds, texts have one kind of line end. */
export function comparable(type: ColumnType, value: FieldValue | undefined): string | number | boolean | null {
  if (value === undefined || value === null || value === '') return null;
  if (type === 'date' && typeof value === 'string') return readDate(value) ?? value;
  if (type === 'dateTime' && typeof value === 'string') {
    const time = Date.parse(value);
    return Number.isNaN(time) ? value : Math.floor(time / 1000);
  }
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trimEnd() : value;
}
