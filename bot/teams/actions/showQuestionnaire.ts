import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { blockedCard } from '../cards/blockedCard';
import { finishCard } from '../cards/finishCard';
import { groupCard } from '../cards/groupCard';
import type { Receipt } from '../cards/receiptCard';
import { sectionsCard } from '../cards/sectionsCard';
import { siteCard } from '../cards/siteCard';
import { submitCard } from '../cards/submitCard';
import { submittedCard } from '../cards/submittedCard';
import { summaryCard } from '../cards/summaryCard';
import { firstMissing, groupAt, groupOfQuestion, outlineOf, type PlacedGroup, type Place } from '../outline';
import { beginsSite } from '../places';
import { answeringAs, type ChatContext, dayOf, type Mine, pageUrlOf, timeOf, todayOf } from './chat';

/** A questionnaire as read for one reply, with the contact's page. */
export interface Opened {
  readonly view: QuestionnaireView;
  readonly pageUrl: string;
}

/** At most one call to SharePoint, besides the link's row at its first need. */
export async function openQuestionnaire(context: ChatContext, mine: Mine): Promise<Opened> {
  const [view, pageUrl] = await Promise.all([
    context.useCases.questionnaire(answeringAs(mine), mine.assessment.key),
    pageUrlOf(context, mine.contact),
  ]);
  return { view, pageUrl };
}

export const sentAlready = (context: ChatContext, { view, pageUrl }: Opened): OutboundCard =>
  submittedCard({
    ...view,
    submittedOn: view.submittedAt ? dayOf(context, view.submittedAt) : undefined,
    isNew: false,
    next: [],
    pageUrl,
    today: todayOf(context),
  });

/** A card about a questionnaire that is still open; else who sent it. */
export async function showOnOpen(
  context: ChatContext,
  mine: Mine,
  show: (opened: Opened) => OutboundCard,
): Promise<OutboundCard> {
  const opened = await openQuestionnaire(context, mine);
  return opened.view.status === 'submitted' ? sentAlready(context, opened) : show(opened);
}

/**
 * The group, or the summary when there is none. The round of a place begins with a card of its own.
 * @param more.isChosen the person asked for just this group, or is in the middle of the place
 * @param more.after where its buttons lead back to
 */
export function cardAt(
  context: ChatContext,
  opened: Opened,
  placed: PlacedGroup | undefined,
  {
    receipt,
    isChosen = false,
    after,
  }: { readonly receipt?: Receipt; readonly isChosen?: boolean; readonly after?: 'look' } = {},
): OutboundCard {
  const { view, pageUrl } = opened;
  if (view.status === 'submitted') return sentAlready(context, opened);
  if (!placed) {
    return view.yourPlaces ? finishCard(view, pageUrl, receipt) : summaryCard(view, pageUrl, todayOf(context), receipt);
  }
  const { section } = placed;
  const { siteId } = section;
  if (section.blocked !== undefined) return blockedCard({ view, section, pageUrl, receipt });
  if (!isChosen && siteId !== undefined && beginsSite(view, placed))
    return siteCard({ view, siteId, pageUrl, receipt });
  return groupCard({ view, placed, pageUrl, receipt, after, time: timeOf(context) });
}

/** Where the person goes on: the first group with something missing, or the summary. */
export async function showCurrent(context: ChatContext, mine: Mine): Promise<OutboundCard> {
  const opened = await openQuestionnaire(context, mine);
  const { view } = opened;
  const isUntouched = view.answers.length === 0;
  return cardAt(context, opened, firstMissing(view) ?? (isUntouched ? outlineOf(view)[0] : undefined));
}

/** A certain group; when its questions are not asked any more, the current card. */
export async function showPlace(
  context: ChatContext,
  mine: Mine,
  { after, ...place }: Place & { readonly after?: 'look' },
): Promise<OutboundCard> {
  const opened = await openQuestionnaire(context, mine);
  const placed = groupAt(opened.view, place);
  return cardAt(context, opened, placed ?? firstMissing(opened.view), {
    isChosen: true,
    ...(placed && { after }),
  });
}

/** The parts of the questionnaire. @param page absent means where something is to be done next */
export async function showSections(context: ChatContext, mine: Mine, page?: number): Promise<OutboundCard> {
  return sectionsAt(context, await openQuestionnaire(context, mine), { page });
}

export const sectionsAt = (
  context: ChatContext,
  opened: Opened,
  more: { readonly page?: number; readonly receipt?: Receipt } = {},
): OutboundCard =>
  opened.view.status === 'submitted'
    ? sentAlready(context, opened)
    : sectionsCard({ ...opened, ...more, time: timeOf(context) });

export async function showSummary(context: ChatContext, mine: Mine): Promise<OutboundCard> {
  return cardAt(context, await openQuestionnaire(context, mine), undefined);
}

export async function showSubmitForm(context: ChatContext, mine: Mine): Promise<OutboundCard> {
  const opened = await openQuestionnaire(context, mine);
  const { view, pageUrl } = opened;
  if (view.status === 'submitted') return sentAlready(context, opened);
  if (view.yourPlaces) return finishCard(view, pageUrl);
  const { name, jobTitle } = mine.contact;
  return submitCard({ view, entered: { name, jobTitle } });
}

/** The group of a question chosen from the list of what is missing. */
export async function showQuestion(
  context: ChatContext,
  mine: Mine,
  chosen: string | undefined,
): Promise<OutboundCard> {
  const opened = await openQuestionnaire(context, mine);
  const [questionId, siteId] = parse(chosen);
  const placed = questionId === undefined ? undefined : groupOfQuestion(opened.view, questionId, siteId);
  return cardAt(context, opened, placed ?? firstMissing(opened.view), { isChosen: placed !== undefined });
}

function parse(chosen: string | undefined): readonly (string | undefined)[] {
  try {
    const list: unknown = JSON.parse(chosen ?? '[]');
    return Array.isArray(list) ? list.map((each) => (typeof each === 'string' ? each : undefined)) : [];
  } catch {
    return [];
  }
}
