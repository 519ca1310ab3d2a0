import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import { AppError, messageFor } from '../../src/errors';
import type { ConversationReference } from '../../src/domain/link';
import type { OutboundCard } from '../../src/useCases/ports';
import { cardAction } from './actions/cardAction';
import { parseCardData } from './actions/cardData';
import type { ChatContext, ChatReply } from './actions/chat';
import { minesOrNone, showHelp } from './actions/overview';
import { typedText } from './actions/typedText';
import { rememberFrom } from './conversationMemory';
import type { InboundActivity } from './inboundActivity';
import { cardActivity } from './messenger';
import type { LiveCards } from './liveCards';
import type { OncePerInvoke } from './repeatedInvokes';
import { strangerReply } from './strangerReply';

export interface TurnParts extends ChatContext {
  readonly conversationOf: (person: { oid: string; tid: string }) => ConversationReference | undefined;
  /** Whether the service itself is putting the app there; its message is on the way, so no welcome is due. */
  readonly isInstallingFor: (oid: string) => boolean;
  readonly oncePerInvoke: OncePerInvoke;
  readonly liveCards: LiveCards;
}

const CARD = 'application/vnd.microsoft.card.adaptive';
const PERSONAL_ONLY = 'Please write to me in our own chat; answers are nobody else’s business.';

/** One admitted activity, from what a person did to what they see. */
export async function runTurn(parts: TurnParts, context: TurnContext, activity: InboundActivity): Promise<void> {
  const memory = rememberFrom(activity, parts);
  if (activity.isPersonal) parts.liveCards.seen(activity.person);
  switch (activity.type) {
    case 'invoke':
      await context.sendActivity({
        type: ActivityTypes.InvokeResponse,
        value: await invokeResponse(parts, activity, memory.kept),
      } as Activity);
      return;
    case 'message':
      await message(parts, context, activity, memory.kept);
      return;
    case 'installationUpdate':
      if (
        activity.isPersonal &&
        activity.action === 'add' &&
        !memory.wasOpen &&
        !parts.isInstallingFor(activity.person.oid)
      ) {
        await welcome(parts, context, activity);
      }
      await memory.kept;
      return;
    default:
      await memory.kept;
  }
}

async function invokeResponse(
  parts: TurnParts,
  activity: InboundActivity,
  known: Promise<void>,
): Promise<{ status: number; body?: object }> {
  if (activity.name !== 'adaptiveCard/action') return { status: 501 };
  const reply: ChatReply = activity.isPersonal
    ? await parts.oncePerInvoke(activity, () =>
        safely(parts, () => cardAction(parts, activity.person, activity.value, true)),
      )
    : { kind: 'failed', status: 403, message: PERSONAL_ONLY };
  // The status of the answer stands in its body; another HTTP status would show as "Unable to reach app".
  if (reply.kind === 'card') {
    noteShown(parts, activity, activity.replyToId, reply.card, { known });
    return { status: 200, body: { statusCode: 200, type: CARD, value: reply.card.card } };
  }
  const value = { code: String(reply.status), message: reply.message };
  return { status: 200, body: { statusCode: reply.status, type: 'application/vnd.microsoft.error', value } };
}

async function message(
  parts: TurnParts,
  context: TurnContext,
  activity: InboundActivity,
  known: Promise<void>,
): Promise<void> {
  const { isPersonal, person, value, text = '', memberId } = activity;
  if (!isPersonal) {
    await context.sendActivity(PERSONAL_ONLY);
    return;
  }
  const mines = minesOrNone(parts, person);
  if (!mines) {
    await context.sendActivity(await strangerReply(context, memberId, parts.customerName));
    return;
  }
  const isFromCard = parseCardData(value, false) !== undefined || (value !== undefined && text.trim() === '');
  if (isFromCard) {
    const reply = await safely(parts, () => cardAction(parts, person, value, false));
    const shownIn = await showSubmitted(context, activity, reply);
    if (reply.kind === 'card') noteShown(parts, activity, shownIn, reply.card, { known, spared: activity.replyToId });
    return;
  }
  const reply = await safely(parts, async () => ({ kind: 'card', card: await typedText(parts, mines, text) }));
  if (reply.kind === 'failed') {
    await context.sendActivity(reply.message);
    return;
  }
  noteShown(parts, activity, await send(context, reply.card), reply.card, { known });
}

/** After the reply, and without waiting: the card that went on with the questionnaire before leads to this one. */
function noteShown(
  { liveCards }: TurnParts,
  { person }: InboundActivity,
  activityId: string | undefined,
  { assessmentKey }: OutboundCard,
  more: { readonly known: Promise<void>; readonly spared?: string },
): void {
  if (activityId && assessmentKey) liveCards.shown(person, activityId, assessmentKey, more);
}

/**
 * The answer to a card of a client that sends its data as a message: the old card gives way to the new one, or to a line
 * that says what was saved, with the new card below it.
 * @returns the message that shows the new card
 */
async function showSubmitted(
  context: TurnContext,
  { replyToId }: InboundActivity,
  reply: ChatReply,
): Promise<string | undefined> {
  if (reply.kind === 'failed') {
    await context.sendActivity(reply.message);
    return undefined;
  }
  const { card, receipt } = reply;
  const isReplaced = replyToId !== undefined && (await replace(context, replyToId, receipt ?? card));
  return receipt || !isReplaced ? send(context, card) : replyToId;
}

async function replace(context: TurnContext, activityId: string, card: OutboundCard): Promise<boolean> {
  try {
    await context.updateActivity({ ...cardActivity(card), id: activityId });
    return true;
  } catch {
    // The old message may be gone; the person gets the card all the same.
    return false;
  }
}

/** Once, when somebody adds the app on their own account. */
async function welcome(parts: TurnParts, context: TurnContext, { person, memberId }: InboundActivity): Promise<void> {
  const mines = minesOrNone(parts, person);
  if (!mines) {
    await context.sendActivity(await strangerReply(context, memberId, parts.customerName));
    return;
  }
  await send(context, await showHelp(parts, mines, { isWelcome: true }));
}

const send = async (context: TurnContext, card: OutboundCard): Promise<string | undefined> =>
  (await context.sendActivity(cardActivity(card)))?.id;

/** Failures become a sentence, and what failed goes to the log alone. */
async function safely(parts: TurnParts, act: () => Promise<ChatReply>): Promise<ChatReply> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof AppError)) {
      const { name, stack } = error instanceof Error ? error : { name: 'unknown', stack: undefined };
      parts.log.error({ error: name, stack }, 'An act in chat failed');
    }
    return { kind: 'failed', status: 503, message: messageFor(error) };
  }
}
