import type { Contact } from '../domain/contact';
import { isSamePlace } from '../domain/delegation';
import type { ColleagueRequest } from '../domain/partnerRequest';
import type { Person } from '../domain/person';
import { AppError } from '../errors';
import { actorOf, demand, demandOpen, partnerFor } from './access';
import type { AnsweringReader } from './answering';
import type { ColleagueActs } from './colleagueActs';
import { cleanNote, colleagueKey } from './colleagueNaming';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Crypto, Stored, Stores } from './ports';
import type { UseCases } from './useCases';

/**
 * Agrees to a colleague whom a contact named, or refuses. It adds a contact, so it takes the right to edit the partner:
 * managers, and the buyer who owns it. What follows from agreeing is done before the request is marked, so that after a
 * crash it is still open, and agreeing again does only what is missing.
 */
export const decideColleague = (deps: {
  stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns' | 'partnerRequests'>;
  clock: Clock;
  crypto: Pick<Crypto, 'sha256Hex'>;
  queue: KeyedQueue;
  reader: AnsweringReader;
  acts: ColleagueActs;
}): UseCases['decideColleague'] => {
  const { stores, clock, crypto, queue, reader, acts } = deps;

  const notHere = (): AppError =>
    new AppError('notFound', 'This request is not here any more, or it is not about one of your partners.');

  const admitted = (request: ColleagueRequest, access: Contact['access']): Promise<Contact> | undefined =>
    request.colleague &&
    acts.admit({
      key: colleagueKey(crypto, request.partnerKey, request.key),
      partnerKey: request.partnerKey,
      colleague: request.colleague,
      access,
      namedBy: request.contactKey,
      mayComeBack: true,
    });

  /** The colleague becomes a contact and gets the parts that are still there. */
  async function handOver(request: ColleagueRequest): Promise<void> {
    const assessment = stores.assessments.get(request.assessmentKey);
    const campaign = assessment && stores.campaigns.get(assessment.value.campaignKey);
    const partner = stores.partners.get(request.partnerKey);
    if (!assessment || !campaign || !partner) throw notHere();
    demandOpen({ assessment, campaign });
    const { questionnaire } = await reader.read({ assessment, campaign, partner });
    const places = (request.places ?? []).filter((place) =>
      questionnaire.sections.some(({ id, siteId }) => isSamePlace({ sectionId: id, siteId }, place)),
    );
    const colleague = places.length === 0 ? undefined : await admitted(request, 'delegated');
    if (!colleague)
      throw new AppError('conflict', 'The parts that were to be handed over are not asked any more. Refuse instead.');
    await acts.handOver(request.assessmentKey, {
      key: request.key,
      places,
      to: colleague.key,
      by: request.contactKey,
      at: clock.now().toISOString(),
      ...(request.note ? { note: request.note } : {}),
      state: 'open',
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

  return async (by, requestKey, { isAgreed, note }) => {
    const { value } = pending(by, requestKey);
    await queue.run(`colleagues ${value.partnerKey}`, async () => {
      // Read from SharePoint: the decision may have been made by another instance of the service.
      if (!(await stores.partnerRequests.refresh(requestKey))) throw notHere();
      const { value: request, version } = pending(by, requestKey);
      const decision = isAgreed ? 'agreed' : 'refused';
      if (request.state === decision) return;
      if (request.state !== 'open')
        throw new AppError(
          'conflict',
          `${request.decidedBy?.name ?? 'Somebody'} has decided this already, so nothing was changed. Reload the page.`,
        );
      if (isAgreed) await (request.reason === 'delegate' ? handOver(request) : replace(request, by));
      const decisionNote = cleanNote(note);
      const { id: actorId } = actorOf(by);
      await stores.partnerRequests.update(
        {
          ...request,
          state: decision,
          decidedBy: actorOf(by),
          decidedAt: clock.now().toISOString(),
          ...(decisionNote ? { decisionNote } : {}),
        },
        version,
      );
      const act = isAgreed ? 'colleagueAgreed' : 'colleagueRefused';
      await acts.note(request.assessmentKey, act, actorId, `${request.reason} ${request.key}`);
    });
  };
};
