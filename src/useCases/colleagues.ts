import type { NamingResult } from '../contracts/collaboration';
import type { Contact } from '../domain/contact';
import { type Delegation, isSamePlace, type SectionPlace } from '../domain/delegation';
import type { ColleagueRequest, PartnerRequest } from '../domain/partnerRequest';
import type { Questionnaire } from '../domain/questionnaire';
import { AppError } from '../errors';
import { actorOfContact, type AnsweringScope, assessmentFor, demandOpen, demandWhole } from './access';
import type { AnsweringReader } from './answering';
import { changeAssessment } from './changeAssessment';
import { type ColleagueActs, contactAt } from './colleagueActs';
import {
  type AskFirst,
  askFirst,
  askFirstInWords,
  cleanNote,
  colleagueKey,
  demandRoomForOneMore,
  type NamedColleague,
  namedColleague,
} from './colleagueNaming';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Crypto, Stored, Stores } from './ports';
import type { Answering, UseCases } from './useCases';

type ColleagueUseCases = Pick<UseCases, 'delegate' | 'withdrawDelegation' | 'finishDelegation' | 'notMe'>;

/** The places asked for, each once. Throws `notFound` for one that the questionnaire does not have. */
function askedPlaces({ sections }: Questionnaire, places: readonly SectionPlace[]): readonly SectionPlace[] {
  const found = sections.flatMap(({ id, siteId }): SectionPlace[] => {
    const place = siteId === undefined ? { sectionId: id } : { sectionId: id, siteId };
    return places.some((each) => isSamePlace(each, place)) ? [place] : [];
  });
  const isFound = (place: SectionPlace): boolean => found.some((each) => isSamePlace(each, place));
  if (found.length === 0 || !places.every(isFound))
    throw new AppError('notFound', 'This part of the questionnaire is not asked. Please reload the page.');
  return found;
}

const done = (message: string): NamingResult => ({ outcome: 'done', message });

/**
 * How contacts share the work: they hand parts over, give them back, and say who should be asked instead. What one
 * partner's contacts do here waits for each other, so that two who name the same colleague make one contact.
 */
