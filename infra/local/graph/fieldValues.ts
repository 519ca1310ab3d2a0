import type { Column } from './columns';
import { invalidRequest, unknownCall } from './graphError';
import { isoTime } from './isoTime';
import type { List } from './listStore';

/** Several texts are the value of a column that takes several choices. */
export type FieldValue = string | number | boolean | readonly string[];
export type Fields = Readonly<Record<string, FieldValue>>;
/** Null empties a column. */
export type FieldChanges = Readonly<Record<string, FieldValue | null>>;

const LONGEST_TEXT = 255;
const LONGEST_NOTE = 63_999;
/** How a request and an answer mark the value of a column that takes several choices. */
export const TEXT_COLLECTION = 'Collection(Edm.String)';
const TYPE_MARK = '@odata.type';
// What the XML that SharePoint keeps rows in cannot carry.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to refuse
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;
// The first and the last day that SharePoint can hold.
const FIRST_DAY = Date.UTC(1900, 0, 1);
const AFTER_LAST_DAY = Date.UTC(8901, 0, 1);

/** The value of a column; undefined when it is empty, whatever its name (`constructor` is a column like any other). */
export const cellOf = (fields: Fields, name: string): FieldValue | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

/** Reads the `fields` of a request. Throws 400 for an unknown or read-only column and for a value that does not fit. */
export function readFields(list: List, body: unknown): FieldChanges {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalidRequest('The request must contain the fields of the item.');
  const changes: Record<string, FieldValue | null> = {};
  const given = new Map<string, unknown>(Object.entries(body));
  for (const [name, value] of given) {
    if (name.endsWith(TYPE_MARK)) {
      checkTypeMark(list, given, name, value);
      continue;
    }
    const column = writableColumn(list, name);
    changes[name] =
      column.kind === 'multiChoice'
        ? readChoices(column, value, given.get(`${name}${TYPE_MARK}`))
        : readValue(column, value);
  }
  return changes;
}

function writableColumn(list: List, name: string): Column {
  const column = list.columns.find((known) => known.name === name);
  if (!column) throw unknownCall(`Field '${name}' is not recognized`);
  if (column.readOnly) throw invalidRequest(`Field '${name}' is read-only`);
  return column;
}

function checkTypeMark(list: List, given: ReadonlyMap<string, unknown>, mark: string, value: unknown): void {
  const name = mark.slice(0, -TYPE_MARK.length);
  const column = writableColumn(list, name);
  if (!given.has(name) || column.kind !== 'multiChoice' || value !== TEXT_COLLECTION)
    throw unknownCall(`The annotation '${mark}' does not fit the column '${name}'.`);
}

/** Without the annotation of its type, Graph cannot tell an array of texts from anything else. */
function readChoices(column: Column, value: unknown, mark: unknown): readonly string[] | null {
  if (value === null) return null;
  if (mark !== TEXT_COLLECTION || !Array.isArray(value) || !value.every((each) => typeof each === 'string'))
    throw wrongValue(column, `an array of strings with "${column.name}${TYPE_MARK}": "${TEXT_COLLECTION}"`);
  for (const choice of value) checkChoice(column, choice);
  return value.length === 0 ? null : [...new Set<string>(value)];
}

const wrongValue = (column: Column, expected: string) =>
  invalidRequest(`The value of field '${column.name}' is not valid: expected ${expected}.`);

function readValue(column: Column, value: unknown): FieldValue | null {
  if (value === null) return null;
  switch (column.kind) {
    case 'text':
    case 'note':
    case 'choice':
      return readText(column, value);
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongValue(column, 'a number');
      const { minimum, maximum } = column.facet;
      if (typeof minimum === 'number' && value < minimum) throw wrongValue(column, `at least ${minimum}`);
      if (typeof maximum === 'number' && value > maximum) throw wrongValue(column, `at most ${maximum}`);
      return value;
    }
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongValue(column, 'true or false');
      return value;
    case 'dateTime':
      return readTime(column, value);
    default:
      throw wrongValue(column, 'another type');
  }
}

function readText(column: Column, value: unknown): string | null {
  if (typeof value !== 'string') throw wrongValue(column, 'a string');
  const longest = column.kind === 'note' ? LONGEST_NOTE : Number(column.facet.maxLength ?? LONGEST_TEXT);
  if (value.length > longest) throw wrongValue(column, `at most ${longest} characters`);
  // A high surrogate without its low one, or the reverse, is no text.
  if (UNSTORABLE.test(value) || LONE_SURROGATE.test(value)) throw wrongValue(column, 'text without control characters');
  if (column.kind === 'text' && /[\r\n]/.test(value)) throw wrongValue(column, 'a single line');
  if (column.kind === 'choice' && value !== '') checkChoice(column, value);
  // SharePoint keeps no empty text: the column reads as absent.
  return value === '' ? null : value;
}

function readTime(column: Column, value: unknown): string {
  const time = typeof value === 'string' ? isoTime(value) : undefined;
  if (time === undefined) throw wrongValue(column, 'a date in ISO 8601');
  if (time < FIRST_DAY || time >= AFTER_LAST_DAY) throw wrongValue(column, 'a date from 1900 to 8900');
  // SharePoint keeps whole seconds.
  const kept = new Date(Math.floor(time / 1000) * 1000).toISOString().replace('.000Z', 'Z');
  return column.facet.format === 'dateOnly' ? `${kept.slice(0, 10)}T00:00:00Z` : kept;
}

function checkChoice(column: Column, value: string): void {
  const choices = Array.isArray(column.facet.choices) ? column.facet.choices.map(String) : [];
  if (column.facet.allowTextEntry === true) {
    if (value.length > LONGEST_TEXT) throw wrongValue(column, `at most ${LONGEST_TEXT} characters`);
  } else if (!choices.includes(value))
    throw invalidRequest(`The value of field '${column.name}' is not valid: '${value}' is not one of its choices.`);
}

/** A value as an index compares it: text without regard to case, booleans as 0 and 1. */
export const indexValue = (value: Exclude<FieldValue, readonly string[]>): string | number =>
  typeof value === 'string' ? value.toLowerCase() : Number(value);
