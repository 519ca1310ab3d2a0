const MARKDOWN = /[\\`*_[\]<>#~|]/g;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** Cards replace `{{DATE(…)}}` and `{{TIME(…)}}` in any text; a text from outside must not use that. */
const withoutFunctions = (text: string): string => text.replaceAll('{{', '{ {');

/**
 * A text from outside for the places that some clients read as markdown (headings, titles of choices, notifications):
 * what could be markup becomes a space. Elsewhere texts go into runs of rich text, which no client reads as markup.
 */
export const withoutMarkdown = (text: string): string =>
  withoutFunctions(text.replace(MARKDOWN, ' ').replace(/\s+/g, ' ').trim());

/** A text from outside for a run of rich text, kept as it is; a right-to-left one does not turn the line around it. */
export const asRun = (text: string): string => {
  const safe = withoutFunctions(text);
  return RIGHT_TO_LEFT.test(safe) ? `\u2068${safe}\u2069` : safe;
};

/** At most `length` characters, the end cut with an ellipsis. */
export const shortened = (text: string, length: number): string => {
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
};

/**
 * A text that its field does not take, as it is shown again: whole, unless it is so long that no card holds it. It stays
 * too long for the field, so that nobody saves it cut.
 * @param limit characters that the field takes
 */
export const shownAgain = (text: string, limit: number): string => shortened(text, limit + 200);
