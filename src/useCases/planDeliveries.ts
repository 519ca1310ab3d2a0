import { type Assessment, assessmentKey } from '../domain/assessment';
import { type Campaign, dueStep, type StepId } from '../domain/campaign';
import type { Contact } from '../domain/contact';
import { byPlanned, type ContactAddress, type Delivery, deliveryKey, wasTriedAt } from '../domain/delivery';
import { dayIn } from './calendar';
import type { ContactReach } from './contactReach';
import type { Changes, Clock, Log, Stores } from './ports';
import { touchedPartner } from './touchedPartner';

/**
 * The deliveries that are due for one assessment and do not stand in the ledger, one for each contact who can be
 * reached. While one is queued for a contact, none is added for that contact: only the latest is ever sent.
 * A message that failed is planned again at once for an address that it was not tried at, once for each.
 * @param today calendar date
 */
export function dueDeliveries(input: {
  readonly campaign: Campaign;
  readonly assessment: Assessment;
  readonly contacts: readonly Contact[];
  readonly ledger: readonly Delivery[];
  /** The ways to a contact as they stand now, the better first. */
  readonly reachOf: (contact: Contact) => readonly ContactAddress[];
  readonly today: string;
  /** ISO time. */
  readonly now: string;
  readonly timeZone?: string;
}): Delivery[] {
  const { campaign, assessment, contacts, ledger, today, now } = input;
  if (campaign.status !== 'open' || assessment.status !== 'open') return [];
  return contacts.flatMap((contact) => {
    if (contact.status !== 'active') return [];
    const own = ledger.filter(({ contactKey }) => contactKey === contact.key).sort(byPlanned);
    if (own.some(({ state }) => state === 'queued')) return [];
    const reach = input.reachOf(contact);
    const message = nextMessage({ campaign, own, reach, today, toldOn: (row) => toldOn(row, input.timeZone) });
    if (!message) return [];
    const { step, channel, retryTo } = message;
    const key = deliveryKey(assessment.key, contact.key, step, retryTo);
    // One retry of a step to an address is all, whatever became of it.
    if (own.some((each) => each.key === key)) return [];
    return [
      {
        key,
        campaignKey: campaign.key,
        assessmentKey: assessment.key,
        partnerKey: assessment.partnerKey,
        contactKey: contact.key,
        step,
        channel,
        state: 'queued',
        ...(retryTo === undefined ? {} : { retryTo }),
        queuedAt: now,
      },
    ];
  });
}

/** The day a message counts as told. The time of a report that it came back says nothing about when it went out. */
const toldOn = ({ state, finalAt, queuedAt }: Delivery, timeZone?: string): string =>
  dayIn(new Date(state === 'notReached' ? queuedAt : (finalAt ?? queuedAt)), timeZone);

type Message = Pick<Delivery, 'step' | 'channel' | 'retryTo'>;

/** @param own the contact's messages of this assessment in the order they were planned, none of them queued */
function nextMessage(input: {
  readonly campaign: Campaign;
  readonly own: readonly Delivery[];
  readonly reach: readonly ContactAddress[];
  readonly today: string;
  readonly toldOn: (delivery: Delivery) => string;
}): Message | undefined {
  const { own, reach } = input;
  const open = reach.filter(({ state }) => state === 'open');
  const newest = own.at(-1);
  if (!newest) {
    // Also to somebody who has blocked the chat, so that the ledger says so; but never to a dead mail address.
    const first = open[0] ?? reach.find(({ state }) => state !== 'dead');
    return first && { step: 'invitation', channel: first.channel };
  }
  const again = (step: StepId, rows: readonly Delivery[]): Message | undefined => {
    const address = open.find(({ fingerprint }) => !rows.some((row) => wasTriedAt(row, fingerprint)));
    return address && { step, channel: address.channel, retryTo: address.fingerprint };
  };
  const wasReached = own.some(({ state }) => state === 'sent');
  // Who has never heard of it is invited, however late: a reminder of nothing would puzzle them.
  const invitation = wasReached ? undefined : again('invitation', own);
  if (invitation) return invitation;
  const told = new Map<StepId, string>();
  for (const row of own) {
    const day = input.toldOn(row);
    if (day > (told.get(row.step) ?? '')) told.set(row.step, day);
  }
  const step = dueStep(input.campaign, input.today, told);
  if (step) return open[0] && { step, channel: open[0].channel };
  if (newest.state === 'sent') return undefined;
  return again(
    newest.step,
    own.filter((each) => each.step === newest.step),
  );
}

/**
 * Writes the ledger's rows for what is due. All that is remembered between looks is for which partners nothing was due:
 * until something happens to one of them or the day changes, nothing can be.
 */
export function createPlanner(deps: {
  stores: Stores;
  changes: Pick<Changes, 'onChange'>;
  reach: ContactReach;
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
    return dueDeliveries({ campaign, assessment, contacts, ledger, reachOf: deps.reach.of, today, now, timeZone });
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
