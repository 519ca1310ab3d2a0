import type { Assessment } from '../domain/assessment';
import { type Campaign, daysBetween } from '../domain/campaign';
import type { Contact } from '../domain/contact';
import type { DeliveryStep } from '../domain/delivery';
import type { Partner } from '../domain/partner';
import { beforeAnswering } from './beforeAnswering';
import { dayIn, dayInWords, dueSentence } from './calendar';
import type { FrozenContents } from './frozenContent';
import { pageUrl } from './links';
import type { MessageAbout } from './messageAbout';
import type { MessageView } from './messages';
import type { Clock } from './ports';
import type { AssessmentProgress } from './progress';
import type { Say } from './sentences';

/** Makes what a message says from what is true at the moment of sending. */
export const createMessageView = (deps: {
  clock: Clock;
  progress: AssessmentProgress;
  contents: Pick<FrozenContents, 'peek' | 'questionnaire'>;
  publicUrl: string;
  customerName: string;
  say: Say;
  timeZone?: string;
  keepAnswersYears?: number;
}) => {
  /** What to know before the first answer; nothing while the campaign's questions are not at hand. */
  const beforeOf = (campaign: Campaign, partner: Partner, sectionIds: readonly string[] | undefined) => {
    const content = deps.contents.peek(campaign);
    if (!content) return undefined;
    const sections = deps.contents.questionnaire(content, campaign, partner).sections.map(({ id }) => id);
    return beforeAnswering({
      say: deps.say,
      customerName: deps.customerName,
      personName: campaign.askedBy.name,
      sections: sectionIds ?? sections,
      keepAnswersYears: deps.keepAnswersYears,
    });
  };
  return (input: {
    readonly step: DeliveryStep;
    readonly campaign: Campaign;
    readonly assessment: Pick<Assessment, 'key'>;
    readonly partner: Partner;
    readonly contact: Pick<Contact, 'name'>;
    readonly about?: MessageAbout;
    /** Absent for somebody who is not asked any more. */
    readonly link?: { readonly url: string; readonly code: string; readonly expiresAt: string };
  }): MessageView => {
    const { campaign, assessment, partner, contact, link, about = {} } = input;
    const today = dayIn(deps.clock.now(), deps.timeZone);
    const progress = about.progress ?? deps.progress.of(assessment, campaign, partner);
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
      ...(input.step === 'invitation' || input.step === 'handedOver' || input.step === 'widened'
        ? { before: beforeOf(campaign, partner, about.sectionIds), namedBy: about.namedBy }
        : {}),
      handedOver: about.handedOver,
      reply: about.reply,
      handedBack: about.handedBack,
      decision: about.decision,
      widenedBy: about.widenedBy,
      whoSees: deps.say('whoSees', { customer: deps.customerName }),
      link: {
        url: link?.url ?? pageUrl(deps.publicUrl),
        code: link?.code ?? '',
        pageUrl: pageUrl(deps.publicUrl),
        expiresInWords: link ? dayInWords(dayIn(new Date(link.expiresAt), deps.timeZone)) : '',
      },
    };
  };
};

export type MakeMessageView = ReturnType<typeof createMessageView>;
