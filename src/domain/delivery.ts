import type { StepId } from './campaign';
import type { Channel } from './contact';

/** Messages beside the reminder policy, each sent because of something that a person did. */
export const OTHER_STEPS = [
  // The reminder on the day that the contact chose.
  'later',
  // What the customer's person answered to the contact's question.
  'reply',
  // Further parts of the questionnaire that a colleague handed over to the contact.
  'handedOver',
  // A colleague says that the parts the contact had handed over are done.
  'handedBack',
  // What the customer decided about a colleague whom the contact named.
  'decided',
  // Somebody who answered only parts is asked for the whole.
  'widened',
] as const;

export type DeliveryStep = StepId | (typeof OTHER_STEPS)[number];

/** Whether a message invites or reminds: of those a contact has one at a time. The others stand beside them. */
export const isPolicyStep = (step: DeliveryStep): step is StepId | 'later' => !BESIDE.has(step);

const BESIDE: ReadonlySet<DeliveryStep> = new Set(OTHER_STEPS.filter((step) => step !== 'later'));

/** `queued` is the one open state; every delivery ends in one of the others and stays there. */
export type DeliveryState = 'queued' | 'sent' | 'notReached' | 'notNeeded';

/** One message to one contact at one step, with its one final state. A row of the ledger. */
export interface Delivery {
  /**
   * `assessmentKey|contactKey|step`, with `|about` behind it for steps that come more than once; a message that is sent
   * again to another address has `|fingerprint` behind that.
   */
  readonly key: string;
  readonly campaignKey: string;
  readonly assessmentKey: string;
  readonly partnerKey: string;
  readonly contactKey: string;
  readonly step: DeliveryStep;
  /**
   * Which one of several of its step. `later`: the day; `reply`: `requestKey-n`, where n counts the messages from 0;
   * `handedOver`, `handedBack`: the delegation's key; `decided`: `requestKey-n`, the n-th decision; `widened`: the key of
   * the call that did it.
   */
  readonly about?: string;
  readonly channel: Channel;
  readonly state: DeliveryState;
  /** What the platform said, for a delivery that did not reach its contact. */
  readonly reason?: string;
  readonly conversationId?: string;
  readonly activityId?: string;
  /** Of a message that is sent again because an earlier one failed elsewhere: the one address that it goes to. */
  readonly retryTo?: AddressFingerprint;
  /** Where it was tried, in order. Absent while queued, when it was not needed, and in rows of before it was kept. */
  readonly tried?: readonly AddressFingerprint[];
  /** The mail address refused it for good: nothing is written to it again while it stays the same. */
  readonly isRefusedForGood?: boolean;
  /** Keys of the delegations that the message told of: what was handed over later is told by a message of its own. */
  readonly toldOf?: readonly string[];
  readonly queuedAt: string;
  readonly finalAt?: string;
}

/** Tells an address from another without saying it: 16 hexadecimal digits. */
export type AddressFingerprint = string;

/**
 * One way to a contact as it stands now. `blocked`: the person has shut the chat, and may open it again; `dead`: the
 * newest mail to it was refused for good.
 */
export interface ContactAddress {
  readonly fingerprint: AddressFingerprint;
  readonly channel: Channel;
  readonly state: 'open' | 'blocked' | 'dead';
}

/** `retryTo` makes it the key of the one retry of this message to this address. */
export const deliveryKey = (
  assessmentKey: string,
  contactKey: string,
  { step, about, retryTo }: Pick<Delivery, 'step' | 'about' | 'retryTo'>,
): string => [assessmentKey, contactKey, step, about, retryTo].filter((part) => part !== undefined).join('|');

/**
 * Whether a message was tried at an address. A row of before this was kept may have been tried anywhere. What was not
 * needed was tried nowhere, and a blocked chat is no address: once it opens again, it has not been tried.
 */
export function wasTriedAt(delivery: Delivery, address: AddressFingerprint): boolean {
  if (delivery.retryTo === address || delivery.tried?.includes(address)) return true;
  return delivery.tried === undefined && delivery.state !== 'notNeeded';
}

/** The order in which messages were planned: the report on an old one may come after a newer one was sent. */
export const byPlanned = (a: Delivery, b: Delivery): number =>
  compare(a.queuedAt, b.queuedAt) || compare(a.finalAt ?? '', b.finalAt ?? '');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The refusal for good that makes a mail address dead; `undefined` when it may be written to.
 * @param deliveries all messages to one contact, of any campaign
 */
export function refusalAt(address: AddressFingerprint, deliveries: readonly Delivery[]): Delivery | undefined {
  const newest = deliveries
    .filter(({ tried }) => tried?.includes(address))
    .sort(byPlanned)
    .at(-1);
  return newest?.state === 'notReached' && newest.isRefusedForGood ? newest : undefined;
}

/** The four groups of a campaign's partners. Every partner is in exactly one, so they add up. */
export type ReachGroup = 'done' | 'reached' | 'waiting' | 'notReached';

/**
 * The group of one asked partner: done when submitted; else reached when any message arrived;
 * else waiting while any is queued; else not reached (every try failed, or there is nobody to ask).
 * @param hasContact whether anybody can be asked at an address that is not known to be dead
 */
export function reachGroup(
  isSubmitted: boolean,
  deliveries: readonly Pick<Delivery, 'state'>[],
  hasContact: boolean,
): ReachGroup {
  if (isSubmitted) return 'done';
  if (deliveries.some((delivery) => delivery.state === 'sent')) return 'reached';
  if (deliveries.some((delivery) => delivery.state === 'queued')) return 'waiting';
  return hasContact && deliveries.length === 0 ? 'waiting' : 'notReached';
}
