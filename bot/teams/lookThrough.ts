import type { QuestionnaireView, QuestionView, SectionView } from '../../src/contracts/questionnaire';
import { answerKey } from '../../src/domain/answers';
import { outlineOf } from './outline';

/** A question with the card that asks it. */
export interface LookedQuestion {
  readonly question: QuestionView;
  /** Index in the section's groups. */
  readonly group: number;
  readonly isAnswered: boolean;
}

/** One card's worth of answers to look through: a part, or a piece of a long one. */
export interface LookPage {
  readonly section: SectionView;
  /** From 0, within the part. */
  readonly page: number;
  readonly pages: number;
  /** From 1, over all sections that have something to ask now, as the cards with questions count them. */
  readonly position: number;
  readonly count: number;
  /** At least one. */
  readonly questions: readonly LookedQuestion[];
}

/** Where somebody looks: absent means the first part, and the first page of a part. */
export interface LookPlace {
  readonly sectionId?: string;
  readonly siteId?: string;
  readonly page?: number;
}

/** With more lines a card is a wall, and comes close to the size that Teams takes. */
const ON_A_PAGE = 10;

const known = new WeakMap<QuestionnaireView, readonly LookPage[]>();

/** All that was asked and answered, part by part, in the order it is asked. */
export function lookPagesOf(view: QuestionnaireView): readonly LookPage[] {
  // A card asks several times, and fifty sites have thousands of questions.
  const pages = known.get(view) ?? pagesOf(view);
  known.set(view, pages);
  return pages;
}

function pagesOf(view: QuestionnaireView): readonly LookPage[] {
  const groups = outlineOf(view);
  const isAnswered = answeredIn(view);
  const sections = [...new Set(groups.map(({ section }) => section))];
  return sections.flatMap((section) => {
    const asked = new Map<string, LookedQuestion>();
    for (const each of groups.filter((one) => one.section === section)) {
      for (const question of each.questions) {
        // A table stands on several cards; it is changed on the first.
        if (!asked.has(question.id))
          asked.set(question.id, { question, group: each.group, isAnswered: isAnswered(section, question) });
      }
    }
    const all = [...asked.values()];
    const pages = Math.ceil(all.length / ON_A_PAGE);
    const each = Math.ceil(all.length / pages);
    return Array.from({ length: pages }, (_, page) => ({
      section,
      page,
      pages,
      position: sections.indexOf(section) + 1,
      count: sections.length,
      questions: all.slice(page * each, (page + 1) * each),
    }));
  });
}

/** A file is the answer where one is asked for; a table is answered once its last line is. */
function answeredIn(view: QuestionnaireView): (section: SectionView, question: QuestionView) => boolean {
  const missing = new Set(view.progress.missing.map(({ questionId, siteId }) => answerKey(questionId, siteId)));
  const given = new Set([
    ...view.answers
      .filter(({ value, naReason }) => value !== null || naReason !== undefined)
      .map(({ questionId, siteId }) => answerKey(questionId, siteId)),
    ...view.evidence.map(({ questionId, siteId }) => answerKey(questionId, siteId)),
  ]);
  return ({ siteId }, { id }) => given.has(answerKey(id, siteId)) && !missing.has(answerKey(id, siteId));
}

const isAt = ({ section }: LookPage, { sectionId, siteId }: LookPlace): boolean =>
  section.id === sectionId && section.siteId === siteId;

/** The page at a place; the first of its part when there are fewer pages now; `undefined` when the part is gone. */
export function lookPageAt(view: QuestionnaireView, place: LookPlace): LookPage | undefined {
  const pages = lookPagesOf(view);
  if (place.sectionId === undefined) return pages[0];
  const own = pages.filter((each) => isAt(each, place));
  return own.find(({ page }) => page === place.page) ?? own[0];
}

/** The page that lists the questions of a card. */
export function lookPageOfGroup(
  view: QuestionnaireView,
  { group, ...place }: { readonly sectionId: string; readonly siteId?: string; readonly group: number },
): LookPage | undefined {
  const own = lookPagesOf(view).filter((each) => isAt(each, place));
  const asked = own[0]?.section.groups[group] ?? [];
  return own.find(({ questions }) => questions.some(({ question }) => asked.includes(question.id))) ?? own[0];
}

const indexOf = (pages: readonly LookPage[], { section, page }: LookPage): number =>
  pages.findIndex((each) => each.section === section && each.page === page);

/** The next page to look at. A part in which nothing is answered has nothing to look at, and is gone past. */
export function lookPageAfter(view: QuestionnaireView, current: LookPage): LookPage | undefined {
  const pages = lookPagesOf(view);
  const isStarted = ({ section }: LookPage): boolean =>
    pages.some((each) => each.section === section && each.questions.some((one) => one.isAnswered));
  return pages.slice(indexOf(pages, current) + 1).find(isStarted);
}

export function lookPageBefore(view: QuestionnaireView, current: LookPage): LookPage | undefined {
  const pages = lookPagesOf(view);
  const at = indexOf(pages, current);
  return at > 0 ? pages[at - 1] : undefined;
}
