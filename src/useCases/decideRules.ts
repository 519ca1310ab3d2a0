import type { ColleagueRequest } from '../domain/partnerRequest';
import { contactAt } from './colleagueActs';
import { whoAnswersNow } from './dueOtherMessages';
import type { Stores } from './ports';

type Rows = Pick<Stores, 'contacts' | 'assessments' | 'campaigns' | 'partners'>;

/**
 * Why parts cannot be handed over any more, in words for the customer's people, who then close the request. `undefined`
 * while they can, and for requests that outlive a questionnaire: who answers for the partner.
 */
export function overSentence(stores: Rows, request: ColleagueRequest): string | undefined {
  if (request.reason !== 'delegate') return undefined;
  const assessment = stores.assessments.get(request.assessmentKey)?.value;
  const campaign = assessment && stores.campaigns.get(assessment.campaignKey)?.value;
  const partnerName = stores.partners.get(request.partnerKey)?.value.name ?? 'The partner';
  const name = request.colleague?.name ?? 'The colleague';
  const what = 'so there is nothing left to hand over';
  const next = `Close this request: ${name} is not written to.`;
  if (assessment?.status === 'submitted') return `${partnerName} has sent the answers meanwhile, ${what}. ${next}`;
  if (campaign?.status === 'closed') return `“${campaign.title}” was closed meanwhile, ${what}. ${next}`;
  return undefined;
}

/** Whether a decision can still be changed: nothing was built on it that could not be taken back the same way. */
export function mayBeChanged(stores: Rows, request: ColleagueRequest): boolean {
  const { reason, state, isClosed, isSettled, colleague, contactKey, partnerKey } = request;
  if (state === 'open' || isClosed || isSettled || overSentence(stores, request) !== undefined) return false;
  const isAgreed = state === 'agreed';
  if (reason === 'notMe') return !isAgreed && stores.contacts.get(contactKey)?.value.status === 'active';
  if (reason === 'delegate') {
    if (!isAgreed) return standIn(stores, request) !== undefined;
    const { delegations = [] } = stores.assessments.get(request.assessmentKey)?.value ?? {};
    return delegations.some((each) => each.key === request.key && each.state === 'open');
  }
  const there = colleague && contactAt(stores, partnerKey, colleague.email);
  if (there?.status !== 'active') return false;
  return isAgreed ? there.access === undefined && there.widened?.key === request.key : there.access === 'delegated';
}

/** The contact who named the colleague, or who took that contact's place since. */
export const standIn = (stores: Pick<Stores, 'contacts'>, { partnerKey, contactKey }: ColleagueRequest) =>
  whoAnswersNow(
    stores.contacts.by('partnerKey', partnerKey).map(({ value }) => value),
    contactKey,
  );
