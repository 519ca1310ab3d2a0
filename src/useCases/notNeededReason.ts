import { stepDay } from '../domain/campaign';
import type { Delivery } from '../domain/delivery';
import { isHandedBack } from './dueOtherMessages';
import type { Addressed } from './messageAbout';

/** Why a queued message need not be sent any more; `undefined` when it must. */
export function notNeededReason(delivery: Delivery, addressed: Partial<Addressed>): string | undefined {
  const { campaign, assessment, partner, contact } = addressed;
  if (!campaign || !assessment || !partner || !contact) return 'What this message was about is not here any more.';
  if (partner.status !== 'active') return 'The partner was archived.';
  // Who is not asked any more by a decision is told of just that.
  if ((contact.status !== 'active' && delivery.step !== 'decided') || contact.partnerKey !== delivery.partnerKey)
    return 'The contact does not answer for this partner any more.';
  // A person's answer to a question arrives in any case.
  if (delivery.step === 'reply') return undefined;
  if (assessment.status === 'submitted') return 'The answers arrived before this message was sent.';
  if (campaign.status === 'closed') return 'The campaign was closed before this message was sent.';
  return notAskedReason(delivery, { campaign, assessment, contact });
}

/** The same from what contacts did: handed over, took back, were done, chose another day. */
function notAskedReason(
  { step, about, contactKey }: Delivery,
  { campaign, assessment, contact }: Pick<Addressed, 'campaign' | 'assessment' | 'contact'>,
): string | undefined {
  if (step === 'decided') return undefined;
  if (step === 'widened')
    return contact.widened?.key === about ? undefined : 'The contact is asked for parts only again.';
  const delegations = assessment.delegations ?? [];
  if (step === 'handedBack')
    return delegations.some((each) => each.key === about && isHandedBack(each))
      ? undefined
      : 'The part was taken back before this message was sent.';
  const hasPart = delegations.some(({ to, state }) => to === contactKey && state === 'open');
  if (!hasPart && (step === 'handedOver' || contact.access === 'delegated'))
    return 'What was handed over is done, or was taken back, before this message was sent.';
  const remindOn = assessment.remindOn?.[contactKey];
  if (step === 'later') return about === remindOn ? undefined : 'The contact chose another day to be reminded on.';
  if (step === 'before3' || step === 'dueDay' || step === 'after3')
    return remindOn !== undefined && stepDay(campaign.dueOn, step) <= remindOn
      ? 'The contact chose a day to be reminded on.'
      : undefined;
  return undefined;
}
