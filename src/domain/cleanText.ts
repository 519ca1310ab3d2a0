// Characters that show nothing, or show other characters in another order, and so let a text read differently from what
// it is: controls, zero-width space and its kin, soft hyphen, direction marks, embeddings, overrides and isolates, tag
// characters, lone surrogates. They are taken out instead of refused, because word processors and phones put them in
// without the writer's knowledge. Tab and line breaks are handled by the callers.
const MISLEADING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}\p{Cs}]/gu;

// Joiners carry meaning in scripts such as Persian and Hindi and inside emoji, and none anywhere else.
const STRAY_JOINER =
  /(?<![\p{Script=Arabic}\p{Script=Deva}\p{Script=Beng}\p{Script=Gujr}\p{Script=Guru}\p{Script=Knda}\p{Script=Mlym}\p{Script=Orya}\p{Script=Sinh}\p{Script=Taml}\p{Script=Telu}\p{Script=Khmr}\p{Script=Mymr}\p{Script=Mong}\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])[\u200c\u200d]/gu;

const stripped = (text: string): string =>
  text
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
