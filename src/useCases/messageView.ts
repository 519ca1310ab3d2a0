import type { Assessment } from '../domain/assessment';
import { type Campaign, daysBetween, type StepId } from '../domain/campaign';
import type { Contact } from '../domain/contact';
import type { Partner } from '../domain/partner';
import { dayInWords, dayIn, dueSentence } from './calendar';
import { pageUrl } from './links';
import type { MessageView } from './messages';
import type { Clock } from './ports';
import type { AssessmentProgress } from './progress';
import type { Say } from './sentences';

/** Makes what a message says from what is true at the moment of sending. */
export const createMessageView =
  (deps: {
    clock: Clock;
    progress: AssessmentProgress;
    publicUrl: string;
    customerName: string;
    say: Say;
    timeZone?: string;
  }) =>
  (input: {
    readonly step: StepId;
    readonly campaign: Campaign;
    readonly assessment: Pick<Assessment, 'key'>;
    readonly partner: Partner;
    readonly contact: Pick<Contact, 'name'>;
    readonly link: { readonly url: string; readonly code: string; readonly expiresAt: string };
  }): MessageView => {
    const { campaign, assessment, partner, contact, link } = input;
    const today = dayIn(deps.clock.now(), deps.timeZone);
    const progress = deps.progress.of(assessment, campaign, partner);
    return {
      step: input.step,
      assessmentKey: assessment.key,
      customerName: deps.customerName,
      askedBy: { ...campaign.askedBy },
      contactName: contact.name,
      partnerName: partner.name,
      campaignTitle: campaign.title,
      why: campaign.why,
      dueOn: campaign.dueOn,
      dueInWords: dayInWords(campaign.dueOn),
      daysLeft: daysBetween(today, campaign.dueOn),
      dueSentence: dueSentence(campaign.dueOn, today),
      minutesLeft: progress?.minutesLeft ?? 0,
      minutesAtMost: progress?.minutesAtMost,
      answered: progress?.answered ?? 0,
      total: progress?.total ?? 0,
      whoSees: deps.say('whoSees', { customer: deps.customerName }),
      link: {
        url: link.url,
        code: link.code,
        pageUrl: pageUrl(deps.publicUrl),
        expiresInWords: dayInWords(link.expiresAt),
      },
    };
  };

export type MakeMessageView = ReturnType<typeof createMessageView>;
