import type { StepId } from './campaign';
import type { Channel } from './contact';

/** `queued` is the one open state; every delivery ends in one of the others and stays there. */
export type DeliveryState = 'queued' | 'sent' | 'notReached' | 'notNeeded';

/** One message to one contact at one step, with its one final state. A row of the ledger. */
export interface Delivery {
  /** `assessmentKey|contactKey|step`. */
  readonly key: string;
  readonly campaignKey: string;
  readonly assessmentKey: string;
  readonly partnerKey: string;
  readonly contactKey: string;
  readonly step: StepId;
  readonly channel: Channel;
  readonly state: DeliveryState;
  /** What the platform said, for a delivery that did not reach its contact. */
  readonly reason?: string;
  readonly conversationId?: string;
  readonly activityId?: string;
  readonly queuedAt: string;
  readonly finalAt?: string;
}

export const deliveryKey = (assessmentKey: string, contactKey: string, step: StepId): string =>
  `${assessmentKey}|${contactKey}|${step}`;

/** The four groups of a campaign's partners. Every partner is in exactly one, so they add up. */
export type ReachGroup = 'done' | 'reached' | 'waiting' | 'notReached';

/**
 * The group of one asked partner: done when submitted; else reached when any message arrived;
 * else waiting while any is queued; else not reached (every try failed, or there is nobody to ask).
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
