import type { Assessment } from '../domain/assessment';
import { type Contact, isAsked, type Widened } from '../domain/contact';
import { type Delegation, isSamePlace } from '../domain/delegation';
import type { JournalAct } from '../domain/journal';
import type { Actor } from '../domain/person';
import { AppError } from '../errors';
import { changeAssessment, setJournalHead } from './changeAssessment';
import { changeContact } from './changeContact';
import { colleagueKey, type NamedColleague } from './colleagueNaming';
import type { Journal } from './journal';
import type { EndLinks } from './links';
import type { Clock, Crypto, Log, Stored, Stores } from './ports';

// A row of an assessment holds 60,000 characters.
const MOST_DELEGATIONS = 40;
const MOST_PLACES = 300;
// Contacts who were named under one address and have another now.
const MOST_TURNS = 20;

/** The writes behind naming colleagues. Each can be repeated and then does only what is missing. */
export interface ColleagueActs {
  /**
   * Makes the colleague a contact, or widens what an active contact answers; never narrows it. Somebody who has left
   * comes back only when `mayComeBack`: otherwise the caller asks the customer first. Whoever names an address, here or
   * in another process, gets the same contact.
   */
  admit(given: {
    readonly partnerKey: string;
    readonly colleague: NamedColleague;
    readonly access: Contact['access'];
    readonly namedBy: string;
    readonly mayComeBack: boolean;
  }): Promise<Contact>;
  /** Adds a delegation, without the places that are open to that person already. Throws `conflict` once answers were sent. */
  handOver(assessmentKey: string, delegation: Delegation): Promise<void>;
  /** Takes back what was handed over, with what the same person had of these parts before. Throws `notFound`. */
  endHandOver(assessmentKey: string, delegationKey: string): Promise<void>;
  /** Asks somebody who answers parts for everything. Throws `conflict` for somebody who has left. */
  widen(contactKey: string, widened: Widened): Promise<Contact>;
  /**
   * Asks somebody who was widened for the handed-over parts only again. Throws `conflict` for somebody who never was, and
   * when nobody else would be left who answers the whole.
   */
  narrow(contactKey: string): Promise<Contact>;
  /**
   * Passes on what a contact was handed, lets the contact leave with all links, and settles what the contact had asked
   * about a successor, but for the request that is being decided.
   */
  replace(leaving: Contact, successor: Contact | undefined, by: Actor, decidedKey?: string): Promise<void>;
  /** Notes an act in the assessment's journal, once. The rows themselves tell it too, so trouble is only logged. */
  note(assessmentKey: string, act: JournalAct, actorId: string, detail: string): Promise<void>;
}

const byEmail = (stores: Pick<Stores, 'contacts'>, partnerKey: string, email: string): readonly Contact[] =>
  stores.contacts.by('email', email).flatMap(({ value }) => (value.partnerKey === partnerKey ? [value] : []));

/** The contact of a partner at an address: an active one if there is one, else one who has left. */
export function contactAt(stores: Pick<Stores, 'contacts'>, partnerKey: string, email: string): Contact | undefined {
  const found = byEmail(stores, partnerKey, email);
  return found.find(({ status }) => status === 'active') ?? found[0];
}

/** Ended ones that give no right any more make room, the oldest first. Throws `tooMany` when that is not enough. */
function bounded(delegations: readonly Delegation[]): readonly Delegation[] {
  const kept = [...delegations];
  const isOver = (): boolean =>
    kept.length > MOST_DELEGATIONS || kept.reduce((sum, { places }) => sum + places.length, 0) > MOST_PLACES;
  while (isOver()) {
    const ended = kept.findIndex(({ state }) => state === 'withdrawn');
    if (ended === -1)
      throw new AppError('tooMany', 'A lot was handed over already, so nothing was added. Take something back first.');
    kept.splice(ended, 1);
  }
  return kept;
}

/** What the colleague was told is for them alone and goes with the part. */
export function withdrawn({ note: _, ...delegation }: Delegation, endedAt: string): Delegation {
  return { ...delegation, state: 'withdrawn', endedAt };
}

