/** How dates and numbers are written: the reader's English, or British English where Teams speaks another language. */
let language = 'en-GB';

export function writeAs(teamsLocale: string): void {
  try {
    const [known] = Intl.getCanonicalLocales(teamsLocale);
    if (known?.startsWith('en')) language = known;
  } catch {
    // A locale that this browser does not know: the first choice stays.
  }
}

export const currentLanguage = (): string => language;
