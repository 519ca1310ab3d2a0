/** Whether a text is read from right to left, as its first letter tells. */
export const isRightToLeft = (text: string): boolean =>
  /^\P{L}*[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}]/u.test(text);

/**
 * A name before other words of the same line. After one that is read from right to left stands a mark that turns
 * the line back, or a date that follows would be torn apart and part of it put before the name.
 */
export const nameInLine = (name: string): string =>
  /[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}]/u.test(name) ? `${name}\u200e` : name;
