import { z } from 'zod';
import { ContentError, parseYaml } from '../../src/content/readYaml';

const schema = z.strictObject({
  kind: z.enum(['round', 'square']),
  count: z.number().int().min(1).max(9),
  rating: z.union([z.literal(1), z.literal(2)]),
  title: z.string().trim().min(1).max(10),
  id: z.string().regex(/^[a-z]+$/, 'must be small letters'),
  isOpen: z.boolean(),
  list: z.array(z.strictObject({ id: z.string(), text: z.strictObject({ en: z.string() }) })).min(1),
  rule: z.discriminatedUnion('rule', [
    z.strictObject({ rule: z.literal('rows') }),
    z.strictObject({ rule: z.enum(['atLeast', 'atMost']), value: z.number() }),
  ]),
  groups: z.record(z.string().regex(/^[a-z]+$/, 'must be small letters'), z.array(z.string())),
});
const GOOD = `kind: round
count: 3
rating: 1
title: A title
id: abc
isOpen: true
list:
  - { id: first, text: { en: One } }
  - { id: second, text: { en: Two } }
rule: { rule: rows }
groups: {}
`;
const problemsOf = (text: string): readonly string[] => {
  try {
    parseYaml(text, 'f.yaml', schema);
  } catch (error) {
    if (error instanceof ContentError) return error.problems;
    throw error;
  }
  return [];
};

describe('a fault is told in words, with what stands there and what is allowed', () => {
  it.each<[string, string, string, string]>([
    [
      'a value that is none of a list',
      'kind: round',
      'kind: oval',
      '1: kind: here stands "oval", and allowed are: round, square',
    ],
    ['a field that is missing', 'kind: round\n', '', '1: kind: is missing'],
    ['a field without a value', 'kind: round', 'kind:', '1: kind: here stands nothing, and allowed are: round, square'],
    ['no whole number', 'count: 3', 'count: 3.5', '2: count: must be a whole number, and here stands 3.5'],
    ['too much', 'count: 3', 'count: 12', '2: count: must be at most 9, and here stands 12'],
    ['too little', 'count: 3', 'count: 0', '2: count: must be at least 1, and here stands 0'],
    ['a text for a number', 'count: 3', 'count: three', '2: count: must be a number, and here stands "three"'],
    [
      'a number for a text',
      'title: A title',
      'title: 12',
      '4: title: must be a text, and here stands 12; put it in quotes',
    ],
    ['none of some numbers', 'rating: 1', 'rating: 4', '3: rating: here stands 4, and allowed are: 1, 2'],
    ['an empty text', 'title: A title', 'title: " "', '4: title: is empty'],
    ['a long text', 'title: A title', 'title: A very long title', '4: title: is 17 characters long; 10 is the most'],
    ['a rule of our own', 'id: abc', 'id: A1', '5: id: must be small letters'],
    [
      'neither true nor false',
      'isOpen: true',
      'isOpen: maybe',
      '6: isOpen: must be true or false, and here stands "maybe"',
    ],
    [
      'a list that is none',
      'groups: {}',
      'groups: [a]',
      '11: groups: must be a group of fields, and here stands a list',
    ],
    ['a name in a group', 'groups: {}', 'groups: { A1: [b] }', '11: groups, A1: must be small letters'],
    [
      'a kind that decides about others',
      'rule: rows',
      'rule: half',
      '10: rule, rule: here stands "half", and allowed are: rows, atLeast, atMost',
    ],
    [
      'a thing in a list, by its id',
      '{ en: Two }',
      '{ en: 2 }',
      '9: second, text, en: must be a text, and here stands 2; put it in quotes',
    ],
    ['a thing without an id, by its number', 'id: second, ', '', '9: list 2, id: is missing'],
    [
      'a field that nobody knows',
      'kind: round',
      'kind: round\ncolour: red',
      '2: the field "colour" is not known here. Look whether it is spelt right',
    ],
    [
      'a text with a comma and no quotes',
      '{ en: Two }',
      '{ en: Two, or three }',
      '9: second, text: the field "or three" is not known here. A text with a comma or a colon in it needs quotes around it',
    ],
  ])('%s', (_name, from, to, problem) => {
    expect(problemsOf(GOOD)).toEqual([]);
    expect(problemsOf(GOOD.replace(from, to))).toEqual([`f.yaml:${problem}`]);
  });

  it.each<[string, string, string, RegExp]>([
    ['a field twice', 'count: 3', 'kind: square', /^f\.yaml:2: the same field stands here twice$/],
    ['a tab', '  - { id: first', '\t- { id: first', /^f\.yaml:8: the line begins with a tab\. Use spaces\n/],
    ['a quotation mark that stays open', 'title: A title', 'title: "A title', /a quotation mark is not closed$/],
    [
      'a bracket that stays open',
      'rule: { rule: rows }',
      'rule: { rule: rows',
      /^f\.yaml:11: a bracket in the lines before is not closed$/,
    ],
    [
      'two colons in a line',
      'title: A title',
      'title: A: title',
      /^f\.yaml:4: there are two colons in one line, .*A text that holds a colon/,
    ],
    ['a wrong indent', '  - { id: second', ' - { id: second', /^f\.yaml:9: .*the line begins too far left or right/],
    ['a text that begins with a star', 'title: A title', 'title: *title', /^f\.yaml:4: .*needs quotes around it/],
  ])('%s', (_name, from, to, problem) => {
    expect(problemsOf(GOOD.replace(from, to)).join('\n')).toMatch(problem);
  });

  it('uses no word of programming', () => {
    const said = [
      ...problemsOf('a: 1'),
      ...problemsOf('kind: [1]\ncount: {}\nlist: []\nrule: 7\n'),
      ...problemsOf('- 1\n- 2\n'),
      ...problemsOf('"'),
    ].join('\n');
    expect(said).not.toMatch(
      /\b(string|object|array|boolean|undefined|null|enum|option|input|invalid|expected|received|key|flow|scalar)\b/i,
    );
  });
});
