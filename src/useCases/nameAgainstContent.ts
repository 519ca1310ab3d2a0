import { supportedExtensions } from 'file-type/core';
import { cleanLine } from '../domain/cleanText';

/** What an accepted file is called in a sentence, and the endings that say so; the first is the one to use. */
const KINDS: Readonly<Record<string, { readonly words: string; readonly endings: readonly string[] }>> = {
  pdf: { words: 'a PDF', endings: ['pdf'] },
  jpg: { words: 'a JPEG photo', endings: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  png: { words: 'a PNG picture', endings: ['png'] },
  webp: { words: 'a WebP picture', endings: ['webp'] },
  heic: { words: 'a HEIC photo', endings: ['heic', 'heif', 'hif'] },
  docx: { words: 'a Word file', endings: ['docx'] },
  xlsx: { words: 'an Excel file', endings: ['xlsx'] },
  pptx: { words: 'a PowerPoint file', endings: ['pptx'] },
  txt: { words: 'plain text', endings: ['txt', 'text', 'csv', 'log', 'md', 'tsv'] },
};
/** Kinds that are told by their name alone, or by other means than their first bytes. */
const OTHER_KINDS =
  'html htm xhtml mht svg js mjs jse vbs vbe wsf hta bat cmd com ps1 sh scr pif msi dll doc dot xls xlt ppt pps eml msg';
const NAMED_OTHERWISE: ReadonlySet<string> = new Set(
  [...supportedExtensions, ...OTHER_KINDS.split(' ')].map((ending) => ending.toLowerCase()),
);

/** What the name ends with, in lower case and without the dot, as a computer would read it; empty when with nothing. */
const endingOf = (name: string): string => /\.([^.\s\\/]{1,10})[.\s]*$/.exec(cleanLine(name))?.[1]?.toLowerCase() ?? '';

const kindNamed = (ending: string) => Object.values(KINDS).find(({ endings }) => endings.includes(ending));

/**
 * Why a file may not go under its name, in a sentence, when the name says that it is something else than its bytes are.
 * A name that says nothing ("scan", "ISO 28000 rev. 3") contradicts nothing. Only the last ending counts, as it does for
 * whoever opens the file.
 * @param extension what the content was found to be; absent when it is nothing that is accepted
 */
export function contradictionOf(name: string, extension: string | undefined): string | undefined {
  const ending = endingOf(name);
  const named = kindNamed(ending);
  const found = extension === undefined ? undefined : kindNamed(extension);
  if (found === undefined || extension === undefined)
    return named
      ? `The name of this file ends with .${ending}, but it is not ${named.words}, or it is damaged. Open it on your device, save it again as ${named.words} and send it once more.`
      : undefined;
  if (found === named || (named === undefined && !NAMED_OTHERWISE.has(ending))) return undefined;
  const rename = `Give it a name that ends with .${found.endings[0]}`;
  return `The name of this file ends with .${ending}, but it is ${found.words}. ${rename}${named ? `, or save it again as ${named.words},` : ''} and send it once more.`;
}
