import type { Assessment } from '../domain/assessment';
import type { Contact } from '../domain/contact';
import type { Delegation } from '../domain/delegation';
import { type ContactAddress, type Delivery, type DeliveryStep, deliveryKey, isPolicyStep } from '../domain/delivery';
import {
  type ColleagueRequest,
  decisionId,
  endsForContact,
  type HelpRequest,
  isNewsToContact,
} from '../domain/partnerRequest';
import { nextTry } from './nextTry';

/** What is needed to plan messages that follow from something a person did. */
interface Given {
  readonly contacts: readonly Contact[];
  /** All deliveries of the assessment. */
  readonly ledger: readonly Delivery[];
  readonly reachOf: (contact: Contact) => readonly ContactAddress[];
  /** ISO time. */
  readonly now: string;
}

/** Whether the colleague gave the part back: it is done, or it is not theirs to answer. */
export const isHandedBack = ({ state, isDeclined }: Delegation): boolean =>
  state === 'done' || (state === 'withdrawn' && isDeclined === true);

/** Delegations that came back together: the colleague was done with all of them at once, and one message says it. */
export const backTogether = (delegations: readonly Delegation[], one: Delegation): readonly Delegation[] =>
  delegations.filter(
    (each) =>
      isHandedBack(each) &&
      each.state === one.state &&
      each.to === one.to &&
      each.by === one.by &&
      each.endedAt === one.endedAt,
  );

/** Open delegations to a contact of which no message that arrived has told. */
export const notToldOf = (
  delegations: readonly Delegation[],
  contactKey: string,
  ledger: readonly Delivery[],
): readonly Delegation[] => {
  const told = new Set(
    ledger.flatMap((row) => (row.contactKey === contactKey && row.state === 'sent' ? (row.toldOf ?? []) : [])),
  );
  return delegations.filter(({ key, to, state }) => to === contactKey && state === 'open' && !told.has(key));
};

/**
 * Messages about parts that were handed over and that came back. Who answers only such parts hears of the first in the
 * invitation; later ones, and all that go to somebody who answers the whole, have a message of their own.
 */
export function dueHandOvers(
  given: Given & {
    readonly assessment: Pick<Assessment, 'key' | 'campaignKey' | 'partnerKey' | 'status' | 'delegations'>;
  },
): Delivery[] {
  const { assessment, contacts, ledger } = given;
  const delegations = assessment.delegations ?? [];
  if (assessment.status !== 'open' || delegations.length === 0) return [];
  return contacts.flatMap((contact) => {
    if (contact.status !== 'active') return [];
    const own = ledger.filter(({ contactKey }) => contactKey === contact.key);
    const due: Delivery[] = [];
    const newest = notToldOf(delegations, contact.key, ledger).at(-1);
    const policy = own.filter(({ step }) => isPolicyStep(step));
    const isTheInvitations =
      contact.access === 'delegated' &&
      (!policy.some(({ state }) => state === 'sent') || policy.some(({ state }) => state === 'queued'));
    const isQueued = own.some(({ step, state }) => step === 'handedOver' && state === 'queued');
    if (newest && !isTheInvitations && !isQueued)
      due.push(...planned(given, assessment, contact, 'handedOver', newest.key));
    for (const each of delegations) {
      if (!isHandedBack(each) || each.by !== contact.key || each.to === contact.key) continue;
      const together = backTogether(delegations, each);
      if (together.at(-1)?.key === each.key) due.push(...planned(given, assessment, contact, 'handedBack', each.key));
    }
    return due;
  });
}

/** `requestKey-n` of every message of the customer's people, with the contact who is to have it. */
export function repliesOf(request: HelpRequest): { readonly about: string; readonly contactKey: string }[] {
  let asker = request.contactKey;
  return request.messages.flatMap(({ by }, index) => {
    if (by.id.startsWith('contact:')) {
      asker = by.id.slice('contact:'.length);
      return [];
    }
    return [{ about: `${request.key}-${index}`, contactKey: asker }];
  });
}

/** The contact, or who took the contact's place; `undefined` when nobody did. */
export function whoAnswersNow(contacts: readonly Contact[], contactKey: string): Contact | undefined {
  let contact = contacts.find(({ key }) => key === contactKey);
  // Bounded, should rows ever point at each other in a circle.
  for (let steps = 0; contact?.status === 'left' && contact.replacedBy !== undefined && steps < 10; steps++) {
    const { replacedBy } = contact;
    contact = contacts.find(({ key }) => key === replacedBy);
  }
  return contact?.status === 'active' ? contact : undefined;
}

