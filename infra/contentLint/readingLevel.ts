/**
 * How hard a text is to read, as LIX (Björnsson 1968): words in a sentence, plus the percentage of words of more than six
 * letters. Below 30 is a children's book, 40 a newspaper, above 55 a law. It needs no dictionary, so it holds for
 * English, French and Spanish alike. A text without words gives 0.
 */
export function lix(text: string): number {
  const words = wordsOf(text);
  if (words.length === 0) return 0;
  const sentences = Math.max(1, text.match(/[.!?:]+(?=["')]*(?:\s|$))/g)?.length ?? 0);
  const long = words.filter((word) => word.length > 6).length;
  return words.length / sentences + (100 * long) / words.length;
}

export const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
