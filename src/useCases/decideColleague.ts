import type { Contact } from '../domain/contact';
import { isSamePlace } from '../domain/delegation';
import type { ColleagueRequest } from '../domain/partnerRequest';
import type { Person } from '../domain/person';
import { AppError } from '../errors';
import { actorOf, actorOfContact, demand, partnerFor } from './access';
import type { AnsweringReader } from './answering';
import { type ColleagueActs, contactAt } from './colleagueActs';
import { cleanNote } from './colleagueNaming';
import { mayBeChanged, overSentence, standIn } from './decideRules';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Stored, Stores } from './ports';
import type { UseCases } from './useCases';

/**
 * Agrees to a colleague whom a contact named, or refuses. It adds a contact, so it takes the right to edit the partner:
 * managers, and the buyer who owns it. What follows from agreeing is done before the request is marked, so that after a
 * crash it is still open, and agreeing again does only what is missing. Who says so can decide otherwise later, while
 * nothing was built on the decision.
 */
export const decideColleague = (deps: {
  stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns' | 'partnerRequests'>;
  clock: Clock;
  queue: KeyedQueue;
  reader: AnsweringReader;
  acts: ColleagueActs;
}): UseCases['decideColleague'] => {
  const { stores, clock, queue, reader, acts } = deps;

  const notHere = (): AppError =>
    new AppError('notFound', 'This request is not here any more, or it is not about one of your partners.');

  const admitted = (request: ColleagueRequest, access: Contact['access']): Promise<Contact> | undefined =>
    request.colleague &&
    acts.admit({
      partnerKey: request.partnerKey,
      colleague: request.colleague,
      access,
      namedBy: request.contactKey,
      mayComeBack: true,
    });

  /** The colleague becomes a contact and gets the parts that are still there. */
  async function handOver(request: ColleagueRequest): Promise<void> {
    const over = overSentence(stores, request);
    if (over !== undefined) throw new AppError('conflict', over);
    const assessment = stores.assessments.get(request.assessmentKey);
    const campaign = assessment && stores.campaigns.get(assessment.value.campaignKey);
    const partner = stores.partners.get(request.partnerKey);
    if (!assessment || !campaign || !partner) throw notHere();
    const { questionnaire } = await reader.read({ assessment, campaign, partner });
    const places = (request.places ?? []).filter((place) =>
      questionnaire.sections.some(({ id, siteId }) => isSamePlace({ sectionId: id, siteId }, place)),
    );
    const colleague = places.length === 0 ? undefined : await admitted(request, 'delegated');
    if (!colleague)
      throw new AppError('conflict', 'The parts that were to be handed over are not asked any more. Refuse instead.');
    const by = standIn(stores, request)?.key ?? request.contactKey;
    // Took the contact's place since: the parts are their own now.
    if (by === colleague.key) return;
    await acts.handOver(request.assessmentKey, {
      key: request.key,
      places,
      to: colleague.key,
      by,
      at: clock.now().toISOString(),
      ...(request.note ? { note: request.note } : {}),
      state: 'open',
    });
  }

  /** The colleague, who answers parts, answers everything. */
  async function widen({ key, partnerKey, colleague, contactKey }: ColleagueRequest): Promise<void> {
    const there = colleague && contactAt(stores, partnerKey, colleague.email);
    if (there?.status !== 'active')
      throw new AppError(
        'conflict',
        `${colleague?.name ?? 'The colleague'} is not a contact any more, so nothing was changed. Refuse instead.`,
      );
    const by = stores.contacts.get(contactKey)?.value;
    await acts.widen(there.key, {
      key,
      by: by ? actorOfContact(by) : { id: `contact:${contactKey}`, name: 'A colleague' },
      at: clock.now().toISOString(),
    });
  }

  /** The colleague takes the contact's place; without one, the contact leaves to the others that there are. */
  async function replace(request: ColleagueRequest, by: Person): Promise<void> {
    const leaving = stores.contacts.get(request.contactKey)?.value;
    const successor = await admitted(request, undefined);
    if (!leaving || leaving.status === 'left') return;
    const isOther = ({ value }: Stored<Contact>): boolean =>
      value.key !== leaving.key && value.status === 'active' && value.access === undefined;
    if (!stores.contacts.by('partnerKey', request.partnerKey).some(isOther))
      throw new AppError(
        'invalid',
        `There is nobody else to ask yet, so nothing was changed. Add the new contact first, then agree that ${leaving.name} is not asked any more.`,
      );
    await acts.replace(leaving, successor, actorOf(by), request.key);
  }

  const pending = (by: Person, requestKey: string): Stored<ColleagueRequest> => {
    demand(by, 'read');
    const stored = stores.partnerRequests.get(requestKey);
    if (stored?.value.kind !== 'colleague') throw notHere();
    partnerFor(stores, by, 'edit', stored.value.partnerKey);
    return { value: stored.value, version: stored.version };
  };

  const carryOut = (request: ColleagueRequest, by: Person): Promise<void> =>
    request.reason === 'delegate'
      ? handOver(request)
      : request.reason === 'whole'
        ? widen(request)
        : replace(request, by);

  /** What was agreed to is as it was before; `mayBeChanged` has said that it can be. */
  async function undo(request: ColleagueRequest): Promise<void> {
    const { key, reason, partnerKey, assessmentKey, colleague } = request;
    if (reason === 'delegate') await acts.endHandOver(assessmentKey, key);
    const widened = reason === 'whole' && colleague && contactAt(stores, partnerKey, colleague.email);
    if (widened) await acts.narrow(widened.key);
  }

  return async (by, requestKey, { isAgreed, note, isChange }) => {
    const { value } = pending(by, requestKey);
    await queue.run(`colleagues ${value.partnerKey}`, async () => {
      // Read from SharePoint: the decision may have been made by another instance of the service.
      if (!(await stores.partnerRequests.refresh(requestKey))) throw notHere();
      const { value: request, version } = pending(by, requestKey);
      const decision = isAgreed ? 'agreed' : 'refused';
      if (request.state === decision) return;
      const isAgain = request.state !== 'open';
      if (isAgain && !isChange)
        throw new AppError(
          'conflict',
          `${request.decidedBy?.name ?? 'Somebody'} has decided this already, so nothing was changed. Reload the page.`,
        );
      if (isAgain && !mayBeChanged(stores, request))
        throw new AppError(
          'conflict',
          'The work has gone on since this was decided, so nothing was changed. Change the contacts of the partner instead.',
        );
      const isClosed = !isAgain && !isAgreed && overSentence(stores, request) !== undefined;
      if (isAgreed) await carryOut(request, by);
      else if (isAgain) await undo(request);
      const { decisionNote: _before, ...rest } = request;
      const decisionNote = cleanNote(note);
      const decisions = isAgain ? (request.decisions ?? 1) + 1 : undefined;
      const { id: actorId } = actorOf(by);
      await stores.partnerRequests.update(
        {
          ...rest,
          state: decision,
          decidedBy: actorOf(by),
          decidedAt: clock.now().toISOString(),
          ...(decisionNote ? { decisionNote } : {}),
          ...(decisions ? { decisions } : {}),
          ...(isClosed ? { isClosed } : {}),
        },
        version,
      );
      const act = isAgreed ? 'colleagueAgreed' : 'colleagueRefused';
      const detail = [request.reason, request.key, decisions, isClosed ? 'closed' : undefined];
      await acts.note(request.assessmentKey, act, actorId, detail.filter((part) => part !== undefined).join(' '));
    });
  };
};
