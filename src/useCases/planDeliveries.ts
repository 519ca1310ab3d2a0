import { type Assessment, assessmentKey } from '../domain/assessment';
import { type Campaign, dueStep, type StepId } from '../domain/campaign';
import type { Contact } from '../domain/contact';
import { placesOf } from '../domain/delegation';
import { byPlanned, type ContactAddress, type Delivery, deliveryKey, isPolicyStep } from '../domain/delivery';
import { type HelpRequest, type PartnerRequest, saysNotMe } from '../domain/partnerRequest';
import { dayIn } from './calendar';
import type { ContactReach } from './contactReach';
import { dueDecisions, dueHandOvers, dueReplies, dueWidened } from './dueOtherMessages';
import type { FrozenContents } from './frozenContent';
import { anotherAddress, nextTry } from './nextTry';
import { mayBeMissing } from './partProgress';
import type { Changes, Clock, Log, Stores } from './ports';
import { touchedPartner } from './touchedPartner';

/**
 * The invitations and reminders that are due for one assessment and do not stand in the ledger, one for each contact
 * who can be reached. While one is queued for a contact, none is added for that contact: only the latest is ever sent.
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
  /** What contacts of the partner ask; who says "not me" is not reminded. */
  readonly requests?: readonly PartnerRequest[];
  /** Whether something may be missing in what was handed over to a contact. */
  readonly isPartOpen?: (contact: Contact) => boolean;
  readonly today: string;
  /** ISO time. */
  readonly now: string;
  readonly timeZone?: string;
}): Delivery[] {
  const { campaign, assessment, contacts, ledger, today, now } = input;
  if (campaign.status !== 'open' || assessment.status !== 'open') return [];
  const policy = ledger.filter(({ step }) => isPolicyStep(step));
  const isConcerned = (contact: Contact): boolean =>
    contact.access !== 'delegated' ||
    (assessment.delegations ?? []).some(({ to, state }) => to === contact.key && state === 'open');
  return contacts.flatMap((contact) => {
    if (contact.status !== 'active' || !isConcerned(contact)) return [];
    if (saysNotMe(input.requests ?? [], contact.key)) return [];
    const own = policy.filter(({ contactKey }) => contactKey === contact.key).sort(byPlanned);
    if (own.some(({ state }) => state === 'queued')) return [];
    const message = nextMessage({
      campaign,
      own,
      reach: input.reachOf(contact),
      today,
      remindOn: assessment.remindOn?.[contact.key],
      mayRemind: () => contact.access !== 'delegated' || (input.isPartOpen?.(contact) ?? true),
      toldOn: (row) => toldOn(row, input.timeZone),
    });
    if (!message) return [];
    const key = deliveryKey(assessment.key, contact.key, message);
    // One retry of a step to an address is all, whatever became of it.
    if (own.some((each) => each.key === key)) return [];
    return [
      {
        key,
        campaignKey: campaign.key,
        assessmentKey: assessment.key,
        partnerKey: assessment.partnerKey,
        contactKey: contact.key,
        ...message,
        state: 'queued',
        queuedAt: now,
      },
    ];
  });
}

/** The day a message counts as told. The time of a report that it came back says nothing about when it went out. */
const toldOn = ({ state, finalAt, queuedAt }: Delivery, timeZone?: string): string =>
  dayIn(new Date(state === 'notReached' ? queuedAt : (finalAt ?? queuedAt)), timeZone);

type Message = Pick<Delivery, 'step' | 'about' | 'channel' | 'retryTo'>;

/** @param own the contact's messages of this assessment in the order they were planned, none of them queued */
function nextMessage(input: {
  readonly campaign: Campaign;
  readonly own: readonly Delivery[];
  readonly reach: readonly ContactAddress[];
  readonly today: string;
  /** The day on which the contact wants to be reminded. */
  readonly remindOn?: string;
  readonly mayRemind: () => boolean;
  readonly toldOn: (delivery: Delivery) => string;
}): Message | undefined {
  const { own, reach, today, remindOn } = input;
  const open = reach.filter(({ state }) => state === 'open');
  const newest = own.at(-1);
  if (!newest) {
    const first = nextTry([], reach);
    return first && { step: 'invitation', ...first };
  }
  // Who has never heard of it is invited, however late: a reminder of nothing would puzzle them.
  const isReached = own.some(({ state }) => state === 'sent');
  const invitation = isReached ? undefined : anotherAddress(own, open);
  if (invitation) return { step: 'invitation', ...invitation };
  if (!input.mayRemind()) return undefined;
  const told = new Map<StepId | 'later', string>();
  for (const row of own) {
    if (!isPolicyStep(row.step)) continue;
    const day = input.toldOn(row);
    if (day > (told.get(row.step) ?? '')) told.set(row.step, day);
  }
  const step = dueStep(input.campaign, today, told, remindOn);
  if (step) return open[0] && { step, ...(step === 'later' ? { about: remindOn } : {}), channel: open[0].channel };
  // Nothing that failed is brought up again before the day that the contact chose.
  if (newest.state === 'sent' || (remindOn !== undefined && today < remindOn)) return undefined;
  if (newest.step === 'later' && newest.about !== remindOn) return undefined;
  const again = anotherAddress(
    own.filter((each) => each.step === newest.step && each.about === newest.about),
    open,
  );
  return again && { step: newest.step, ...(newest.about === undefined ? {} : { about: newest.about }), ...again };
}

