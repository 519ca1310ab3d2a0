import type { DeliveryStep } from '../domain/delivery';
import { type ConversationReference, withLiveCard } from '../domain/link';
import { AppError } from '../errors';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Stores } from './ports';
import type { UseCases } from './useCases';

const TRIES = 3;
/** Of one questionnaire in a chat; older ones only answer with the current card. */
const MOST_STANDING = 5;

const keyOf = ({ tid, oid }: { readonly tid: string; readonly oid: string }): string => `${tid}|${oid}`;

/** Messages that are to be read and stay; the questionnaire goes on in another card. */
const isNews = (step: DeliveryStep): boolean => step === 'reply' || step === 'handedBack' || step === 'decided';

/** Where people's chats are and what goes on in them, learnt from authenticated activities. Writes only what is new. */
export function createConversations(deps: {
  readonly stores: Pick<Stores, 'conversations' | 'contacts' | 'deliveries'>;
  readonly queue: KeyedQueue;
  readonly clock: Pick<Clock, 'now'>;
}): Pick<UseCases, 'rememberConversation' | 'liveCardsOf' | 'noteLiveCard'> {
  const { stores, queue, clock } = deps;

  /** @param next the row as it should be; `undefined` when nothing is to be written */
  const change = (
    key: string,
    next: (stored: ConversationReference | undefined) => ConversationReference | undefined,
  ): Promise<void> =>
    queue.run(`conversation ${key}`, async () => {
      for (let tries = 1; ; tries++) {
        const stored = stores.conversations.get(key);
        const row = next(stored?.value);
        if (!row) return;
        try {
          await (stored ? stores.conversations.update(row, stored.version) : stores.conversations.create(row));
          return;
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'conflict' || tries >= TRIES) throw error;
          await stores.conversations.refresh(key);
        }
      }
    });

  /** What the service sent by itself about a questionnaire, newest first: it is in the ledger, and costs no write here. */
  const sentMessages = (person: { oid: string; tid: string }, conversationId: string, assessmentKey: string) =>
    stores.deliveries
      .by('assessmentKey', assessmentKey)
      .map(({ value }) => value)
      .filter(
        (delivery) =>
          delivery.activityId !== undefined &&
          delivery.conversationId === conversationId &&
          !isNews(delivery.step) &&
          stores.contacts.get(delivery.contactKey)?.value.teams?.oid === person.oid,
      )
      .map(({ activityId = '', finalAt = '' }) => ({ activityId, at: finalAt }))
      .sort((a, b) => b.at.localeCompare(a.at));

  const liveCardsOf: UseCases['liveCardsOf'] = (person, assessmentKey) => {
    const chat = stores.conversations.get(keyOf(person))?.value;
    if (!chat) return [];
    const noted = chat.liveCards?.[assessmentKey];
    const later = sentMessages(person, chat.conversationId, assessmentKey).filter(({ at }) => !noted || at > noted.at);
    const all = [...later, ...(noted ? [noted] : [])].map(({ activityId }) => activityId);
    return [...new Set(all)].slice(0, MOST_STANDING);
  };

  return {
    rememberConversation: (reference) => {
      const key = keyOf(reference);
      return change(key, (stored) => {
        const isSameChat = stored?.conversationId === reference.conversationId;
        const isKnown = isSameChat && stored.serviceUrl === reference.serviceUrl && stored.state === reference.state;
        if (isKnown) return undefined;
        return { key, ...reference, ...(isSameChat && stored.liveCards && { liveCards: stored.liveCards }) };
      });
    },
    liveCardsOf,
    noteLiveCard: (person, assessmentKey, activityId) =>
      change(keyOf(person), (stored) =>
        stored && liveCardsOf(person, assessmentKey)[0] !== activityId
          ? withLiveCard(stored, assessmentKey, { activityId, at: clock.now().toISOString() })
          : undefined,
      ),
  };
}
