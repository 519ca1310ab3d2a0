export type Language = 'en' | 'fr' | 'es';

/** A text of the content, in English at least. */
export interface Text {
  readonly en: string;
  readonly fr?: string;
  readonly es?: string;
}

/** The text in the wanted language, or in English where it is not translated yet. */
export const textIn = (text: Text, language: Language = 'en'): string => text[language] ?? text.en;
