import type { SectionPlaceView } from '../../src/contracts/collaboration';
import type { QuestionnaireView, SectionView } from '../../src/contracts/questionnaire';
import { askedSections, sectionsToCome, withWhom } from './outline';
import { partsFrom, partValue, siteTitle, sitesOf } from './places';

/** A part that may be handed over. */
export interface OfferedPart {
  readonly value: string;
  readonly section: SectionView;
  readonly asked: number;
  readonly left: number;
  /** It asks nothing before another answer is given. */
  readonly isToCome: boolean;
  /** Name of the colleague who has it. */
  readonly with?: string;
}

/** The parts of the company, or of one site. */
export interface OfferedPlace {
  /** What stands for everything there that is not done. */
  readonly value: string;
  readonly siteId?: string;
  readonly name: string;
  readonly parts: readonly OfferedPart[];
}

const EVERYTHING = '*';
/** Longer lists of ticks are work on a phone. */
const TICKS_ON_A_PAGE = 16;
/** A card takes six inputs. */
const LISTS_ON_A_PAGE = 5;

/** Everything that can be handed over, by place, what is open first. */
export function offeredPlaces(view: QuestionnaireView): readonly OfferedPlace[] {
  const asked = new Map(askedSections(view).map((each) => [each.section, each]));
  const toCome = sectionsToCome(view);
  const siteIds = [...new Set(view.sections.map(({ siteId }) => siteId))];
  return siteIds.flatMap((siteId): OfferedPlace[] => {
    const parts = view.sections
      .filter((section) => section.siteId === siteId)
      .flatMap((section): OfferedPart[] => {
        const now = asked.get(section);
        if (!now && !toCome.includes(section)) return [];
        return [
          {
            value: partValue({ sectionId: section.id, siteId }),
            section,
            asked: now?.asked ?? 0,
            left: now?.left ?? 0,
            isToCome: now === undefined,
            with: withWhom(view, section),
          },
        ];
      });
    if (parts.length === 0) return [];
    const isOpen = ({ left, isToCome }: OfferedPart): boolean => left > 0 || isToCome;
    const site = sitesOf(view).find(({ id }) => id === siteId);
    return [
      {
        value: partValue({ sectionId: EVERYTHING, siteId }),
        ...(siteId !== undefined && { siteId }),
        name: siteId === undefined ? 'Your company' : site ? siteTitle(site) : 'Your site',
        // What is done is seldom handed over, and out of the way at the end.
        parts: [...parts.filter(isOpen), ...parts.filter((part) => !isOpen(part))],
      },
    ];
  });
}

/** Places that stand together on a card; a place never stands on two. */
export function pagesOfPlaces(places: readonly OfferedPlace[]): readonly (readonly OfferedPlace[])[] {
  const pages: OfferedPlace[][] = [];
  const ticks = (page: readonly OfferedPlace[]): number => page.reduce((sum, { parts }) => sum + parts.length + 1, 0);
  for (const place of places) {
    const last = pages.at(-1);
    if (last && last.length < LISTS_ON_A_PAGE && ticks([...last, place]) <= TICKS_ON_A_PAGE) last.push(place);
    else pages.push([place]);
  }
  return pages;
}

/**
 * What is left to do in a place: what stands for everything of it. A part that a colleague has is asked of a second one
 * only when it is ticked by itself.
 */
export const openParts = ({ parts }: OfferedPlace): readonly OfferedPart[] =>
  parts.filter(
    ({ left, isToCome, section, with: who }) =>
      (left > 0 || isToCome) && section.blocked === undefined && who === undefined,
  );

/**
 * The parts that were chosen, each once, in the order they are offered; what is not asked any more is left out.
 * @param chosen values of lists, joined by commas
 */
export function chosenParts(places: readonly OfferedPlace[], chosen: string): readonly OfferedPart[] {
  const values = new Set(partsFrom(chosen).map(partValue));
  return places.flatMap((place) => {
    const all = values.has(place.value) ? openParts(place) : [];
    return place.parts.filter((part) => all.includes(part) || values.has(part.value));
  });
}

/** As short as it can be said: a place of which everything is chosen by its one sign. */
export function chosenText(places: readonly OfferedPlace[], chosen: string): string {
  const parts = chosenParts(places, chosen);
  return places
    .flatMap((place) => {
      const own = place.parts.filter((part) => parts.includes(part));
      const open = openParts(place);
      const isAll = open.length > 1 && open.length === own.length && open.every((part) => own.includes(part));
      return isAll ? [place.value] : own.map(({ value }) => value);
    })
    .join(',');
}

export const placesOfParts = (parts: readonly OfferedPart[]): readonly SectionPlaceView[] =>
  parts.map(({ section: { id, siteId } }) => (siteId === undefined ? { sectionId: id } : { sectionId: id, siteId }));
