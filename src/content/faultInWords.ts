import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
export type Path = readonly (string | number)[];

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const stepInto = (value: unknown, step: string | number): unknown => {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  return isFields(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined;
};

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
  record: 'a group of fields',
};

/** What stands in the file, as its writer would call it. */
function named(value: unknown): string {
  if (value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isFields(value)) return 'a group of fields';
  const text = String(value);
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return typeof value === 'string' ? `"${shown}"` : shown;
}

const oneOf = (allowed: readonly unknown[], value: unknown): string => {
  const list = allowed.map((each) => (each === null ? 'nothing' : String(each)));
  return list.length === 1
    ? `must be ${list[0]}, and here stands ${named(value)}`
    : `here stands ${named(value)}, and allowed are: ${list.join(', ')}`;
};

function wrongKind(expected: string, value: unknown): string {
  const advice = expected === 'string' && typeof value === 'number' ? '; put it in quotes' : '';
  return `must be ${KINDS[expected] ?? expected}, and here stands ${named(value)}${advice}`;
}

function tooSmall({ origin, minimum, inclusive }: Issue & { code: 'too_small' }, value: unknown): string {
  if (origin === 'array') return `needs at least ${minimum} entries and has ${Array.isArray(value) ? value.length : 0}`;
  if (origin === 'string') return Number(minimum) <= 1 ? 'is empty' : `needs at least ${minimum} characters`;
  return `must be ${inclusive === false ? 'more than' : 'at least'} ${minimum}, and here stands ${named(value)}`;
}

function tooBig({ origin, maximum, inclusive }: Issue & { code: 'too_big' }, value: unknown): string {
  if (origin === 'array') return `has ${Array.isArray(value) ? value.length : 'more'} entries; ${maximum} is the most`;
  if (origin === 'string') {
    return `is ${typeof value === 'string' ? value.trim().length : 'too many'} characters long; ${maximum} is the most`;
  }
  return `must be ${inclusive === false ? 'less than' : 'at most'} ${maximum}, and here stands ${named(value)}`;
}

/** The values of a choice between single values, such as 1, 2 or 3. */
const valuesOf = (errors: readonly (readonly Issue[])[]): readonly unknown[] =>
  errors.flatMap((each) => each.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values : [])));

function inWords(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongKind(issue.expected, value);
    case 'invalid_value':
      return oneOf(issue.values, value);
    case 'invalid_union': {
      const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : valuesOf(issue.errors);
      return options.length > 0 ? oneOf(options, value) : `${named(value)} is not allowed here`;
    }
    case 'too_small':
      return tooSmall(issue, value);
    case 'too_big':
      return tooBig(issue, value);
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.map((each) => inWords(each, value)).join('; ');
    // The schema says in words how a text must be written, and what rules of our own ask for.
    default:
      return issue.message;
  }
}

/** The place in words: things by their id, others by their number. */
function placeInWords(root: unknown, path: Path): string {
  const words: string[] = [];
  let value = root;
  path.forEach((step, index) => {
    value = stepInto(value, step);
    if (typeof step === 'number') {
      const id = isFields(value) ? (value.id ?? value.question ?? value.criterion) : undefined;
      const list = index === 0 ? 'entry' : words.pop();
      words.push(typeof id === 'string' ? id : `${list} ${step + 1}`);
    } else words.push(step);
  });
  return words.join(', ');
}

function unknownField(key: string, value: unknown): string {
  // `{ en: One, two }` reads as a text "One" and a field "two" without a value.
  const advice =
    value === null ? 'A text with a comma or a colon in it needs quotes around it' : 'Look whether it is spelt right';
  return `the field "${key}" is not known here. ${advice}`;
}

export interface FaultInWords {
  readonly path: Path;
  /** The place and what is wrong, as one sentence without its full stop. */
  readonly sentence: string;
}

/**
 * What a schema found wrong, for people who write content: what stands there and what is allowed, without words of
 * programming.
 * @param root what was read from the file
 */
export function faultsInWords(issues: readonly Issue[], root: unknown): readonly FaultInWords[] {
  return issues.flatMap((issue): FaultInWords[] => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    const value = path.reduce<unknown>(stepInto, root);
    const place = placeInWords(root, path);
    const told = (at: Path, what: string): FaultInWords => ({ path: at, sentence: place ? `${place}: ${what}` : what });
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => told([...path, key], unknownField(key, stepInto(value, key))));
    return [told(path, value === undefined && issue.code !== 'custom' ? 'is missing' : inWords(issue, value))];
  });
}
