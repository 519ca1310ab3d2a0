import { AppError } from '../errors';
import type { Fields } from './fields';
import { partNames } from './lists/declaration';

/** A multi-line column holds 63,999 characters. */
const PART_LENGTH = 60_000;

/**
 * JSON with nothing in it that SharePoint's XML cannot carry: JSON.stringify escapes control characters and lone
 * surrogates already.
 */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[\ufffe\uffff]/g, (character) => (character === '\ufffe' ? '\\ufffe' : '\\uffff'));

/**
 * Spreads text over `Data`, `Data2`, … Unused parts are null, so that what stood there is emptied.
 * Throws `tooLarge` when it does not fit.
 */
export function spread(name: string, parts: number, text: string): Record<string, string | null> {
  const names = partNames(name, parts);
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > 0 && pieces.length < parts) {
    const end = cutBefore(rest, PART_LENGTH);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  if (rest.length > 0)
    throw new AppError('tooLarge', 'This is too much text for one entry. Please shorten it, or split it in two.');
  return Object.fromEntries(names.map((part, index) => [part, pieces[index] ?? null]));
}

/** The text that `spread` wrote. */
export const joined = (name: string, parts: number, fields: Fields): string =>
  partNames(name, parts)
    .map((part) => fields[part] ?? '')
    .join('');

/** Cuts neither a surrogate pair nor beside a space: SharePoint may trim the ends of a text. */
function cutBefore(text: string, longest: number): number {
  if (text.length <= longest) return text.length;
  let end = longest;
  while (end > 1 && (/[\s\ud800-\udbff]/.test(text[end - 1] ?? '') || /\s/.test(text[end] ?? ''))) end -= 1;
  return end;
}
