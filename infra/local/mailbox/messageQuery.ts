import { GraphError, unknownCall } from '../graph/graphError';
import type { StoredMail } from './mailStore';

type Value = string | number | boolean;

/** What messages can be filtered and ordered by, and how it is read from a mail. Times in milliseconds since 1970. */
const PROPERTIES: Readonly<Record<string, (mail: StoredMail) => Value>> = {
  receivedDateTime: ({ at }) => at,
  sentDateTime: ({ at }) => at,
  isRead: ({ isRead }) => isRead,
  hasAttachments: ({ files }) => files.some(({ isInline }) => !isInline),
  subject: ({ subject }) => subject.toLowerCase(),
  importance: ({ importance = 'normal' }) => importance,
  internetMessageId: ({ internetMessageId }) => internetMessageId,
  'from/emailAddress/address': ({ from }) => from.address.toLowerCase(),
};

type Test = (mail: StoredMail) => boolean;

/** A filter and an order that Outlook carries out. */
export interface MessageQuery {
  readonly isWanted: Test;
  /** For `sort`, over mails that come newest first. */
  readonly compare: (a: StoredMail, b: StoredMail) => number;
}

/**
 * Reads `$filter` (comparisons, `startswith` and `contains`, joined by `and`) and `$orderby`. What is ordered by must
 * come first in the filter, in the same order: anything else is InefficientFilter. Throws 400 for what it does not know.
 */
export function readMessageQuery(filter: string | undefined, order: string | undefined): MessageQuery {
  const clauses = filter === undefined ? [] : clausesOf(filter);
  const keys = order === undefined ? [] : keysOf(order);
  const filtered = [...new Set(clauses.map(({ property }) => property))];
  if (clauses.length > 0 && keys.some(({ property }, index) => filtered[index] !== property))
    throw new GraphError(400, 'InefficientFilter', 'The restriction or sort order is too complex for this operation.');
  return {
    isWanted: (mail) => clauses.every(({ test }) => test(mail)),
    compare(a, b) {
      for (const { read, direction } of keys) {
        const [left, right] = [read(a), read(b)];
        if (left !== right) return left < right ? -direction : direction;
      }
      return 0;
    },
  };
}

function clausesOf(filter: string): { property: string; test: Test }[] {
  // `and` inside a text is not a join.
  const parts = filter.match(/(?:'(?:[^']|'')*'|(?!\s+and\s)[\s\S])+/g) ?? [];
  if (parts.length === 0) throw unknownCall('The filter is empty.', 'ErrorInvalidUrlQueryFilter');
  return parts.map((part) => clauseOf(part.replace(/^\s*and\s+/, '').trim()));
}

function clauseOf(part: string): { property: string; test: Test } {
  const refuse = (): GraphError =>
    unknownCall(`Invalid filter clause: '${part}' is not supported here.`, 'ErrorInvalidUrlQueryFilter');
  const [, call, inside = '', text = ''] = /^(startswith|contains)\((\S+),\s*'((?:[^']|'')*)'\)$/.exec(part) ?? [];
  if (call) {
    if (inside !== 'subject' && inside !== 'from/emailAddress/address') throw refuse();
    const wanted = text.replaceAll("''", "'").toLowerCase();
    const read = readerOf(inside, refuse);
    const test: Test = (mail) =>
      call === 'contains' ? String(read(mail)).includes(wanted) : String(read(mail)).startsWith(wanted);
    return { property: inside, test };
  }
  const [, property = '', operator = '', literal = ''] = /^(\S+)\s+(eq|ne|gt|ge|lt|le)\s+([\s\S]+)$/.exec(part) ?? [];
  const read = readerOf(property, refuse);
  const wanted = literalIn(property, literal, refuse);
  if (typeof wanted === 'boolean' && operator !== 'eq' && operator !== 'ne') throw refuse();
  return { property, test: (mail) => isTrue(read(mail), operator, wanted) };
}

function literalIn(property: string, literal: string, refuse: () => GraphError): Value {
  if (property.endsWith('DateTime')) {
    const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z)?$/.test(literal) ? Date.parse(literal) : Number.NaN;
    if (Number.isNaN(at)) throw refuse();
    return at;
  }
  if (property === 'isRead' || property === 'hasAttachments') {
    if (literal !== 'true' && literal !== 'false') throw refuse();
    return literal === 'true';
  }
  const text = /^'((?:[^']|'')*)'$/.exec(literal)?.[1];
  if (text === undefined) throw refuse();
  const value = text.replaceAll("''", "'");
  return property === 'internetMessageId' ? value : value.toLowerCase();
}

function isTrue(value: Value, operator: string, wanted: Value): boolean {
  // Stored times have milliseconds, answers have seconds: a mail is found by the time that was read of it.
  const left =
    typeof value === 'number' && typeof wanted === 'number' && wanted % 1000 === 0 ? wholeSecond(value) : value;
  if (operator === 'eq') return left === wanted;
  if (operator === 'ne') return left !== wanted;
  if (operator === 'gt') return left > wanted;
  if (operator === 'ge') return left >= wanted;
  return operator === 'lt' ? left < wanted : left <= wanted;
}

const wholeSecond = (milliseconds: number): number => Math.floor(milliseconds / 1000) * 1000;

function keysOf(order: string): { property: string; read: (mail: StoredMail) => Value; direction: 1 | -1 }[] {
  const refuse = (): GraphError => unknownCall(`The order '${order}' is not supported here.`, 'ErrorInvalidUrlQuery');
  return order.split(',').map((part) => {
    const [, property = '', direction = 'asc'] = /^(\S+)(?:\s+(asc|desc))?$/i.exec(part.trim()) ?? [];
    return { property, read: readerOf(property, refuse), direction: direction.toLowerCase() === 'desc' ? -1 : 1 };
  });
}

function readerOf(property: string, refuse: () => GraphError): (mail: StoredMail) => Value {
  const read = Object.hasOwn(PROPERTIES, property) ? PROPERTIES[property] : undefined;
  if (!read) throw refuse();
  return read;
}
