import type { z } from 'zod';
import { Refusal } from './problem';

type Issue = z.core.$ZodRawIssue;

/** Sentences for what a schema leaves unsaid; a schema's own message always wins. */
function sentenceFor(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'This is missing.' : `This must be ${article(String(issue.expected))}.`;
    case 'too_big':
      return `Use at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' entries' : ''}.`;
    case 'too_small':
      return `Use at least ${issue.minimum}${issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' entries' : ''}.`;
    case 'invalid_value':
      return 'Choose one of the values that are offered.';
    case 'unrecognized_keys':
      return 'There is something in here that this address does not know.';
    default:
      return 'This is not written as it should be.';
  }
}

const article = (kind: string): string =>
  ({
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a group of fields',
  })[kind] ?? 'of another kind';

/** Whether the message names the field, for callers who know fields by name; a partner reads it and knows none. */
export type ProblemWording = 'named' | 'plain';

/**
 * Checks what came in. Throws `invalid` with one sentence per field, named by its path (`contacts.0.email`), and as
 * message the first of them when the input is whole, so that callers without fields can show something true.
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown, wording: ProblemWording = 'named'): T {
  const parsed = schema.safeParse(input, { error: sentenceFor });
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.map(String).join('.')] ??= issue.message;
  const [[name, sentence] = ['', 'This is not written as it should be.']] = Object.entries(fields);
  const generic = /^(This|There|Use|Choose one of the values)/.test(sentence) && name !== '';
  const lead =
    wording === 'named' ? `Something is not right with “${name}”.` : 'Something in what you sent is not right.';
  throw new Refusal('invalid', generic ? `${lead} ${sentence}` : sentence, {
    ...(name === '' ? {} : { fields }),
  });
}
