import { isSamePlace, type SectionPlace } from '../domain/delegation';
import type { Questionnaire } from '../domain/questionnaire';
import { textIn } from '../domain/text';

/** A list that names more reads like none. */
const MOST_NAMED = 5;

/** "Computers and networks", or "Seals, Saltillo" for a site that has a name; `undefined` for what is not asked. */
export function placeInWords(questionnaire: Pick<Questionnaire, 'sections'>, place: SectionPlace): string | undefined {
  const section = questionnaire.sections.find((each) =>
    isSamePlace({ sectionId: each.id, ...(each.siteId === undefined ? {} : { siteId: each.siteId }) }, place),
  );
  if (!section) return undefined;
  return section.siteName ? `${textIn(section.title)}, ${section.siteName}` : textIn(section.title);
}

/** The same for several places, each once, in the order of the questionnaire. */
export const placesInWords = (
  questionnaire: Pick<Questionnaire, 'sections'>,
  places: readonly SectionPlace[],
): string[] =>
  questionnaire.sections.flatMap(({ id, siteId }) => {
    const here: SectionPlace = { sectionId: id, ...(siteId === undefined ? {} : { siteId }) };
    const words = places.some((place) => isSamePlace(place, here)) ? placeInWords(questionnaire, here) : undefined;
    return words === undefined ? [] : [words];
  });

/** "the part “Seals”", "the parts “Seals” and “Guards”", at most five by name. */
export function partsInWords(parts: readonly string[]): string {
  const [only] = parts;
  if (only === undefined) return 'a part';
  const quoted = parts.map((part) => `“${part}”`);
  if (parts.length === 1) return `the part ${quoted[0]}`;
  const named = quoted.slice(0, parts.length > MOST_NAMED ? MOST_NAMED - 1 : MOST_NAMED);
  const others = parts.length - named.length;
  const last = others > 0 ? `${others} others` : named.pop();
  return `the parts ${named.join(', ')} and ${last}`;
}
