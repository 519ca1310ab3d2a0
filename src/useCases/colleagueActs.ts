import type { Assessment } from '../domain/assessment';
import type { Contact } from '../domain/contact';
import { type Delegation, isSamePlace } from '../domain/delegation';
import type { JournalAct } from '../domain/journal';
import type { Actor } from '../domain/person';
import { AppError } from '../errors';
import { changeAssessment, setJournalHead } from './changeAssessment';
import { changeContact } from './changeContact';
import type { NamedColleague } from './colleagueNaming';
import type { Journal } from './journal';
import type { EndLinks } from './links';
import type { Clock, Log, Stores } from './ports';

// A row of an assessment holds 60,000 characters.
const MOST_DELEGATIONS = 40;
const MOST_PLACES = 300;

/** The writes behind naming colleagues. Each can be repeated and then does only what is missing. */
export interface ColleagueActs {
  /** The contact with this key, or the active one with this address at the partner; `undefined` when there is neither. */
  known(partnerKey: string, key: string, email: string): Contact | undefined;
  /**
   * Makes the colleague a contact, or widens what an active contact answers; never narrows it. Somebody who has left
   * comes back only when `mayComeBack`: otherwise the caller asks the customer first.
   */
  admit(given: {
    readonly key: string;
    readonly partnerKey: string;
    readonly colleague: NamedColleague;
    readonly access: Contact['access'];
    readonly namedBy: string;
    readonly mayComeBack: boolean;
  }): Promise<Contact>;
  /** Adds a delegation, without the places that are open to that person already. Throws `conflict` once answers were sent. */
  handOver(assessmentKey: string, delegation: Delegation): Promise<void>;
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

export function createColleagueActs(deps: {
  stores: Pick<Stores, 'contacts' | 'assessments' | 'journal' | 'partnerRequests'>;
  clock: Clock;
  journal: Journal;
  log: Log;
  endLinks: EndLinks;
}): ColleagueActs {
  const { stores, clock, journal, log, endLinks } = deps;

  const known: ColleagueActs['known'] = (partnerKey, key, email) => {
    const own = stores.contacts.get(key)?.value;
    if (own?.partnerKey === partnerKey) return own;
    return contactAt(stores, partnerKey, email);
  };

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
    known,

    async admit({ key, partnerKey, colleague, access, namedBy, mayComeBack }) {
      const there = known(partnerKey, key, colleague.email);
      if (there) {
        // A link from before must not open for whoever reads that mailbox now.
        if (there.status === 'left' && mayComeBack) await endLinks(there.key);
        return changeContact(stores, there.key, (current) => widened(current, access, mayComeBack));
      }
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
        return stored.value;
      }
    },

    async handOver(assessmentKey, delegation) {
      await changeAssessment(stores, assessmentKey, (current): Assessment | undefined => {
        const all = current.delegations ?? [];
        if (all.some(({ key }) => key === delegation.key)) return undefined;
        if (current.status === 'submitted')
          throw new AppError('conflict', 'These answers were sent meanwhile, so nothing was handed over.');
        const open = all.flatMap(({ to, state, places }) => (to === delegation.to && state === 'open' ? places : []));
        const places = delegation.places.filter((place) => !open.some((each) => isSamePlace(each, place)));
        if (places.length === 0) return undefined;
        return { ...current, delegations: bounded([...all, { ...delegation, places }]) };
      });
    },

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
        await stores.partnerRequests.update({ ...value, ...settled, decidedBy: by, decidedAt: endedAt }, version);
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
