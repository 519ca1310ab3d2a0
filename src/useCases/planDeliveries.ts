import type { Assessment } from '../domain/assessment';
import { type Campaign, dueStep, type StepId } from '../domain/campaign';
import { type Contact, channelOf } from '../domain/contact';
import { type Delivery, deliveryKey } from '../domain/delivery';
import { dayIn } from './calendar';
import type { Changes, Clock, Log, Stores } from './ports';

/**
 * The deliveries that are due for one assessment and do not stand in the ledger, one for each contact who can be
 * reached. While one is queued for a contact, none is added for that contact: only the latest is ever sent.
 * @param today calendar date
 */
export function dueDeliveries(input: {
  readonly campaign: Campaign;
  readonly assessment: Assessment;
  readonly contacts: readonly Contact[];
  readonly ledger: readonly Delivery[];
  readonly today: string;
  /** ISO time. */
  readonly now: string;
  readonly timeZone?: string;
}): Delivery[] {
  const { campaign, assessment, contacts, ledger, today, now } = input;
  if (campaign.status !== 'open' || assessment.status !== 'open') return [];
  return contacts.flatMap((contact) => {
    const channel = contact.status === 'active' ? channelOf(contact) : undefined;
    const own = ledger.filter(({ contactKey }) => contactKey === contact.key);
    if (!channel || own.some(({ state }) => state === 'queued')) return [];
    const told = new Map<StepId, string>(
      own.map(({ step, finalAt, queuedAt }) => [step, dayIn(new Date(finalAt ?? queuedAt), input.timeZone)]),
    );
    const step = dueStep(campaign, today, told);
    if (!step) return [];
    return [
      {
        key: deliveryKey(assessment.key, contact.key, step),
        campaignKey: campaign.key,
        assessmentKey: assessment.key,
        partnerKey: assessment.partnerKey,
        contactKey: contact.key,
        step,
        channel,
        state: 'queued',
        queuedAt: now,
      },
    ];
  });
}

/** Writes the ledger's rows for what is due. Nothing is remembered between runs but that nothing changed. */
export function createPlanner(deps: {
  stores: Stores;
  changes: Pick<Changes, 'revision'>;
  clock: Clock;
  log: Log;
  timeZone?: string;
}): () => Promise<void> {
  const { stores, changes, clock, log } = deps;
  let plannedAt = '';
  return async () => {
    const now = clock.now();
    const today = dayIn(now, deps.timeZone);
    const state = `${changes.revision} ${today}`;
    if (state === plannedAt) return;
    const due: Delivery[] = [];
    for (const { value: campaign } of stores.campaigns.all()) {
      if (campaign.status !== 'open') continue;
      for (const { value: assessment } of stores.assessments.by('campaignKey', campaign.key)) {
        if (assessment.status !== 'open' || stores.partners.get(assessment.partnerKey)?.value.status !== 'active')
          continue;
        due.push(
          ...dueDeliveries({
            campaign,
            assessment,
            contacts: stores.contacts.by('partnerKey', assessment.partnerKey).map(({ value }) => value),
            ledger: stores.deliveries.by('assessmentKey', assessment.key).map(({ value }) => value),
            today,
            now: now.toISOString(),
            timeZone: deps.timeZone,
          }),
        );
      }
    }
    let failed = 0;
    if (due.length > 0) {
      await stores.deliveries.createMany(due, (_key, outcome) => {
        if (outcome === 'failed') failed += 1;
      });
      log.info({ planned: due.length, failed }, 'messages are due');
    }
    // What failed is due again at the next look.
    plannedAt = failed > 0 ? '' : state;
  };
}
