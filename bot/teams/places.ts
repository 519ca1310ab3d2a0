import type { SectionPlaceView, SiteView } from '../../src/contracts/collaboration';
import type { QuestionnaireView, SectionView } from '../../src/contracts/questionnaire';
import { siteDifferences } from '../../src/domain/siteDifferences';
import { outlineOf, type PlacedGroup } from './outline';

/** A place by its name; the only one has none as a rule. */
export const siteTitle = ({ name }: Pick<SiteView, 'name'>): string => name ?? 'Your site';

/** The partner's places in the order of the questionnaire. */
export function sitesOf(view: QuestionnaireView): readonly SiteView[] {
  if (view.sites) return view.sites;
  const ids = [...new Set(view.sections.flatMap(({ siteId }) => (siteId === undefined ? [] : [siteId])))];
  return ids.map((id) => ({
    id,
    name: view.sections.find(({ siteId }) => siteId === id)?.siteName,
    isAddedByPartner: false,
  }));
}

export const hasAnswersAt = (view: QuestionnaireView, siteId: string): boolean =>
  view.answers.some((answer) => answer.siteId === siteId && (answer.value !== null || answer.naReason !== undefined));

/** Other places whose answers could be taken over. */
export const answeredSites = (view: QuestionnaireView, siteId: string): readonly { id: string; name: string }[] =>
  sitesOf(view)
    .filter(({ id }) => id !== siteId && hasAnswersAt(view, id))
    .map((site) => ({ id: site.id, name: siteTitle(site) }));

/** Whether these questions open the round of a place where nothing is answered yet. */
export const beginsSite = (view: QuestionnaireView, placed: PlacedGroup): boolean => {
  const { siteId } = placed.section;
  return siteId !== undefined && view.yourPlaces === undefined && !hasAnswersAt(view, siteId);
};

/** Questions that two places answer differently, in words of the questions and in their order. */
export function differencesBetween(view: QuestionnaireView, siteId: string, otherId: string): readonly string[] {
  const asked = outlineOf(view);
  const questionsAt = (id: string) =>
    asked.filter(({ section }) => section.siteId === id).flatMap(({ questions }) => questions);
  const sites = [siteId, otherId].map((id) => ({ siteId: id, questionIds: questionsAt(id).map((each) => each.id) }));
  const different = new Set(
    siteDifferences(sites, view.answers).flatMap(({ questionId, isDifferent }) => (isDifferent ? [questionId] : [])),
  );
  const texts = new Map(questionsAt(siteId).map(({ id, text }) => [id, text]));
  return [...texts].flatMap(([id, text]) => (different.has(id) ? [text] : []));
}

/** A part as a choice of a list carries it. Ids of sections and sites hold neither sign. */
export const partValue = ({ sectionId, siteId }: SectionPlaceView): string =>
  siteId === undefined ? sectionId : `${sectionId}@${siteId}`;

/** From what a list sends: values joined by commas. */
export const partsFrom = (text: string | undefined): readonly SectionPlaceView[] =>
  (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      const [sectionId = '', siteId] = each.split('@');
      return siteId === undefined ? { sectionId } : { sectionId, siteId };
    });

/** "Seals", "Seals, Monterrey"; the id of a part that is not asked any more says nothing, so it is left out. */
export const partTitle = (view: QuestionnaireView, { sectionId, siteId }: SectionPlaceView): string | undefined => {
  const section = view.sections.find((each) => each.id === sectionId && each.siteId === siteId);
  return section && sectionTitle(section);
};

export const sectionTitle = ({ title, siteName }: SectionView): string => (siteName ? `${title}, ${siteName}` : title);

/** "Seals, Access and Computers"; at most so many by name. */
export function listInWords(names: readonly string[], most = 4): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** Whether somebody handed parts over to the person who looks. */
export const isHandedSomething = ({ colleagues = [], delegations = [] }: QuestionnaireView): boolean =>
  delegations.some(
    ({ state, to }) =>
      state !== 'withdrawn' && colleagues.some((each) => each.isYou && each.contactKey === to.contactKey),
  );

/** Who handed parts over to the person who looks, by name. */
export function handedOverBy({ colleagues = [], delegations = [] }: QuestionnaireView): string {
  const you = colleagues.find(({ isYou }) => isYou)?.contactKey;
  const names = delegations
    .filter(({ state, to }) => state !== 'withdrawn' && (you === undefined || to.contactKey === you))
    .map(({ by }) => by.name);
  return names.length === 0 ? 'Your colleague' : listInWords([...new Set(names)]);
}