export function createColleagues(deps: {
  stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns' | 'partnerRequests'>;
  clock: Clock;
  crypto: Pick<Crypto, 'sha256Hex'>;
  queue: KeyedQueue;
  reader: AnsweringReader;
  acts: ColleagueActs;
  customerName: string;
}): ColleagueUseCases {
  const { stores, clock, crypto, queue, reader, acts, customerName } = deps;
  const now = (): string => clock.now().toISOString();

  const inTurn = <T>(by: Answering, work: () => Promise<T>): Promise<T> =>
    queue.run(`colleagues ${by.contact.partnerKey}`, work);

  /** The request that an earlier call with the same id made. Throws `conflict` for an id that is somebody else's. */
  const requestOf = (key: string, { contact, assessment }: AnsweringScope): ColleagueRequest | undefined => {
    const found = stores.partnerRequests.get(key)?.value;
    if (!found) return undefined;
    const isOwn = found.contactKey === contact.key && found.assessmentKey === assessment.value.key;
    if (isOwn && found.kind === 'colleague') return found;
    throw new AppError('conflict', 'This was sent already for something else. Please reload the page and try again.');
  };

  const ask = async (scope: AnsweringScope, request: ColleagueRequest): Promise<void> => {
    const isSame = ({ value }: Stored<PartnerRequest>): boolean =>
      value.kind === 'colleague' &&
      value.state === 'open' &&
      value.assessmentKey === request.assessmentKey &&
      value.reason === request.reason &&
      value.colleague?.email === request.colleague?.email &&
      JSON.stringify(value.places) === JSON.stringify(request.places);
    if (stores.partnerRequests.by('contactKey', scope.contact.key).some(isSame)) return;
    demandRoomForOneMore(stores, scope.partner.value.key, clock.now());
    try {
      await stores.partnerRequests.create(request);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
      await stores.partnerRequests.refresh(request.key);
      if (!requestOf(request.key, scope)) throw error;
    }
    const { id } = actorOfContact(scope.contact);
    await acts.note(request.assessmentKey, 'colleagueNamed', id, `${request.reason} ${request.key} asked`);
  };

  const requestFor = (
    { contact, assessment, partner }: AnsweringScope,
    key: string,
    rest: Pick<ColleagueRequest, 'reason' | 'colleague' | 'places' | 'note'>,
  ): ColleagueRequest => ({
    key,
    kind: 'colleague',
    assessmentKey: assessment.value.key,
    partnerKey: partner.value.key,
    contactKey: contact.key,
    at: now(),
    state: 'open',
    ...rest,
  });

  const waits = ({ campaign }: AnsweringScope, name: string, why?: string): NamingResult => ({
    outcome: 'waits',
    message: `${campaign.value.askedBy.name} at ${customerName} is asked about ${name} first${why ? `, because ${why}` : ''}. Until then nothing changes, and you see the answer here.`,
  });

  /** Why the customer is asked first about this colleague; `undefined` when nobody needs to be. */
  const whyAskFirst = (scope: AnsweringScope, colleague: NamedColleague, isForWhole: boolean): AskFirst | undefined => {
    const there = contactAt(stores, scope.partner.value.key, colleague.email);
    if (there?.status === 'left') return 'hasLeft';
    // Whoever answers for the partner already needs no new agreement, unless it is to see more than before.
    if (there && (there.access === undefined || !isForWhole)) return undefined;
    return askFirst(scope.contact.email, colleague.email);
  };

  const demandOther = (contact: Contact, other: Pick<Contact, 'key'> | undefined, email?: string): void => {
    if (other?.key === contact.key || (email !== undefined && email === contact.email))
      throw new AppError('invalid', 'This is your own name. Choose a colleague, or answer this part yourself.');
  };

  const delegated = async (scope: AnsweringScope, delegation: Delegation, to: Contact): Promise<NamingResult> => {
    const { id } = actorOfContact(scope.contact);
    await acts.handOver(scope.assessment.value.key, delegation);
    await acts.note(scope.assessment.value.key, 'handedOver', id, `${delegation.key} contact:${to.key}`);
    return done(
      to.access === 'delegated'
        ? `${to.name} gets a message with a link of their own and answers only what you handed over. You can still answer it as well.`
        : `${to.name} answers this questionnaire too and sees there that it was handed over to them. You can still answer it as well.`,
    );
  };

  return {
    delegate: (by, assessmentKey, input) =>
      inTurn(by, async () => {
        const open = (): AnsweringScope => {
          const scope = assessmentFor(stores, by, assessmentKey);
          demandWhole(scope);
          demandOpen(scope);
          return scope;
        };
        const before = open();
        const state = await reader.read(before);
        const scope = open();
        const { contact, assessment, partner } = scope;
        const places = askedPlaces(state.questionnaire, input.places);
        const note = cleanNote(input.note);
        const base = { key: input.requestId, places, by: contact.key, at: now(), ...(note ? { note } : {}) };

        if ('contactKey' in input.to) {
          const to = stores.contacts.get(input.to.contactKey)?.value;
          if (to?.partnerKey !== contact.partnerKey || to.status !== 'active')
            throw new AppError('notFound', 'This colleague is not a contact any more. Please reload the page.');
          demandOther(contact, to);
          return delegated(scope, { ...base, to: to.key, state: 'open' }, to);
        }

        const colleague = namedColleague(input.to);
        const key = colleagueKey(crypto, partner.value.key, input.requestId);
        demandOther(contact, contactAt(stores, partner.value.key, colleague.email), colleague.email);
        const earlier = requestOf(input.requestId, scope);
        if (earlier) return waits(scope, earlier.colleague?.name ?? colleague.name);
        const why = whyAskFirst(scope, colleague, false);
        if (why) {
          await ask(scope, requestFor(scope, input.requestId, { reason: 'delegate', colleague, places, note }));
          return waits(scope, colleague.name, askFirstInWords(why, colleague.email));
        }
        if (!acts.known(partner.value.key, key, colleague.email))
          demandRoomForOneMore(stores, partner.value.key, clock.now());
        const to = await acts.admit({
          key,
          partnerKey: partner.value.key,
          colleague,
          access: 'delegated',
          namedBy: contact.key,
          mayComeBack: false,
        });
        const result = await delegated(scope, { ...base, to: to.key, state: 'open' }, to);
        if (to.key === key)
          await acts.note(
            assessment.value.key,
            'colleagueNamed',
            actorOfContact(contact).id,
            `delegate ${input.requestId} contact:${key}`,
          );
        return result;
      }),

    withdrawDelegation: (by, assessmentKey, delegationKey) =>
      inTurn(by, async () => {
        const scope = assessmentFor(stores, by, assessmentKey);
        demandWhole(scope);
        const endedAt = now();
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
        await acts.note(assessmentKey, 'handOverEnded', actorOfContact(scope.contact).id, `withdrawn ${delegationKey}`);
      }),

    finishDelegation: (by, assessmentKey) =>
      inTurn(by, async () => {
        const { contact } = assessmentFor(stores, by, assessmentKey);
        const endedAt = now();
        await changeAssessment(stores, assessmentKey, (current) => {
          const isOwn = ({ to, state }: Delegation): boolean => to === contact.key && state === 'open';
          if (!current.delegations?.some(isOwn)) return undefined;
          const delegations = current.delegations.map(
            (each): Delegation => (isOwn(each) ? { ...each, state: 'done', endedAt } : each),
          );
          return { ...current, delegations };
        });
      }),

    notMe: (by, assessmentKey, input) =>
      inTurn(by, async () => {
        const stored = stores.contacts.get(by.contact.key)?.value;
        const row = stores.assessments.get(assessmentKey)?.value;
        const isOwn = stored !== undefined && row?.partnerKey === stored.partnerKey;
        // Said before, and the answer was lost on its way.
        if (isOwn && stored.status === 'left' && stored.replacedBy !== undefined) {
          const successor = stores.contacts.get(stored.replacedBy)?.value;
          await acts.replace(stored, successor);
          return done(thanks(successor?.name));
        }
        const declinedBefore = row?.delegations?.filter(({ to, isDeclined }) => to === stored?.key && isDeclined);
        if (isOwn && stored.access === 'delegated' && declinedBefore?.length) return givenBack(declinedBefore);

        const scope = assessmentFor(stores, by, assessmentKey);
        const { contact, partner } = scope;
        const { id } = actorOfContact(contact);
        if (scope.places) {
          const endedAt = now();
          const isTheirs = ({ to, state }: Delegation): boolean => to === contact.key && state !== 'withdrawn';
          const { value } = await changeAssessment(stores, assessmentKey, (current) => {
            if (!current.delegations?.some(isTheirs)) return undefined;
            const delegations = current.delegations.map((each) =>
              isTheirs(each) ? { ...withdrawn(each, endedAt), isDeclined: true } : each,
            );
            return { ...current, delegations };
          });
          await acts.note(assessmentKey, 'handOverEnded', id, `declined ${input.requestId}`);
          return givenBack(value.delegations?.filter(({ to, isDeclined }) => to === contact.key && isDeclined) ?? []);
        }

        const note = cleanNote(input.note);
        const earlier = requestOf(input.requestId, scope);
        if (!input.colleague) {
          if (!earlier) await ask(scope, requestFor(scope, input.requestId, { reason: 'notMe', note }));
          return {
            outcome: 'told',
            message: `${scope.campaign.value.askedBy.name} at ${customerName} is told that somebody else should be asked. You get no more reminders while they look for that person.`,
          };
        }
        const colleague = namedColleague(input.colleague);
        demandOther(contact, contactAt(stores, partner.value.key, colleague.email), colleague.email);
        if (earlier) return waits(scope, earlier.colleague?.name ?? colleague.name);
        const why = whyAskFirst(scope, colleague, true);
        if (why) {
          await ask(scope, requestFor(scope, input.requestId, { reason: 'notMe', colleague, note }));
          return waits(scope, colleague.name, askFirstInWords(why, colleague.email));
        }
        const key = colleagueKey(crypto, partner.value.key, input.requestId);
        if (!acts.known(partner.value.key, key, colleague.email))
          demandRoomForOneMore(stores, partner.value.key, clock.now());
        const successor = await acts.admit({
          key,
          partnerKey: partner.value.key,
          colleague,
          access: undefined,
          namedBy: contact.key,
          mayComeBack: false,
        });
        await acts.note(assessmentKey, 'notMe', id, `${input.requestId} contact:${successor.key}`);
        await acts.replace(contact, successor);
        return done(thanks(successor.name));
      }),
  };

  function givenBack(declined: readonly Delegation[]): NamingResult {
    const last = declined.at(-1);
    const name = (last && stores.contacts.get(last.by)?.value.name) ?? 'your colleague';
    return {
      outcome: 'told',
      message: `${name} sees that this part is not yours and answers it, or hands it to somebody else. Nothing that was answered is lost.`,
    };
  }
}

/** What the colleague was told is for them alone and goes with the part. */
function withdrawn({ note: _, ...delegation }: Delegation, endedAt: string): Delegation {
  return { ...delegation, state: 'withdrawn', endedAt };
}

const thanks = (name: string | undefined): string =>
  `Thank you. ${name ?? 'Your colleague'} is asked instead of you and gets a message. Your link no longer works, and what you answered is kept.`;