export function createColleagueActs(deps: {
  stores: Pick<Stores, 'contacts' | 'assessments' | 'journal' | 'partnerRequests'>;
  clock: Clock;
  crypto: Pick<Crypto, 'sha256Hex'>;
  journal: Journal;
  log: Log;
  endLinks: EndLinks;
}): ColleagueActs {
  const { stores, clock, crypto, journal, log, endLinks } = deps;

  const widened = (current: Contact, access: Contact['access'], mayComeBack: boolean): Contact | undefined => {
    if (current.status === 'active') {
      if (current.access === undefined || access === 'delegated') return undefined;
      const { access: _narrow, ...whole } = current;
      return whole;
    }
    if (!mayComeBack) throw new AppError('conflict', `${current.name} is not a contact any more. Nothing was changed.`);
    const { access: _before, replacedBy: _gone, ...rest } = current;
    return { ...rest, status: 'active', ...(access ? { access } : {}) };
  };

  return {
    async admit({ partnerKey, colleague, access, namedBy, mayComeBack }) {
      const adopted = async (there: Contact): Promise<Contact> => {
        // A link from before must not open for whoever reads that mailbox now.
        if (there.status === 'left' && mayComeBack) await endLinks(there.key);
        return changeContact(stores, there.key, (current) => widened(current, access, mayComeBack));
      };
      const there = contactAt(stores, partnerKey, colleague.email);
      if (there) return adopted(there);
      for (let turn = 0; turn < MOST_TURNS; turn++) {
        const key = colleagueKey(crypto, partnerKey, colleague.email, turn);
        const contact: Contact = {
          key,
          partnerKey,
          ...colleague,
          language: 'en',
          status: 'active',
          ...(access ? { access } : {}),
          namedBy,
          namedAt: clock.now().toISOString(),
        };
        try {
          return (await stores.contacts.create(contact)).value;
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
          const stored = await stores.contacts.refresh(key);
          if (stored?.value.partnerKey !== partnerKey) throw error;
          // Another process was first; or the contact has another address by now and may be another person.
          if (stored.value.email === colleague.email) return adopted(stored.value);
        }
      }
      throw new AppError(
        'conflict',
        `${colleague.name} could not be added, because this address was given to others before. Nothing was changed.`,
      );
    },

    async handOver(assessmentKey, delegation) {
      await changeAssessment(stores, assessmentKey, (current): Assessment | undefined => {
        const all = current.delegations ?? [];
        const before = all.find(({ key }) => key === delegation.key);
        if (before && before.state !== 'withdrawn') return undefined;
        if (current.status === 'submitted')
          throw new AppError('conflict', 'These answers were sent meanwhile, so nothing was handed over.');
        const open = all.flatMap(({ to, state, places }) => (to === delegation.to && state === 'open' ? places : []));
        const places = delegation.places.filter((place) => !open.some((each) => isSamePlace(each, place)));
        if (places.length === 0) return undefined;
        return {
          ...current,
          delegations: bounded([...all.filter((each) => each !== before), { ...delegation, places }]),
        };
      });
    },

    async endHandOver(assessmentKey, delegationKey) {
      const endedAt = clock.now().toISOString();
      await changeAssessment(stores, assessmentKey, (current) => {
        const all = current.delegations ?? [];
        const ended = all.find(({ key }) => key === delegationKey);
        if (!ended)
          throw new AppError('notFound', 'This was not handed over, or it is long ago. Please reload the page.');
        if (ended.state === 'withdrawn') return undefined;
        // What the same person had of these parts from before closes with it; else they would still be open.
        const closed = (each: Delegation): Delegation => {
          if (each.key === delegationKey) return withdrawn(each, endedAt);
          if (each.to !== ended.to || each.state === 'withdrawn') return each;
          const places = each.places.filter((place) => !ended.places.some((other) => isSamePlace(other, place)));
          if (places.length === each.places.length) return each;
          return places.length === 0 ? withdrawn(each, endedAt) : { ...each, places };
        };
        return { ...current, delegations: all.map(closed) };
      });
    },

    widen: (contactKey, widened) =>
      changeContact(stores, contactKey, (current) => {
        if (current.status !== 'active')
          throw new AppError('conflict', `${current.name} is not a contact any more. Nothing was changed.`);
        if (current.access === undefined) return undefined;
        const { access: _narrow, ...whole } = current;
        return { ...whole, widened };
      }),

    narrow: (contactKey) =>
      changeContact(stores, contactKey, (current) => {
        if (current.access === 'delegated') return undefined;
        if (!current.widened)
          throw new AppError(
            'conflict',
            `${current.name} was asked for the whole from the beginning, so nothing was changed.`,
          );
        const isOther = ({ value }: Stored<Contact>): boolean => value.key !== contactKey && isAsked(value);
        if (!stores.contacts.by('partnerKey', current.partnerKey).some(isOther))
          throw new AppError(
            'conflict',
            `Nobody else answers the whole, so nothing was changed. Add another contact first, then take it back from ${current.name}.`,
          );
        const { widened: _undone, ...rest } = current;
        return { ...rest, access: 'delegated' };
      }),

    async replace(leaving, successor, by, decidedKey) {
      const endedAt = clock.now().toISOString();
      const passedOn = (delegation: Delegation): Delegation => {
        const isTheirs = delegation.to === leaving.key || (delegation.by === leaving.key && successor !== undefined);
        if (delegation.state !== 'open' || !isTheirs) return delegation;
        if (!successor) return { ...delegation, state: 'withdrawn', endedAt };
        const next: Delegation = {
          ...delegation,
          to: delegation.to === leaving.key ? successor.key : delegation.to,
          by: delegation.by === leaving.key ? successor.key : delegation.by,
        };
        // What the two had handed to each other is the successor's own now.
        return next.to === next.by ? { ...delegation, state: 'withdrawn', endedAt } : next;
      };
      for (const { value } of stores.assessments.by('partnerKey', leaving.partnerKey)) {
        if (!value.delegations?.some((each) => passedOn(each) !== each)) continue;
        await changeAssessment(stores, value.key, (current) => {
          const delegations = current.delegations?.map(passedOn);
          const isSame = delegations?.every((each, position) => each === current.delegations?.[position]) ?? true;
          return isSame ? undefined : { ...current, delegations };
        });
      }
      await changeContact(stores, leaving.key, (current) =>
        current.status === 'left'
          ? undefined
          : { ...current, status: 'left', ...(successor ? { replacedBy: successor.key } : {}) },
      );
      await endLinks(leaving.key);
      for (const { value, version } of stores.partnerRequests.by('contactKey', leaving.key)) {
        const isSettled = value.kind === 'colleague' && value.reason === 'notMe' && value.state === 'open';
        if (!isSettled || value.key === decidedKey) continue;
        // Nobody agreed to a person who was named before and is not the one who comes now.
        const isOther = value.colleague !== undefined && value.colleague.email !== successor?.email;
        const settled = isOther
          ? {
              state: 'refused' as const,
              decisionNote: `Not needed any more: ${successor?.name ?? 'somebody else'} was named instead.`,
            }
          : { state: 'agreed' as const };
        await stores.partnerRequests.update(
          { ...value, ...settled, isSettled: true, decidedBy: by, decidedAt: endedAt },
          version,
        );
      }
    },

    async note(assessmentKey, act, actorId, detail) {
      const isThere = stores.journal
        .by('aggregate', assessmentKey)
        .some(({ value }) => value.act === act && value.actorId === actorId && value.detail === detail);
      if (isThere) return;
      try {
        const { journalSeq = 0, journalHash = '' } = stores.assessments.get(assessmentKey)?.value ?? {};
        const head = await journal.append(
          assessmentKey,
          { seq: journalSeq, hash: journalHash },
          { act, actorId, detail },
        );
        await setJournalHead(stores, assessmentKey, head);
      } catch (error) {
        log.error({ assessmentKey, act, error: String(error) }, 'an act of contacts is not in the journal');
      }
    },
  };
}
