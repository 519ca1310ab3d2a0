import type { SectionPlaceView } from '../../src/contracts/collaboration';
import type { QuestionnaireView, SectionView } from '../../src/contracts/questionnaire';

/** One word for a part, to find it again: `section@site` or `section`. */
export const placeKey = ({ sectionId, siteId }: SectionPlaceView): string =>
  siteId === undefined ? sectionId : `${sectionId}@${siteId}`;

export const placeOf = ({ id, siteId }: Pick<SectionView, 'id' | 'siteId'>): SectionPlaceView => ({
  sectionId: id,
  ...(siteId === undefined ? {} : { siteId }),
});

/** Position among the view's sections, -1 when it is not there. */
export const positionOf = (view: QuestionnaireView, place: SectionPlaceView): number =>
  view.sections.findIndex(({ id, siteId }) => id === place.sectionId && siteId === place.siteId);

/** "Seals" or "Seals (Monterrey)"; `undefined` for a part that this reader does not see. */
export function placeTitle(view: QuestionnaireView, place: SectionPlaceView): string | undefined {
  const section = view.sections[positionOf(view, place)];
  return section && (section.siteName === undefined ? section.title : `${section.title} (${section.siteName})`);
}

/** "Seals, Cargo (Monterrey) and 2 more" */
export function placeTitles(view: QuestionnaireView, places: readonly SectionPlaceView[], atMost = 3): string {
  const titles = places.map((place) => placeTitle(view, place)).filter((title) => title !== undefined);
  const rest = places.length - Math.min(titles.length, atMost);
  if (titles.length === 0) return places.length === 1 ? '1 part' : `${places.length} parts`;
  const named = titles.slice(0, atMost).join(', ');
  return rest > 0 ? `${named} and ${rest} more` : named;
}

/** How a site is called where there may be one without a name. */
export const siteWords = (name: string | undefined): string => name ?? 'Your site';
