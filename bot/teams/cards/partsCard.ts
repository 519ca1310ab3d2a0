import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import {
  chosenParts,
  chosenText,
  type OfferedPart,
  type OfferedPlace,
  offeredPlaces,
  openParts,
  pagesOfPlaces,
} from '../handOverParts';
import { listInWords, sectionTitle } from '../places';
import { type Action, card, choiceSet, type Element, execute, heading, openUrl, paragraph, subtle } from './elements';
import { backTo, type Origin, originData } from './formParts';
import { withoutMarkdown } from './plainText';

export interface PartsCardInput {
  readonly view: QuestionnaireView;
  readonly origin: Origin;
  /** What was chosen so far: values joined by commas. */
  readonly chosen?: string;
  /** From 0; absent means the page with the place that the form was opened from. */
  readonly page?: number;
  readonly pageUrl: string;
}

/** The inputs of the card, one for each place that it shows. */
export const partsId = (index: number): string => `parts${index}`;

/** First step of handing over: which parts, several at once, place by place. */
export function partsCard({ view, origin, chosen = '', page, pageUrl }: PartsCardInput): OutboundCard {
  const places = offeredPlaces(view);
  const pages = pagesOfPlaces(places);
  const there = pages.findIndex((each) => each.some(({ siteId }) => siteId === origin.siteId));
  const at = Math.min(Math.max(page ?? there, 0), Math.max(pages.length - 1, 0));
  const shown = pages[at] ?? [];
  const elsewhere = chosenParts(
    places.filter((place) => !shown.includes(place)),
    chosen,
  );
  const data = {
    ...originData(origin),
    chosen: chosenText(places, elsewhere.map(({ value }) => value).join(',')),
  };
  const title = 'Hand over to a colleague';
  return card(
    `${title}: which parts?`,
    [
      heading(title),
      paragraph('Tick one part or several. On the next card you say who gets them.'),
      ...(elsewhere.length > 0
        ? [subtle(`Chosen already: ${listInWords(elsewhere.map(({ section }) => sectionTitle(section)))}.`)]
        : []),
      ...shown.map((place, index) => placeList(place, index, chosenParts([place], chosen))),
    ],
    [
      execute('Next: to whom?', 'handOverTo', data, { isPrimary: true }),
      toPage(pages, at - 1, data),
      toPage(pages, at + 1, data),
      backTo(origin),
      openUrl('Answer on one page', pageUrl),
    ],
    { assessmentKey: view.assessmentKey },
  );
}

/** "Parts of Monterrey": the page before or after, with what is ticked on this one. */
function toPage(
  pages: readonly (readonly OfferedPlace[])[],
  to: number,
  data: Readonly<Record<string, unknown>>,
): Action | undefined {
  const [first, ...others] = pages[to] ?? [];
  if (!first) return undefined;
  const name = first.siteId === undefined ? 'your company' : first.name;
  return execute(`Parts of ${name}${others.length > 0 ? ' and others' : ''}`, 'handOverForm', { ...data, page: to });
}

function placeList(place: OfferedPlace, index: number, chosen: readonly OfferedPart[]): Element {
  const open = openParts(place);
  const isSomeAway = place.parts.some(({ left, isToCome, with: who }) => who !== undefined && (left > 0 || isToCome));
  const all = isSomeAway ? 'All that is open here and with nobody yet' : 'All that is open here';
  const everything = open.length > 1 ? [{ title: `${all}: ${open.length} parts`, value: place.value }] : [];
  return choiceSet(
    partsId(index),
    withoutMarkdown(place.name),
    [...everything, ...place.parts.map((part) => ({ title: partInWords(part), value: part.value }))],
    {
      style: 'expanded',
      isMultiSelect: true,
      ...(chosen.length > 0 && { value: chosen.map(({ value }) => value).join(',') }),
    },
  );
}

function partInWords({ section, asked, left, isToCome, with: who }: OfferedPart): string {
  const state = isToCome
    ? 'comes up after other answers'
    : left === 0
      ? 'done'
      : left < asked
        ? `${left} of ${asked} left`
        : `${asked === 1 ? '1 question' : `${asked} questions`}`;
  return `${section.title} (${state}${who ? `, with ${who}` : ''})`;
}
