import type { Column } from './columns';
import { cellOf, type Fields, indexValue } from './fieldValues';
import { invalidRequest, unknownCall } from './graphError';
import { isoTime } from './isoTime';
import type { Comparison, Condition, Test } from './item';
import type { List } from './listStore';

const LITERAL = String.raw`('(?:[^']|'')*'|true|false|null|-?\d+(?:\.\d+)?)`;
const COMPARE = new RegExp(String.raw`^fields\/(\w+)\s+(eq|ne|lt|le|gt|ge)\s+${LITERAL}$`, 's');
const STARTS = new RegExp(String.raw`^startswith\(\s*fields\/(\w+)\s*,\s*${LITERAL}\s*\)$`, 's');
const COMPARISONS: Readonly<Record<string, Comparison>> = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' };

/** The `Prefer` value with which a column without an index may be filtered, as long as the list is small. */
export const PREFER_NON_INDEXED = 'HonorNonIndexedQueriesWarningMayFailRandomly';

/**
 * Reads `$filter` on list items: comparisons of one column, joined by `and`. Throws 400 in Microsoft's words for a
 * column without an index unless `honorsNonIndexed`, and for anything that the documents do not promise.
 */
export function readFilter(list: List, text: string, honorsNonIndexed = false): Condition {
  const parts = splitAnd(text.trim());
  const tests = parts.map((part) => readTest(list, part, honorsNonIndexed));
  const [first] = tests;
  if (!first) throw invalidRequest('Invalid filter clause');
  if (tests.some(({ column }) => column !== first.column))
    throw unknownCall('Only one indexed field can be filtered at a time.');
  return {
    column: first.column.name,
    isIndexed: first.column.indexed,
    tests: tests.map(({ comparison, value }) => ({ comparison, value })),
  };
}

/**
 * `$orderby` has no effect on list items and is no error. Throws 400 for a column that could not be ordered by either.
 */
export function checkOrderBy(list: List, text: string | undefined): void {
  for (const part of text === undefined ? [] : text.split(',')) {
    const match = /^\s*(?:fields\/)?(\w+)(?:\s+(?:asc|desc))?\s*$/.exec(part);
    if (!match) throw unknownCall(`Invalid orderby clause: ${part}`);
    if (!part.includes('fields/')) continue;
    const column = knownColumn(list, match[1] ?? '');
    if (!column.indexed) throw notIndexed(column.name);
  }
}

/** Whether a row fulfils a condition, as the index would say. */
export function fulfils(fields: Fields, { column, tests }: Condition): boolean {
  const cell = cellOf(fields, column);
  if (cell === undefined || typeof cell === 'object') return false;
  const kept = indexValue(cell);
  return tests.every((test) => compares(kept, test));
}

function compares(kept: string | number, { comparison, value }: Test): boolean {
  switch (comparison) {
    case '=':
      return kept === value;
    case '<>':
      return kept !== value;
    case '<':
      return kept < value;
    case '<=':
      return kept <= value;
    case '>':
      return kept > value;
    case '>=':
      return kept >= value;
    case 'startsWith':
      return String(kept).startsWith(String(value));
  }
}

/** Splits at ` and ` outside quotes. */
function splitAnd(text: string): string[] {
  const masked = text.replace(/'(?:[^']|'')*'/g, (quoted) => 'q'.repeat(quoted.length));
  const parts: string[] = [];
  let from = 0;
  for (const match of masked.matchAll(/\s+and\s+/g)) {
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

function readTest(list: List, text: string, honorsNonIndexed: boolean): Test & { readonly column: Column } {
  const starts = STARTS.exec(text);
  const [, name = '', operator, literal = ''] =
    COMPARE.exec(text) ?? (starts ? [text, starts[1], 'startswith', starts[2]] : []);
  if (!operator) throw unknownCall(`Invalid filter clause: ${text}`);
  const column = knownColumn(list, name);
  if (column.kind === 'note' || column.kind === 'multiChoice')
    throw unknownCall(`The field '${name}' cannot be used in a filter expression because of its type.`);
  // A system column is not among a row's own values, so there is nothing to look through.
  const canScan = honorsNonIndexed && (!column.isSystem || column.name === 'Title');
  if (!column.indexed && !canScan) throw notIndexed(name);
  const comparison = operator === 'startswith' ? 'startsWith' : COMPARISONS[operator];
  if (!comparison || (comparison === 'startsWith' && column.kind !== 'text' && column.kind !== 'choice'))
    throw unknownCall(`Invalid filter clause: ${text}`);
  return { column, comparison, value: readLiteral(column, literal) };
}

function knownColumn(list: List, name: string): Column {
  const column = list.columns.find((known) => known.name === name);
  if (!column) throw unknownCall(`Field '${name}' is not recognized`);
  return column;
}

const notIndexed = (name: string) =>
  unknownCall(
    `Field '${name}' cannot be referenced in filter or orderby as it is not indexed. Provide the 'Prefer: ${PREFER_NON_INDEXED}' header to allow this, but be warned that such queries may fail on large lists.`,
  );

/** The literal as the index holds values of this column. */
function readLiteral(column: Column, literal: string): string | number {
  const refuse = () =>
    invalidRequest(`Invalid filter clause: a value of another type than the column '${column.name}'.`);
  const quoted = /^'(.*)'$/s.exec(literal)?.[1]?.replaceAll("''", "'");
  switch (column.kind) {
    case 'number': {
      const number = Number(literal);
      if (!/^-?\d/.test(literal) || !Number.isFinite(number)) throw refuse();
      return number;
    }
    case 'boolean': {
      if (!/^(true|false|0|1)$/.test(literal)) throw refuse();
      return literal === 'true' || literal === '1' ? 1 : 0;
    }
    case 'dateTime': {
      const time = quoted === undefined ? undefined : isoTime(quoted);
      if (time === undefined) throw refuse();
      return new Date(time)
        .toISOString()
        .replace(/\.\d{3}Z$/, 'Z')
        .toLowerCase();
    }
    default: {
      if (quoted === undefined) throw refuse();
      return quoted.toLowerCase();
    }
  }
}
