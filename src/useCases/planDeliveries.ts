import { type Assessment, assessmentKey } from '../domain/assessment';
import { type Campaign, dueStep, type StepId } from '../domain/campaign';
import { type Contact, channelOf } from '../domain/contact';
import { type Delivery, deliveryKey } from '../domain/delivery';
import { dayIn } from './calendar';
import type { Changes, Clock, Log, Stores } from './ports';
import { touchedPartner } from './touchedPartner';

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

/**
 * Writes the ledger's rows for what is due. All that is remembered between looks is for which partners nothing was due:
 * until something happens to one of them or the day changes, nothing can be.
 */
export function createPlanner(deps: {
  stores: Stores;
  changes: Pick<Changes, 'onChange'>;
  clock: Clock;
  log: Log;
  timeZone?: string;
}): () => Promise<void> {
  const { stores, clock, log, timeZone } = deps;
  const quiet = new Set<string>();
  let quietOn = '';
  deps.changes.onChange((noun, keys) => {
    for (const key of keys) {
      const partnerKey = touchedPartner(stores, noun, key);
      if (partnerKey === 'all') quiet.clear();
      else if (partnerKey !== undefined) quiet.delete(partnerKey);
    }
  });

  const dueAt = (campaign: Campaign, partnerKey: string, today: string, now: string): Delivery[] => {
    const assessment = stores.assessments.get(assessmentKey(campaign.key, partnerKey))?.value;
    if (!assessment || stores.partners.get(partnerKey)?.value.status !== 'active') return [];
    const contacts = stores.contacts.by('partnerKey', partnerKey).map(({ value }) => value);
    const ledger = stores.deliveries.by('assessmentKey', assessment.key).map(({ value }) => value);
    return dueDeliveries({ campaign, assessment, contacts, ledger, today, now, timeZone });
  };

  return async () => {
    const now = clock.now();
    const today = dayIn(now, timeZone);
    if (today !== quietOn) quiet.clear();
    quietOn = today;
    const open = stores.campaigns.all().flatMap(({ value }) => (value.status === 'open' ? [value] : []));
    const due: Delivery[] = [];
    const looked = new Set<string>();
    for (const campaign of open) {
      for (const partnerKey of campaign.partnerKeys) {
        if (quiet.has(partnerKey)) continue;
        looked.add(partnerKey);
        due.push(...dueAt(campaign, partnerKey, today, now.toISOString()));
      }
    }
    // Before the rows are written: writing them is something that happens to their partners.
    for (const partnerKey of looked) quiet.add(partnerKey);
    if (due.length === 0) return;
    let failed = 0;
    await stores.deliveries.createMany(due, (key, outcome) => {
      if (outcome !== 'failed') return;
      failed += 1;
      // What failed is due again at the next look.
      quiet.delete(key.split('|')[1] ?? '');
    });
    log.info({ planned: due.length, failed }, 'messages are due');
  };
}
