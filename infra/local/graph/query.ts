import { invalidRequest, unknownCall } from './graphError';

/** Options that Graph accepts with or without the `$`. */
const DOLLAR_OPTIONAL = new Set([
  'select',
  'expand',
  'filter',
  'top',
  'skiptoken',
  'orderby',
  'search',
  'count',
  'skip',
]);

/**
 * Reads a query string, and the token that may stand in the path instead. Throws 400 for an option that the route does
 * not declare, and for one given twice.
 */
export function readQuery(text: string, allowed: readonly string[], token?: string): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  const inPath: [string, string][] = token === undefined ? [] : [['token', token]];
  for (const [key, value] of [...new URLSearchParams(text), ...inPath]) {
    const name = DOLLAR_OPTIONAL.has(key.toLowerCase())
      ? `$${key.toLowerCase()}`
      : key.startsWith('$')
        ? key.toLowerCase()
        : key;
    const known = allowed.find((option) => option.toLowerCase() === name.toLowerCase());
    if (!known) throw unknownCall(`The query option '${key}' is not supported for this request.`);
    if (options.has(known)) throw invalidRequest(`Query option '${key}' was specified more than once.`);
    options.set(known, value);
  }
  return options;
}

/** The names in `$select`, or undefined without one. Throws 400 for a name that is not in `known`. */
export function readSelect(text: string | undefined, known: ReadonlySet<string>, type: string): string[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(',').map((name) => name.trim());
  for (const name of names)
    if (!known.has(name))
      throw unknownCall(
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type}'.`,
      );
  return names;
}

/** `$top`: 1 to `most` (more is cut to it). Throws 400 for anything else. */
export function readTop(text: string | undefined, usual: number, most: number): number {
  if (text === undefined) return usual;
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0)
    throw invalidRequest(
      `Invalid value '${text}' for $top query option found. The $top query option requires a positive integer value.`,
    );
  return Math.min(Number(text), most);
}

export interface Expansion {
  readonly name: string;
  /** Names of the nested `$select`; undefined means everything. */
  readonly select?: readonly string[];
  /** The nested `$expand`, as text. */
  readonly expand?: string;
}

/** Reads `$expand=a,b($select=c,d;$expand=e)`. Throws 400 for a name not in `allowed` or an option it does not know. */
export function readExpand(text: string | undefined, allowed: readonly string[]): ReadonlyMap<string, Expansion> {
  const expansions = new Map<string, Expansion>();
  for (const part of splitOutside(text ?? '', ',')) {
    const match = /^([A-Za-z]+)(?:\((.*)\))?$/s.exec(part.trim());
    const name = match?.[1];
    if (!name || !allowed.includes(name))
      throw unknownCall(`Parsing OData Select and Expand failed: the expansion '${part}' is not supported here.`);
    let select: string[] | undefined;
    let expand: string | undefined;
    for (const option of splitOutside(match[2] ?? '', ';')) {
      const [, key, value = ''] = /^\$?(select|expand)=(.*)$/s.exec(option.trim()) ?? [];
      if (key === 'select') select = value.split(',').map((field) => field.trim());
      else if (key === 'expand') expand = value;
      else throw unknownCall(`Parsing OData Select and Expand failed: the option '${option}' is not supported here.`);
    }
    expansions.set(name, { name, select, expand });
  }
  return expansions;
}

/** Splits at a separator outside parentheses; an empty text gives no parts. */
function splitOutside(text: string, separator: string): string[] {
  if (text === '') return [];
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}