/**
 * Writes the ledger's rows for what is due. All that is remembered between looks is for which partners nothing was due:
 * until something happens to one of them or the day changes, nothing can be.
 */
export function createPlanner(deps: {
  stores: Stores;
  changes: Pick<Changes, 'onChange'>;
  contents: Pick<FrozenContents, 'peek' | 'questionnaire'>;
  reach: ContactReach;
  clock: Clock;
  log: Log;
  timeZone?: string;
}): () => Promise<void> {
  const { stores, clock, log, timeZone } = deps;
  const reachOf = deps.reach.of;
  const quiet = new Set<string>();
  let quietOn = '';
  deps.changes.onChange((noun, keys) => {
    for (const key of keys) {
      const partnerKey = touchedPartner(stores, noun, key);
      if (partnerKey === 'all') quiet.clear();
      else if (partnerKey !== undefined) quiet.delete(partnerKey);
    }
  });

  const rowsOf = (partnerKey: string, key: string) => ({
    contacts: stores.contacts.by('partnerKey', partnerKey).map(({ value }) => value),
    ledger: stores.deliveries.by('assessmentKey', key).map(({ value }) => value),
  });
  const isActive = (partnerKey: string): boolean => stores.partners.get(partnerKey)?.value.status === 'active';

  /** Unknown while the campaign's questions are not at hand: the sender looks again, exactly. */
  const isPartOpen = (campaign: Campaign, assessment: Assessment, contact: Contact): boolean => {
    const content = deps.contents.peek(campaign);
    const partner = stores.partners.get(assessment.partnerKey)?.value;
    if (!content || !partner) return true;
    const letters = new Map(
      stores.sections.heads(assessment.key).flatMap(({ value }) => Object.entries(value.outcomes)),
    );
    const places = placesOf(
      (assessment.delegations ?? []).filter(({ state }) => state === 'open'),
      contact.key,
    );
    return mayBeMissing(deps.contents.questionnaire(content, campaign, partner), letters, places);
  };

  const dueAt = (campaign: Campaign, partnerKey: string, today: string, now: string): Delivery[] => {
    const assessment = stores.assessments.get(assessmentKey(campaign.key, partnerKey))?.value;
    if (!assessment || !isActive(partnerKey)) return [];
    const given = { ...rowsOf(partnerKey, assessment.key), reachOf, now, assessment };
    const requests = stores.partnerRequests.by('partnerKey', partnerKey).map(({ value }) => value);
    return [
      ...dueDeliveries({
        ...given,
        campaign,
        requests,
        isPartOpen: (contact) => isPartOpen(campaign, assessment, contact),
        today,
        timeZone,
      }),
      ...dueHandOvers(given),
      ...dueWidened(given),
      ...dueDecisions({ ...given, requests: requests.flatMap((each) => (each.kind === 'colleague' ? [each] : [])) }),
    ];
  };

  /** A person's words arrive in any case, whatever became of campaign and answers. */
  const repliesTo = (request: HelpRequest, now: string): Delivery[] => {
    const assessment = stores.assessments.get(request.assessmentKey)?.value;
    if (!assessment || !isActive(request.partnerKey)) return [];
    return dueReplies({ ...rowsOf(request.partnerKey, assessment.key), reachOf, now, assessment, requests: [request] });
  };

  return async () => {
    const now = clock.now();
    const today = dayIn(now, timeZone);
    if (today !== quietOn) quiet.clear();
    quietOn = today;
    const open = stores.campaigns.all().flatMap(({ value }) => (value.status === 'open' ? [value] : []));
    const due: Delivery[] = [];
    const looked = new Set<string>();
    for (const { value } of stores.partnerRequests.all()) {
      if (value.kind !== 'help' || quiet.has(value.partnerKey)) continue;
      looked.add(value.partnerKey);
      due.push(...repliesTo(value, now.toISOString()));
    }
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
