import type { NamingResult } from '../contracts/collaboration';
import type { Assessment } from '../domain/assessment';
import type { Contact } from '../domain/contact';
import { type Delegation, isSamePlace, type SectionPlace } from '../domain/delegation';
import type { Questionnaire } from '../domain/questionnaire';
import { AppError } from '../errors';
import { actorOfContact, type AnsweringScope, assessmentFor, demandOpen, demandWhole } from './access';
import type { AnsweringReader } from './answering';
import { changeAssessment } from './changeAssessment';
import { type ColleagueActs, contactAt, withdrawn } from './colleagueActs';
import { cleanNote, demandRoomForOneMore } from './colleagueNaming';
import { createColleagueRequests } from './colleagueRequests';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Stores } from './ports';
import type { Answering, UseCases } from './useCases';
import { waitingParts, waitingSentence } from './waitingParts';

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

const withWords = (result: NamingResult, more: readonly string[]): NamingResult => ({
  ...result,
  message: [result.message, ...more].join(' '),
});

const done = (message: string): NamingResult => ({ outcome: 'done', message });

/**
 * How contacts share the work: they hand parts over, give them back, and say who should be asked instead. What one
 * partner's contacts do here waits for each other, so that two who name the same colleague make one contact.
 */
export function createColleagues(deps: {
  stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns' | 'partnerRequests'>;
  clock: Clock;
  queue: KeyedQueue;
  reader: AnsweringReader;
  acts: ColleagueActs;
  customerName: string;
}): ColleagueUseCases {
  const { stores, clock, queue, reader, acts, customerName } = deps;
  const now = (): string => clock.now().toISOString();

  const requests = createColleagueRequests({ stores, clock, acts, customerName });

  const inTurn = <T>(by: Answering, work: () => Promise<T>): Promise<T> =>
    queue.run(`colleagues ${by.contact.partnerKey}`, work);

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

  /** What the parts wait for in other parts, for the contact who hands them over: by whom each gate is answered. */
  const waitingWords = (
    { contact, assessment }: AnsweringScope,
    { questionnaire, answers }: Awaited<ReturnType<AnsweringReader['read']>>,
    places: readonly SectionPlace[],
  ): readonly string[] =>
    waitingParts(questionnaire, answers, places).map((part) => {
      const whos = part.gates.map(({ place }) => {
        const open = (assessment.value.delegations ?? []).findLast(
          (each) => each.state === 'open' && each.places.some((other) => isSamePlace(other, place)),
        );
        const isYours = !open || open.to === contact.key;
        return isYours ? 'you' : (stores.contacts.get(open.to)?.value.name ?? 'a colleague');
      });
      return waitingSentence(part, [...new Set(whos)].join(' and '));
    });

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
        const waiting = waitingWords(scope, state, places);
        const note = cleanNote(input.note);
        const base = { key: input.requestId, places, by: contact.key, at: now(), ...(note ? { note } : {}) };

        if ('contactKey' in input.to) {
          const to = stores.contacts.get(input.to.contactKey)?.value;
          if (to?.partnerKey !== contact.partnerKey || to.status !== 'active')
            throw new AppError('notFound', 'This colleague is not a contact any more. Please reload the page.');
          requests.demandOther(contact, to);
          return withWords(await delegated(scope, { ...base, to: to.key, state: 'open' }, to), waiting);
        }

        const colleague = requests.named(scope, input.to);
        const wish = { reason: 'delegate', colleague, places, note } as const;
        const waits = await requests.askWhereNeeded(scope, input.requestId, wish);
        if (waits) return waits;
        if (!contactAt(stores, partner.value.key, colleague.email))
          demandRoomForOneMore(stores, partner.value.key, clock.now());
        const to = await acts.admit({
          partnerKey: partner.value.key,
          colleague,
          access: 'delegated',
          namedBy: contact.key,
          mayComeBack: false,
        });
        const result = withWords(await delegated(scope, { ...base, to: to.key, state: 'open' }, to), waiting);
        if (to.namedBy === contact.key)
          await acts.note(
            assessment.value.key,
            'colleagueNamed',
            actorOfContact(contact).id,
            `delegate contact:${to.key}`,
          );
        return result;
      }),

    withdrawDelegation: (by, assessmentKey, delegationKey) =>
      inTurn(by, async () => {
        const scope = assessmentFor(stores, by, assessmentKey);
        demandWhole(scope);
        await acts.endHandOver(assessmentKey, delegationKey);
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
          await acts.replace(stored, successor, actorOfContact(stored));
          return done(thanks(successor?.name, by.source, row?.status));
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
        if (!input.colleague) {
          if (!requests.earlier(input.requestId, scope))
            await requests.ask(scope, input.requestId, { reason: 'notMe', note });
          return {
            outcome: 'told',
            message: `${scope.campaign.value.askedBy.name} at ${customerName} is told that somebody else should be asked. You get no more reminders while they look for that person.`,
          };
        }
        const colleague = requests.named(scope, input.colleague);
        const waits = await requests.askWhereNeeded(scope, input.requestId, { reason: 'notMe', colleague, note });
        if (waits) return waits;
        if (!contactAt(stores, partner.value.key, colleague.email))
          demandRoomForOneMore(stores, partner.value.key, clock.now());
        const successor = await acts.admit({
          partnerKey: partner.value.key,
          colleague,
          access: undefined,
          namedBy: contact.key,
          mayComeBack: false,
        });
        await acts.note(assessmentKey, 'notMe', id, `${input.requestId} contact:${successor.key}`);
        await acts.replace(contact, successor, actorOfContact(contact));
        return done(thanks(successor.name, by.source, row?.status));
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

const thanks = (
  name: string | undefined,
  source: Answering['source'],
  status: Assessment['status'] | undefined,
): string => {
  const next =
    status === 'submitted' ? 'is asked instead of you from now on' : 'is asked instead of you and gets a message';
  const link = source === 'page' ? ' Your link no longer works.' : '';
  return `Thank you. ${name ?? 'Your colleague'} ${next}.${link} What you answered is kept.`;
};