/** Whether another contact, who answered before this one, was told of the same. */
const isToldElsewhere = (
  { ledger }: Given,
  step: DeliveryStep,
  about: string,
  contact: Pick<Contact, 'key'>,
): boolean =>
  ledger.some(
    (row) =>
      row.step === step &&
      row.about === about &&
      row.contactKey !== contact.key &&
      (row.state === 'queued' || row.state === 'sent'),
  );

/**
 * What the customer decided about colleagues whom contacts named: told to the one who named them, or to who took that
 * contact's place. Who is not asked any more by the decision is told of that as the last thing.
 */
export function dueDecisions(
  given: Given & {
    readonly assessment: Pick<Assessment, 'key' | 'campaignKey' | 'partnerKey' | 'status'>;
    readonly requests: readonly ColleagueRequest[];
  },
): Delivery[] {
  const { assessment, contacts } = given;
  if (assessment.status !== 'open') return [];
  return given.requests.flatMap((request) => {
    if (request.assessmentKey !== assessment.key || !isNewsToContact(request)) return [];
    const own = contacts.find(({ key }) => key === request.contactKey);
    const isOver = endsForContact(request);
    const to = request.reason === 'notMe' ? own : whoAnswersNow(contacts, request.contactKey);
    if (!to || to.status !== (isOver ? 'left' : 'active')) return [];
    const about = decisionId(request);
    return isToldElsewhere(given, 'decided', about, to) ? [] : planned(given, assessment, to, 'decided', about);
  });
}

/**
 * Colleagues with parts who are asked for the whole since. Who has heard of nothing yet is invited to the whole, and
 * needs no second message.
 */
export function dueWidened(
  given: Given & { readonly assessment: Pick<Assessment, 'key' | 'campaignKey' | 'partnerKey' | 'status'> },
): Delivery[] {
  const { assessment, ledger } = given;
  if (assessment.status !== 'open') return [];
  return given.contacts.flatMap((contact) => {
    const { status, access, widened } = contact;
    if (status !== 'active' || access !== undefined || !widened) return [];
    const toldBefore = ledger.some(
      (row) => row.contactKey === contact.key && row.state === 'sent' && (row.finalAt ?? row.queuedAt) <= widened.at,
    );
    return toldBefore ? planned(given, assessment, contact, 'widened', widened.key) : [];
  });
}

/** Replies of the customer's people that the contact who asked was not told. Also after the answers were sent. */
export function dueReplies(
  given: Given & {
    readonly assessment: Pick<Assessment, 'key' | 'campaignKey' | 'partnerKey'>;
    readonly requests: readonly HelpRequest[];
  },
): Delivery[] {
  return given.requests.flatMap((request) =>
    repliesOf(request).flatMap(({ about, contactKey }) => {
      const contact = whoAnswersNow(given.contacts, contactKey);
      return contact && !isToldElsewhere(given, 'reply', about, contact)
        ? planned(given, given.assessment, contact, 'reply', about)
        : [];
    }),
  );
}

/** The row of one message that is due, unless it waits, arrived, or cannot be sent anywhere new. */
function planned(
  { ledger, reachOf, now }: Given,
  assessment: Pick<Assessment, 'key' | 'campaignKey' | 'partnerKey'>,
  contact: Contact,
  step: DeliveryStep,
  about: string,
): Delivery[] {
  const rows = ledger.filter((row) => row.contactKey === contact.key && row.step === step && row.about === about);
  const next = nextTry(rows, reachOf(contact));
  if (!next) return [];
  const key = deliveryKey(assessment.key, contact.key, { step, about, retryTo: next.retryTo });
  // One retry to an address is all, whatever became of it.
  if (rows.some((row) => row.key === key)) return [];
  return [
    {
      key,
      campaignKey: assessment.campaignKey,
      assessmentKey: assessment.key,
      partnerKey: assessment.partnerKey,
      contactKey: contact.key,
      step,
      about,
      state: 'queued',
      ...next,
      queuedAt: now,
    },
  ];
}
