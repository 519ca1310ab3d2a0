import { delegateInput, notMeInput } from '../../../src/contracts/collaboration';
import type { OutboundCard } from '../../../src/useCases/ports';
import { AppError } from '../../../src/errors';
import { colleaguesCard } from '../cards/colleaguesCard';
import { finishCard } from '../cards/finishCard';
import type { Origin } from '../cards/formParts';
import { handOverCard, SOMEBODY_NEW } from '../cards/handOverCard';
import { notMeCard } from '../cards/notMeCard';
import { partsCard } from '../cards/partsCard';
import { resultCard } from '../cards/resultCard';
import { chosenParts, offeredPlaces } from '../handOverParts';
import { handedOverBy, isHandedSomething, partsFrom, partValue } from '../places';
import type { DataOf } from './cardData';
import { answeringAs, type ChatContext, type Mine, pageUrlOf, timeOf } from './chat';
import { acting, checked, filled } from './sendingForm';
import { cardAt, type Opened, openQuestionnaire, showOnOpen } from './showQuestionnaire';

/** As many as one call of the contract takes. */
const MOST_PARTS = 100;

/** Which parts? From the card of a part that is known, so the form asks at once who gets it. */
export const showHandOverForm = (
  context: ChatContext,
  mine: Mine,
  data: Origin & Ticked & { readonly page?: number },
): Promise<OutboundCard> =>
  showOnOpen(context, mine, (opened) => {
    if (opened.view.yourPlaces) return cardAt(context, opened, undefined);
    const { sectionId, siteId, page } = data;
    const isFirst = data.chosen === undefined && page === undefined;
    const ofCard = isFirst && sectionId !== undefined ? partValue({ sectionId, siteId }) : '';
    return chosenParts(offeredPlaces(opened.view), ofCard).length > 0
      ? toWhom(context, opened, data, ofCard)
      : partsCard({ ...opened, origin: data, chosen: ticked(data), page });
  });

/** To whom? */
export const showHandOverTo = (context: ChatContext, mine: Mine, data: DataOf<'handOverTo'>): Promise<OutboundCard> =>
  showOnOpen(context, mine, (opened) =>
    opened.view.yourPlaces ? cardAt(context, opened, undefined) : toWhom(context, opened, data, ticked(data)),
  );

function toWhom(context: ChatContext, opened: Opened, origin: Origin, chosen: string): OutboundCard {
  const parts = chosenParts(offeredPlaces(opened.view), chosen);
  if (parts.length === 0) throw new AppError('invalid', 'Choose at least one part to hand over.');
  if (parts.length > MOST_PARTS)
    throw new AppError(
      'invalid',
      `At most ${MOST_PARTS} parts can be handed over at once. Choose fewer now, and the others after that.`,
    );
  return handOverCard({ ...opened, parts, origin, requestId: context.newKey() });
}

/** Values joined by commas. */
type Ticked = Readonly<Partial<Record<'chosen' | 'parts0' | 'parts1' | 'parts2' | 'parts3' | 'parts4', string>>>;

/** What is ticked on the card and what was chosen on cards before. */
const ticked = ({ chosen, parts0, parts1, parts2, parts3, parts4 }: Ticked): string =>
  [chosen, parts0, parts1, parts2, parts3, parts4].filter((each) => each).join(',');

export const showNotMeForm = (context: ChatContext, mine: Mine, origin: Origin): Promise<OutboundCard> =>
  showOnOpen(context, mine, ({ view }) => notMeCard({ view, origin, requestId: context.newKey() }));

export const showColleagues = (context: ChatContext, mine: Mine): Promise<OutboundCard> =>
  showOnOpen(context, mine, (opened) => colleaguesCard({ ...opened, time: timeOf(context) }));

