export type Language = 'en' | 'fr' | 'es';

/** A text of the content, in English at least. */
export interface Text {
  readonly en: string;
  readonly fr?: string;
  readonly es?: string;
}

/** The text in the wanted language, or in English where it is not translated yet. */
export const textIn = (text: Text, language: Language = 'en'): string => text[language] ?? text.en;

/** A text with its {placeholders} filled in. A placeholder without a value stays as it is, so that it is noticed. */
export const fillText = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? whole) : whole));

/** A sentence that ends with a name such as "S.A. de C.V." ends with the full stop of the name. */
export const withoutDoubledStops = (text: string): string => text.replace(/(?<=\p{L})\.\.(?=\s|$)/gu, '.');
