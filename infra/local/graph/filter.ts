import type { Column } from './columns';
import { invalidRequest, unknownCall } from './graphError';
import type { Comparison, Condition } from './item';
import type { List } from './listStore';

const LITERAL = String.raw`('(?:[^']|'')*'|true|false|null|-?\d+(?:\.\d+)?)`;
const COMPARE = new RegExp(String.raw`^fields\/(\w+)\s+(eq|ne|lt|le|gt|ge)\s+${LITERAL}$`, 's');
const STARTS = new RegExp(String.raw`^startswith\(\s*fields\/(\w+)\s*,\s*${LITERAL}\s*\)$`, 's');
const COMPARISONS: Readonly<Record<string, Comparison>> = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' };

/**
 * Reads `$filter` on list items: comparisons of one indexed column, joined by `and`. Throws 400 in Microsoft's words
 * for a column without an index, and for anything that the documents do not promise.
 */
export function readFilter(list: List, text: string): Condition {
  const parts = splitAnd(text.trim());
  const tests = parts.map((part) => readTest(list, part));
  const [first] = tests;
  if (!first) throw invalidRequest('Invalid filter clause');
  if (tests.some(({ column }) => column !== first.column))
    throw unknownCall('Only one indexed field can be filtered at a time.');
  return { column: first.column, tests: tests.map(({ comparison, value }) => ({ comparison, value })) };
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

function readTest(list: List, text: string): { column: string; comparison: Comparison; value: string | number } {
  const starts = STARTS.exec(text);
  const [, name = '', operator, literal = ''] =
    COMPARE.exec(text) ?? (starts ? [text, starts[1], 'startswith', starts[2]] : []);
  if (!operator) throw unknownCall(`Invalid filter clause: ${text}`);
  const column = list.columns.find((known) => known.name === name);
  if (!column) throw unknownCall(`Field '${name}' is not recognized`);
  if (!column.indexed)
    throw unknownCall(
      `Field '${name}' cannot be referenced in filter or orderby as it is not indexed. Provide the 'Prefer: HonorNonIndexedQueriesWarningMayFailRandomly' header to allow this, but be warned that such queries may fail on large lists.`,
    );
  const comparison = operator === 'startswith' ? 'startsWith' : COMPARISONS[operator];
  if (!comparison || (comparison === 'startsWith' && column.kind !== 'text' && column.kind !== 'choice'))
    throw unknownCall(`Invalid filter clause: ${text}`);
  return { column: name, comparison, value: readLiteral(column, literal) };
}

/** The literal as the index holds values of this column. */
function readLiteral(column: Column, literal: string): string | number {
  const refuse = () =>
    invalidRequest(`Invalid filter clause: a value of another type than the column '${column.name}'.`);
  const quoted = /^'(.*)'$/s.exec(literal)?.[1]?.replaceAll("''", "'");
  switch (column.kind) {
    case 'number': {
      if (!/^-?\d/.test(literal)) throw refuse();
      return Number(literal);
    }
    case 'boolean': {
      if (!/^(true|false|0|1)$/.test(literal)) throw refuse();
      return literal === 'true' || literal === '1' ? 1 : 0;
    }
    case 'dateTime': {
      const time = quoted === undefined ? Number.NaN : Date.parse(quoted);
      if (Number.isNaN(time)) throw refuse();
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
