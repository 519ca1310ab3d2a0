import type { NamingResult } from '../contracts/collaboration';
import type { Contact } from '../domain/contact';
import type { ColleagueRequest, PartnerRequest } from '../domain/partnerRequest';
import { AppError } from '../errors';
import { actorOfContact, type AnsweringScope } from './access';
import { type ColleagueActs, contactAt } from './colleagueActs';
import {
  type AskFirst,
  askFirst,
  askFirstInWords,
  demandRoomForOneMore,
  type NamedColleague,
  namedColleague,
} from './colleagueNaming';
import type { Clock, Stored, Stores } from './ports';

/** What a contact wants of a colleague. */
export type Wish = Pick<ColleagueRequest, 'reason' | 'colleague' | 'places' | 'note'>;

/** Names that wait for the customer's agreement, and when that is. */
export interface ColleagueRequests {
  /** The colleague as given, cleaned. Throws `invalid` for no name, no address, or the contact's own. */
  named(scope: AnsweringScope, given: NamedColleague): NamedColleague;
  /** Throws `invalid` when it is the contact themselves. */
  demandOther(contact: Contact, other: Pick<Contact, 'key'> | undefined): void;
  /** The request that an earlier call with the same id made. Throws `conflict` for an id that is somebody else's. */
  earlier(key: string, scope: AnsweringScope): ColleagueRequest | undefined;
  /** Asks the customer where the rules say so; `undefined` when the colleague may be written to at once. */
  askWhereNeeded(
    scope: AnsweringScope,
    key: string,
    wish: Wish & { colleague: NamedColleague },
  ): Promise<NamingResult | undefined>;
  /** Asks the customer, once for the same wish. Throws `tooMany`. */
  ask(scope: AnsweringScope, key: string, wish: Wish): Promise<void>;
}

export function createColleagueRequests(deps: {
  stores: Pick<Stores, 'contacts' | 'partnerRequests'>;
  clock: Clock;
  acts: ColleagueActs;
  customerName: string;
}): ColleagueRequests {
  const { stores, clock, acts, customerName } = deps;

  const earlier: ColleagueRequests['earlier'] = (key, { contact, assessment }) => {
    const found = stores.partnerRequests.get(key)?.value;
    if (!found) return undefined;
    const isOwn = found.contactKey === contact.key && found.assessmentKey === assessment.value.key;
    if (isOwn && found.kind === 'colleague') return found;
    throw new AppError('conflict', 'This was sent already for something else. Please reload the page and try again.');
  };

  const demandOther: ColleagueRequests['demandOther'] = (contact, other) => {
    if (other?.key === contact.key)
      throw new AppError('invalid', 'That is you. Please choose or name somebody else. Nothing was changed.');
  };

  const ask: ColleagueRequests['ask'] = async (scope, key, wish) => {
    const { contact, assessment, partner } = scope;
    const assessmentKey = assessment.value.key;
    const isSame = ({ value }: Stored<PartnerRequest>): boolean =>
      value.kind === 'colleague' &&
      value.state === 'open' &&
      value.assessmentKey === assessmentKey &&
      value.reason === wish.reason &&
      value.colleague?.email === wish.colleague?.email &&
      JSON.stringify(value.places) === JSON.stringify(wish.places);
    if (stores.partnerRequests.by('contactKey', contact.key).some(isSame)) return;
    const now = clock.now();
    demandRoomForOneMore(stores, partner.value.key, now);
    try {
      await stores.partnerRequests.create({
        key,
        kind: 'colleague',
        assessmentKey,
        partnerKey: partner.value.key,
        contactKey: contact.key,
        at: now.toISOString(),
        state: 'open',
        ...wish,
      });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
      await stores.partnerRequests.refresh(key);
      if (!earlier(key, scope)) throw error;
    }
    await acts.note(assessmentKey, 'colleagueNamed', actorOfContact(contact).id, `${wish.reason} ${key} asked`);
  };

  /** Why the customer is asked first about this colleague; `undefined` when nobody needs to be. */
  const whyAskFirst = (
    { contact, partner }: AnsweringScope,
    email: string,
    isForWhole: boolean,
  ): AskFirst | undefined => {
    const there = contactAt(stores, partner.value.key, email);
    if (there?.status === 'left') return 'hasLeft';
    // Whoever answers for the partner already needs no new agreement, unless it is to see more than before.
    if (there && (there.access === undefined || !isForWhole)) return undefined;
    return askFirst(contact.email, email);
  };

  const waits = ({ campaign }: AnsweringScope, name: string, why?: string): NamingResult => ({
    outcome: 'waits',
    message: `${campaign.value.askedBy.name} at ${customerName} is asked about ${name} first${why ? `, because ${why}` : ''}. Until then nothing changes, and you see the answer here.`,
  });

  return {
    earlier,
    demandOther,
    ask,

    named({ contact, partner }, given) {
      const colleague = namedColleague(given);
      const isOwnAddress = colleague.email === contact.email;
      demandOther(contact, isOwnAddress ? contact : contactAt(stores, partner.value.key, colleague.email));
      return colleague;
    },

    async askWhereNeeded(scope, key, wish) {
      const { name, email } = wish.colleague;
      const before = earlier(key, scope);
      if (before) return waits(scope, before.colleague?.name ?? name);
      const why = whyAskFirst(scope, email, wish.reason !== 'delegate');
      if (!why) return undefined;
      await ask(scope, key, wish);
      return waits(scope, name, askFirstInWords(why, email));
    },
  };
}
