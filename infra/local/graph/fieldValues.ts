import type { Column } from './columns';
import { invalidRequest, unknownCall } from './graphError';
import type { List } from './listStore';

export type FieldValue = string | number | boolean;
export type Fields = Readonly<Record<string, FieldValue>>;
/** Null empties a column. */
export type FieldChanges = Readonly<Record<string, FieldValue | null>>;

const LONGEST_TEXT = 255;
const LONGEST_NOTE = 63_999;
// What the XML that SharePoint keeps rows in cannot carry.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to refuse
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** Reads the `fields` of a request. Throws 400 for an unknown or read-only column and for a value that does not fit. */
export function readFields(list: List, body: unknown): FieldChanges {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalidRequest('The request must contain the fields of the item.');
  const changes: Record<string, FieldValue | null> = {};
  for (const [name, value] of Object.entries(body)) {
    const column = list.columns.find((known) => known.name === name);
    if (!column) throw unknownCall(`Field '${name}' is not recognized`);
    if (column.readOnly) throw invalidRequest(`Field '${name}' is read-only`);
    changes[name] = readValue(column, value);
  }
  return changes;
}

function readValue(column: Column, value: unknown): FieldValue | null {
  if (value === null) return null;
  const refuse = (expected: string) =>
    invalidRequest(`The value of field '${column.name}' is not valid: expected ${expected}.`);
  switch (column.kind) {
    case 'text':
    case 'note':
    case 'choice': {
      if (typeof value !== 'string') throw refuse('a string');
      // A high surrogate without its low one, or the reverse, is no text.
      if (UNSTORABLE.test(value) || LONE_SURROGATE.test(value)) throw refuse('text without control characters');
      const longest = column.kind === 'note' ? LONGEST_NOTE : Number(column.facet.maxLength ?? LONGEST_TEXT);
      if (value.length > longest) throw refuse(`at most ${longest} characters`);
      if (column.kind === 'choice' && value !== '') checkChoice(column, value);
      // SharePoint keeps no empty text: the column reads as absent.
      return value === '' ? null : value;
    }
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) throw refuse('a number');
      const { minimum, maximum } = column.facet;
      if (typeof minimum === 'number' && value < minimum) throw refuse(`at least ${minimum}`);
      if (typeof maximum === 'number' && value > maximum) throw refuse(`at most ${maximum}`);
      return value;
    }
    case 'boolean':
      if (typeof value !== 'boolean') throw refuse('true or false');
      return value;
    case 'dateTime': {
      const time = typeof value === 'string' && ISO_DATE.test(value) ? Date.parse(value) : Number.NaN;
      if (Number.isNaN(time)) throw refuse('a date in ISO 8601');
      // SharePoint keeps whole seconds.
      const kept = new Date(Math.floor(time / 1000) * 1000).toISOString().replace('.000Z', 'Z');
      return column.facet.format === 'dateOnly' ? `${kept.slice(0, 10)}T00:00:00Z` : kept;
    }
  }
}

function checkChoice(column: Column, value: string): void {
  const choices = Array.isArray(column.facet.choices) ? column.facet.choices.map(String) : [];
  if (column.facet.allowTextEntry !== true && !choices.includes(value))
    throw invalidRequest(`The value of field '${column.name}' is not valid: '${value}' is not one of its choices.`);
}

/** A value as an index compares it: text without regard to case, booleans as 0 and 1. */
export const indexValue = (value: FieldValue): string | number =>
  typeof value === 'string' ? value.toLowerCase() : Number(value);
