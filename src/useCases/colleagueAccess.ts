import type { NamingResult } from '../contracts/collaboration';
import type { Contact } from '../domain/contact';
import { AppError } from '../errors';
import { actorOf, actorOfContact, assessmentFor, contactFor, demandOpen, demandWhole } from './access';
import type { ColleagueActs } from './colleagueActs';
import type { ColleagueRequests } from './colleagueRequests';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Stores } from './ports';
import type { UseCases } from './useCases';

/**
 * Whether a colleague answers parts or everything: asked for the whole by a contact who does, or by the customer's
 * people, and taken back the same way. It is about the person, so it holds in every questionnaire of the partner.
 */
export function createColleagueAccess(deps: {
  stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns'>;
  clock: Clock;
  queue: KeyedQueue;
  acts: ColleagueActs;
  requests: Pick<ColleagueRequests, 'askWhereNeeded' | 'demandOther'>;
}): Pick<UseCases, 'widenColleague' | 'narrowColleague' | 'changeAccess'> {
  const { stores, clock, queue, acts, requests } = deps;
  const inTurn = <T>(partnerKey: string, work: () => Promise<T>): Promise<T> =>
    queue.run(`colleagues ${partnerKey}`, work);

  const colleagueOf = (contact: Contact, contactKey: string): Contact => {
    const found = stores.contacts.get(contactKey)?.value;
    if (found?.partnerKey !== contact.partnerKey || found.status !== 'active')
      throw new AppError('notFound', 'This colleague is not a contact any more. Please reload the page.');
    requests.demandOther(contact, found);
    return found;
  };

  return {
    widenColleague: (by, assessmentKey, { requestId, contactKey }) =>
      inTurn(by.contact.partnerKey, async (): Promise<NamingResult> => {
        const scope = assessmentFor(stores, by, assessmentKey);
        demandWhole(scope);
        demandOpen(scope);
        const colleague = colleagueOf(scope.contact, contactKey);
        const { name, email, access, widened } = colleague;
        if (access === undefined && widened?.key !== requestId)
          return { outcome: 'done', message: `${name} answers everything already, as you do.` };
        if (access === 'delegated') {
          if (email === undefined)
            throw new AppError(
              'conflict',
              `There is no mail address of ${name} to compare with yours, so nothing was changed. Please ask ${scope.campaign.value.askedBy.name} to let ${name} answer everything.`,
            );
          const waits = await requests.askWhereNeeded(scope, requestId, {
            reason: 'whole',
            colleague: { name, email },
          });
          if (waits) return waits;
          const at = clock.now().toISOString();
          await acts.widen(contactKey, { key: requestId, by: actorOfContact(scope.contact), at });
        }
        const { id } = actorOfContact(scope.contact);
        await acts.note(assessmentKey, 'accessWidened', id, `${requestId} contact:${contactKey}`);
        return {
          outcome: 'done',
          message: `${name} gets a message, and sees and answers everything from now on, as you do; either of you can send it. You can take this back.`,
        };
      }),

    narrowColleague: (by, assessmentKey, contactKey) =>
      inTurn(by.contact.partnerKey, async () => {
        const scope = assessmentFor(stores, by, assessmentKey);
        demandWhole(scope);
        const before = colleagueOf(scope.contact, contactKey);
        await acts.narrow(contactKey);
        const { id } = actorOfContact(scope.contact);
        if (before.widened)
          await acts.note(assessmentKey, 'accessNarrowed', id, `${before.widened.key} contact:${contactKey}`);
      }),

    async changeAccess(by, contactKey, { requestId, access }) {
      const { partner } = contactFor(stores, by, 'edit', contactKey);
      await inTurn(partner.value.key, async () => {
        const { contact } = contactFor(stores, by, 'edit', contactKey);
        const isWhole = contact.value.access === undefined;
        if (access === 'whole')
          await acts.widen(contactKey, { key: requestId, by: actorOf(by), at: clock.now().toISOString() });
        else await acts.narrow(contactKey);
        if (isWhole === (access === 'whole')) return;
        // The questionnaires that are open tell of it in their history; the row itself says who asked.
        for (const { value } of stores.assessments.by('partnerKey', partner.value.key)) {
          if (value.status !== 'open') continue;
          const act = access === 'whole' ? 'accessWidened' : 'accessNarrowed';
          await acts.note(value.key, act, actorOf(by).id, `${requestId} contact:${contactKey}`);
        }
      });
    },
  };
}
