import type { DeliveryView } from '../contracts/partners';
import type { Delivery, DeliveryStep } from '../domain/delivery';
import type { Stores } from './ports';

const STEP_WORDS: Record<DeliveryStep, string> = {
  invitation: 'Invitation',
  before3: 'Reminder 3 days before',
  dueDay: 'Reminder on the day',
  after3: 'Reminder 3 days after',
  later: 'Reminder on the day the contact chose',
  reply: 'Answer to a question',
  handedOver: 'Parts handed over',
  handedBack: 'Parts handed back',
  decided: 'Decision about a colleague',
  widened: 'Asked for the whole',
};

const STATE_WORDS = {
  teams: {
    queued: 'waiting to be sent in Teams',
    sent: 'sent in Teams',
    notReached: 'did not arrive',
    notNeeded: 'not needed any more',
  },
  mail: {
    queued: 'waiting to be sent by mail',
    sent: 'sent by mail',
    notReached: 'did not arrive',
    notNeeded: 'not needed any more',
  },
} as const;

/** "Invitation", or "Invitation, again" of one that an earlier try brought nowhere. */
const stepInWords = ({ step, retryTo }: Pick<Delivery, 'step' | 'retryTo'>): string =>
  retryTo === undefined ? STEP_WORDS[step] : `${STEP_WORDS[step]}, again`;

/** "Invitation: sent by mail" */
export const deliveryInWords = (delivery: Pick<Delivery, 'step' | 'channel' | 'state' | 'retryTo'>): string =>
  `${stepInWords(delivery)}: ${STATE_WORDS[delivery.channel][delivery.state]}`;

export const deliveryView = (stores: Pick<Stores, 'contacts'>, delivery: Delivery): DeliveryView => ({
  key: delivery.key,
  contact: stores.contacts.get(delivery.contactKey)?.value.name ?? 'A former contact',
  step: stepInWords(delivery),
  channel: delivery.channel,
  state: delivery.state,
  reason: delivery.reason,
  queuedAt: delivery.queuedAt,
  finalAt: delivery.finalAt,
});

/** The newest first. */
export const byNewest = (a: Delivery, b: Delivery): number =>
  a.queuedAt < b.queuedAt ? 1 : a.queuedAt > b.queuedAt ? -1 : 0;
