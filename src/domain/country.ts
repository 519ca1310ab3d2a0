export interface Country {
  /** ISO 3166-1 alpha-2, upper case (and XK for Kosovo). */
  readonly code: string;
  readonly alpha3: string;
  /** English. */
  readonly name: string;
  /** Other names by which it is found: common, short, French and Spanish ones. */
  readonly aliases: readonly string[];
}

export interface CountryLookup {
  /** By alpha-2 or alpha-3 code, English name or alias, without regard to case, accents and punctuation. */
  find(text: string): Country | undefined;
  /** All, by English name. */
  readonly all: readonly Country[];
}

const MARKS = /\p{M}+/gu;

/** A name as names are compared: "São Tomé & Príncipe" and "sao tome and principe" are the same. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /, '');

// "U.S.A." folds to "u s a" and is meant as the code.
const isSpelledOut = /^\p{L}( \p{L})+$/u;

/**
 * Looks countries up in data that is passed in. Where a name fits several, codes win over names and names over aliases;
 * an alias that fits several countries finds none, because a wrong country is worse than a question.
 */
export function countryLookup(countries: readonly Country[]): CountryLookup {
  const byCode = new Map(
    countries.flatMap((each) => [each.code, each.alpha3].map((code) => [folded(code), each] as const)),
  );
  const byName = new Map(countries.map((each) => [folded(each.name), each]));
  const byAlias = new Map<string, Country | undefined>();
  for (const country of countries) {
    for (const alias of new Set(country.aliases.map(folded))) {
      byAlias.set(alias, byAlias.has(alias) ? undefined : country);
    }
  }
  const all = [...countries].sort((a, b) => (folded(a.name) < folded(b.name) ? -1 : 1));
  const find = (text: string): Country | undefined => {
    const spaced = folded(text);
    const key = isSpelledOut.test(spaced) ? spaced.replaceAll(' ', '') : spaced;
    return byCode.get(key) ?? byName.get(key) ?? byAlias.get(key);
  };
  return { find, all };
}