/** Hands parts over to a colleague who is known, or to a new one. */
export async function handOver(context: ChatContext, mine: Mine, data: DataOf<'handOver'>): Promise<OutboundCard> {
  const { assessmentKey, requestId } = data;
  const note = filled(data.note);
  const isKnown = data.colleague !== undefined && data.colleague !== '' && data.colleague !== SOMEBODY_NEW;
  if (isKnown && filled(data.email))
    throw new AppError('invalid', 'Choose a colleague from the list, or write a name and address; not both.');
  if (!isKnown && !filled(data.name) && !filled(data.email))
    throw new AppError('invalid', 'Say who gets the parts: choose a colleague, or write a name and mail address.');
  // The form for a new colleague is checked by itself, so that what is wrong with it is said.
  const to = isKnown
    ? { contactKey: data.colleague }
    : checked(notMeInput.required({ colleague: true }).shape.colleague, {
        name: data.name ?? '',
        email: data.email ?? '',
      });
  const places = partsFrom(data.parts);
  const input = checked(delegateInput, { requestId, places, to, ...(note && { note }) });
  const [pageUrl, { outcome, message }] = await Promise.all([
    pageUrlOf(context, mine.contact),
    acting(context.useCases.delegate(answeringAs(mine), assessmentKey, input)),
  ]);
  // Back to where the form was opened, unless just that is somebody else's now.
  const isAway =
    outcome === 'done' && places.some((each) => each.sectionId === data.sectionId && each.siteId === data.siteId);
  return resultCard({
    title: outcome === 'done' ? 'Handed over' : 'Your colleague is named',
    sentences: [message],
    small: 'Type “colleagues” to see who answers what.',
    origin: isAway ? { assessmentKey } : data,
    pageUrl,
  });
}

/** What was handed over is the person's alone again. */
export async function takeBack(context: ChatContext, mine: Mine, data: DataOf<'takeBack'>): Promise<OutboundCard> {
  await acting(context.useCases.withdrawDelegation(answeringAs(mine), data.assessmentKey, data.delegation));
  return showColleagues(context, mine);
}

/** Somebody else takes the person's place, or the customer is told that somebody else must be found. */
export async function notMe(
  context: ChatContext,
  mine: Mine,
  data: DataOf<'notMe' | 'notMeUnknown'>,
): Promise<OutboundCard> {
  const { assessmentKey, requestId } = data;
  const note = filled(data.note);
  const jobTitle = filled(data.jobTitle);
  const isNamed = data.verb === 'notMe';
  if (isNamed && !filled(data.name) && !filled(data.email))
    throw new AppError('invalid', 'Write the name and mail address, or press “I do not know who”.');
  const input = checked(notMeInput, {
    requestId,
    ...(isNamed && { colleague: { name: data.name ?? '', email: data.email ?? '', ...(jobTitle && { jobTitle }) } }),
    ...(note && { note }),
  });
  const { outcome, message } = await acting(context.useCases.notMe(answeringAs(mine), assessmentKey, input));
  return resultCard({
    title: 'Thank you for telling us',
    sentences: [message],
    // Until somebody took the place, the person may still answer.
    ...(outcome === 'done' ? {} : { origin: { assessmentKey } }),
  });
}

export const showFinishForm = (context: ChatContext, mine: Mine): Promise<OutboundCard> =>
  showOnOpen(context, mine, (opened) =>
    opened.view.yourPlaces ? finishCard(opened.view, opened.pageUrl) : cardAt(context, opened, undefined),
  );

/** "My part is done." */
export async function finish(
  context: ChatContext,
  mine: Mine,
  { assessmentKey }: DataOf<'finish'>,
): Promise<OutboundCard> {
  const opened = await openQuestionnaire(context, mine);
  const { view, pageUrl } = opened;
  // Somebody who answers the whole, and to whom nobody handed anything, has no part to be done with.
  if (!view.yourPlaces && !isHandedSomething(view)) return cardAt(context, opened, undefined);
  await acting(context.useCases.finishDelegation(answeringAs(mine), assessmentKey));
  return resultCard({
    title: 'Thank you, your part is done',
    sentences: [
      `${handedOverBy(view)} is told, and sends everything to ${view.customerName}.`,
      'Until then you can still change your answers.',
    ],
    origin: { assessmentKey },
    pageUrl,
  });
}
