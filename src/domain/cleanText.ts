// Characters that show nothing, or show other characters in another order, and so let a text read differently from what
// it is: controls, zero-width space and its kin, soft hyphen, direction marks, embeddings, overrides and isolates, tag
// characters, lone surrogates. They are taken out instead of refused, because word processors and phones put them in
// without the writer's knowledge. Tab and line breaks are handled by the callers.
const MISLEADING = new RegExp(
  [
    '\\p{Cc}(?<![\\t\\n])', // controls
    '[\\u00ad\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u3164\\ufeff\\uffa0]', // shows nothing
    '\\u034f',
    '[\\u061c\\u200e\\u200f\\u202a-\\u202e]', // direction
    '[\\u2060-\\u206f\\ufff9-\\ufffb]', // invisible operators, isolates, annotations
    '[\\u{e0000}-\\u{e0fff}]', // tags
    '\\p{Cs}',
  ].join('|'),
  'gu',
);

// Joiners carry meaning in scripts such as Persian and Hindi and inside emoji, and none anywhere else.
const JOINING = [
  'Arab',
  'Beng',
  'Deva',
  'Gujr',
  'Guru',
  'Khmr',
  'Knda',
  'Mlym',
  'Mong',
  'Mymr',
  'Orya',
  'Sinh',
  'Taml',
  'Telu',
];
const STRAY_JOINER = new RegExp(
  `(?<!${[...JOINING.map((script) => `\\p{Script=${script}}`), '\\p{Extended_Pictographic}', '\\p{Emoji_Modifier}', '\\ufe0f'].join('|')})(?:\\u200c|\\u200d)`,
  'gu',
);

// Normalising sorts the marks over one letter, which for a hundred thousand of them takes half a minute. Thirty are what
// Unicode's stream-safe format lets a letter carry; no writing needs more than a few.
const PILED_MARKS = /(\p{M}{30})\p{M}+/gu;

const stripped = (text: string): string =>
  text
    .replace(PILED_MARKS, '$1')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .normalize('NFC')
    .replace(MISLEADING, '')
    .replace(STRAY_JOINER, '');

/** One line of text from outside: NFC, nothing invisible or misleading, every run of white space one space, trimmed. */
export const cleanLine = (text: string): string => stripped(text).replace(/\s+/gu, ' ').trim();

/** Text from outside with its line breaks: like `cleanLine`, with at most one empty line between paragraphs. */
export const cleanParagraphs = (text: string): string =>
  stripped(text)
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
