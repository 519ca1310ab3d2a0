import { addSiteInput, copySiteInput, renameSiteInput } from '../../../src/contracts/collaboration';
import { AppError } from '../../../src/errors';
import type { OutboundCard } from '../../../src/useCases/ports';
import { copiedCard } from '../cards/copiedCard';
import { siteCard } from '../cards/siteCard';
import { addSiteCard, siteNameCard } from '../cards/siteNameCard';
import { sitesCard } from '../cards/sitesCard';
import { sitesOf } from '../places';
import type { DataOf } from './cardData';
import { answeringAs, type ChatContext, type Mine } from './chat';
import { acting, checked, filled } from './sendingForm';
import { openQuestionnaire, sentAlready, showOnOpen } from './showQuestionnaire';

export const showSites = (context: ChatContext, mine: Mine): Promise<OutboundCard> =>
  showOnOpen(context, mine, sitesCard);

export const showAddSiteForm = (context: ChatContext, mine: Mine): Promise<OutboundCard> =>
  showOnOpen(context, mine, (opened) =>
    opened.view.yourPlaces ? sitesCard(opened) : addSiteCard({ view: opened.view, requestId: context.newKey() }),
  );

/** One place; the list of places when it is not one any more. */
export const showSite = (context: ChatContext, mine: Mine, { site }: DataOf<'siteForm'>): Promise<OutboundCard> =>
  showOnOpen(context, mine, (opened) =>
    opened.view.sections.some(({ siteId }) => siteId === site)
      ? siteCard({ ...opened, siteId: site })
      : sitesCard(opened),
  );

export const showSiteNameForm = (
  context: ChatContext,
  mine: Mine,
  { site }: DataOf<'siteNameForm'>,
): Promise<OutboundCard> =>
  showOnOpen(context, mine, (opened) => {
    const found = sitesOf(opened.view).find(({ id }) => id === site);
    return found ? siteNameCard({ view: opened.view, site: found }) : sitesCard(opened);
  });

/** Adds a place. The one that was there alone gets its name first: with two, a place without a name says nothing. */
export async function addSite(context: ChatContext, mine: Mine, data: DataOf<'addSite'>): Promise<OutboundCard> {
  const { assessmentKey, requestId } = data;
  const by = answeringAs(mine);
  const { name } = checked(addSiteInput, { requestId, name: data.name ?? '' });
  const mainName = filled(data.mainName);
  if (mainName !== undefined) {
    const [main, second] = sitesOf((await openQuestionnaire(context, mine)).view);
    const isUnnamed = main !== undefined && second === undefined && main.name === undefined;
    const renamed = checked(renameSiteInput, { name: mainName });
    if (isUnnamed) await acting(context.useCases.renameSite(by, assessmentKey, main.id, renamed));
  }
  const { siteId } = await acting(context.useCases.addSite(by, assessmentKey, { requestId, name }));
  return showOnOpen(context, mine, (opened) => {
    // As it is kept: cleaned of what cannot be seen or turns the reading order.
    const added = sitesOf(opened.view).find(({ id }) => id === siteId)?.name;
    return siteCard({ ...opened, siteId, ...(added && { notice: `${added} is added.` }) });
  });
}

export async function renameSite(context: ChatContext, mine: Mine, data: DataOf<'renameSite'>): Promise<OutboundCard> {
  const input = checked(renameSiteInput, { name: data.name ?? '' });
  await acting(context.useCases.renameSite(answeringAs(mine), data.assessmentKey, data.site, input));
  return showSites(context, mine);
}

export async function removeSite(context: ChatContext, mine: Mine, data: DataOf<'removeSite'>): Promise<OutboundCard> {
  await acting(context.useCases.removeSite(answeringAs(mine), data.assessmentKey, data.site));
  return showSites(context, mine);
}

/** "Same as": what is answered at the other place and not here is taken over. */
export async function copySite(context: ChatContext, mine: Mine, data: DataOf<'copySite'>): Promise<OutboundCard> {
  const opened = await openQuestionnaire(context, mine);
  if (opened.view.status === 'submitted') return sentAlready(context, opened);
  const { fromSiteId } = checked(copySiteInput.pick({ fromSiteId: true }), { fromSiteId: data.fromSite ?? '' });
  const names = sitesOf(opened.view).map(({ id }) => id);
  if (!names.includes(fromSiteId) || !names.includes(data.site) || fromSiteId === data.site)
    throw new AppError('invalid', 'Choose a place whose answers are to be taken over.');
  const { copied, kept } = await acting(
    context.useCases.copySite(answeringAs(mine), data.assessmentKey, data.site, { fromSiteId, mode: 'missing' }),
  );
  return copiedCard({ ...opened, siteId: data.site, fromSiteId, copied, kept });
}
