import type { CampaignInput } from '../contracts/campaigns';
import { toBeCheckedFor } from '../domain/applicability';
import { type Assessment, assessmentKey } from '../domain/assessment';
import { type Campaign, daysBetween } from '../domain/campaign';
import { cleanLine, cleanParagraphs } from '../domain/cleanText';
import { type Contact, channelOf, isAsked } from '../domain/contact';
import type { Partner } from '../domain/partner';
import type { Person } from '../domain/person';
import { AppError, messageFor } from '../errors';
import { actorOf, demand, partnerFor } from './access';
import { dayIn } from './calendar';
import type { ContactReach } from './contactReach';
import type { FrozenContents } from './frozenContent';
import type { Journal } from './journal';
import type { MakeMessageView } from './messageView';
import type { MessageCards, MessageMails } from './messages';
import type { People } from './people';
import type { Clock, Log, Stores } from './ports';
import type { ReadIndex } from './readIndex';
import { sendingEstimate } from './sendingEstimate';
import type { SubmissionCheck } from './submissionCheck';
import type { UseCases } from './useCases';

/** What one campaign's row holds. */
const MAX_PARTNERS = 12_000;
const MAX_DAYS_AHEAD = 730;
const MINUTES_PER_DAY = 1_440;
/** Rows between two looks at the time and at what else is to be done. */
const CHUNK = 100;
const LOOK_MS = 5_000;
const PREVIEW_KEY = '0'.repeat(26);

interface CampaignDeps {
  stores: Stores;
  clock: Clock;
  log: Log;
  contents: FrozenContents;
  index: ReadIndex;
  journal: Journal;
  people: People;
  reach: ContactReach;
  messageView: MakeMessageView;
  cards: MessageCards;
  mails: MessageMails;
  submissionCheck: SubmissionCheck;
  publicUrl: string;
  resourceUnitsPerMinute: number;
  timeZone?: string;
}

/** Previews and opens campaigns, and goes on with what was not opened whole. */
export function createCampaigns(
  deps: CampaignDeps,
): Pick<UseCases, 'previewCampaign' | 'openCampaign'> & { resumeOpening(): Promise<void> } {
  const { stores, clock, log, contents, index, journal, people, reach } = deps;

  const chosen = (by: Person, keys: readonly string[]): Partner[] => {
    const unique = [...new Set(keys)];
    if (unique.length > MAX_PARTNERS)
      throw new AppError(
        'invalid',
        `Choose at most ${MAX_PARTNERS.toLocaleString('en')} partners; open a second campaign for the others.`,
      );
    return unique.map((key) => {
      const { value } = partnerFor(stores, by, 'openCampaign', key);
      if (value.status !== 'active')
        throw new AppError('invalid', `${value.name} is archived. Take it out of the list; nothing was opened.`);
      return value;
    });
  };
  const checkDates = (dueOn: string): void => {
    const days = daysBetween(dayIn(clock.now(), deps.timeZone), dueOn);
    if (days < 0)
      throw new AppError('invalid', 'The due date is in the past. Choose today or a later day; nothing was opened.');
    if (days > MAX_DAYS_AHEAD)
      throw new AppError(
        'invalid',
        'The due date is more than two years away. Choose an earlier day; nothing was opened.',
      );
  };
  const reachable = (partner: Partner): Contact[] =>
    index
      .contactsOf(partner.key)
      .filter((contact) => isAsked(contact) && reach.of(contact).some(({ state }) => state !== 'dead'));
  const whyUnreachable = (partner: Partner): string => {
    const active = index.contactsOf(partner.key).filter(({ status }) => status === 'active');
    if (active.length === 0) return 'It has no contact. Add one with a mail address.';
    return active.some(isAsked)
      ? 'Its contacts have no mail address.'
      : 'Its contacts answer only what colleagues handed over to them. Add one who answers the whole.';
  };
  const reachOf = (partners: readonly Partner[]) => {
    let byTeams = 0;
    let byMail = 0;
    const unreachable: { partnerKey: string; name: string; reason: string }[] = [];
    for (const partner of partners) {
      const contacts = reachable(partner);
      byTeams += contacts.filter((contact) => channelOf(contact) === 'teams').length;
      byMail += contacts.filter((contact) => channelOf(contact) === 'mail').length;
      if (contacts.length > 0) continue;
      unreachable.push({ partnerKey: partner.key, name: partner.name, reason: whyUnreachable(partner) });
    }
    return { byTeams, byMail, unreachable };
  };
  const estimate = (reach: { byTeams: number; byMail: number }, assessments: number) =>
    sendingEstimate({ ...reach, assessments, resourceUnitsPerMinute: deps.resourceUnitsPerMinute });
  const checkSpeed = (dueOn: string, minutes: number, limit: string): void => {
    const left = daysBetween(dayIn(clock.now(), deps.timeZone), dueOn) + 1;
    if (minutes <= left * MINUTES_PER_DAY) return;
    throw new AppError(
      'invalid',
      `The invitations alone take about ${Math.ceil(minutes / 60)} hours, longer than there is time. ${limit} Choose a later due date or fewer partners; nothing was opened.`,
    );
  };
  const campaignOf = (
    by: Person,
    input: CampaignInput,
    key: string,
    partners: readonly Partner[],
    contentHash: string,
  ): Campaign => ({
    key,
    title: cleanLine(input.title),
    status: 'opening',
    dueOn: input.dueOn,
    openedAt: clock.now().toISOString(),
    openedBy: actorOf(by).id,
    askedBy: { name: by.name, email: by.email ?? '' },
    why: cleanParagraphs(input.why),
    // The first is the chosen one; without any, freezing the content was refused before.
    programId: contents.forNewCampaigns().packs[0]?.id ?? '',
    contentHash,
    partnerKeys: partners.map((partner) => partner.key),
  });

  const newAssessment = (campaign: Campaign, partnerKey: string): Assessment => ({
    key: assessmentKey(campaign.key, partnerKey),
    campaignKey: campaign.key,
    partnerKey,
    status: 'open',
    createdAt: clock.now().toISOString(),
    partnerTypes: stores.partners.get(partnerKey)?.value.types,
    submissions: 0,
    journalSeq: 0,
    journalHash: '',
  });

  /** Creates the assessments that are missing, then says that the campaign is open. Returns when done or out of time. */
  const goOnOpening = async (campaignKey: string, until: number): Promise<void> => {
    for (;;) {
      const stored = stores.campaigns.get(campaignKey);
      if (stored?.value.status !== 'opening') return;
      const missing = stored.value.partnerKeys.filter(
        (key) => !stores.assessments.get(assessmentKey(campaignKey, key)),
      );
      if (missing.length === 0) {
        const { openedBy, openedAt, title } = stored.value;
        await journal.append(
          campaignKey,
          { seq: 0, hash: '' },
          { act: 'campaignOpened', actorId: openedBy, detail: title, at: openedAt },
        );
        await stores.campaigns.update({ ...stored.value, status: 'open' }, stored.version);
        log.info({ campaignKey, partners: stored.value.partnerKeys.length }, 'a campaign is open');
        return;
      }
      if (clock.now().getTime() > until) return;
      let failed: string | undefined;
      const chunk = missing.slice(0, CHUNK).map((key) => newAssessment(stored.value, key));
      await stores.assessments.createMany(chunk, (key, outcome, reason) => {
        if (outcome === 'created') deps.submissionCheck.trust(key);
        if (outcome === 'failed') failed = reason ?? 'SharePoint did not take the row.';
      });
      for (const { key } of chunk) if (!stores.assessments.get(key)) await stores.assessments.refresh(key);
      if (failed !== undefined) throw new AppError('unavailable', `A campaign is not whole yet: ${failed}`);
    }
  };

  return {
    async previewCampaign(by, input) {
      demand(by, 'openCampaign');
      const content = contents.forNewCampaigns();
      checkDates(input.dueOn);
      const partners = chosen(by, input.partnerKeys);
      const reach = reachOf(partners);
      const { minutes, limit } = estimate(reach, partners.length);
      checkSpeed(input.dueOn, minutes, limit);
      const example = partners.find((partner) => reachable(partner).length > 0) ?? partners[0];
      if (!example) throw new AppError('invalid', 'Choose at least one partner.');
      const campaign = campaignOf(by, input, PREVIEW_KEY, partners, content.hash);
      const pack = contents.packOf(content, campaign.programId);
      const view = deps.messageView({
        step: 'invitation',
        campaign,
        assessment: { key: assessmentKey(PREVIEW_KEY, example.key) },
        partner: example,
        contact: { name: reachable(example)[0]?.name ?? 'the contact' },
        // A preview shows where the link stands and opens nobody's answers.
        link: { url: `${deps.publicUrl}/answer/`, code: 'XXXX-XXXX-XXXX', expiresAt: `${input.dueOn}T23:59:59.000Z` },
      });
      const mail = deps.mails.invitation(view);
      return {
        partners: partners.length,
        ...reach,
        toBeChecked: {
          criteria: toBeCheckedFor(
            pack,
            partners.map(({ types }) => types),
          ),
          of: pack.criteria.length,
        },
        minutesToSend: minutes,
        limit,
        mail: { subject: mail.subject, html: mail.html },
        card: deps.cards.invitation(view).card,
      };
    },

    async openCampaign(by, { requestId, ...input }) {
      demand(by, 'openCampaign');
      people.learn(by);
      // A second click: the campaign it asks for is there.
      if (stores.campaigns.get(requestId)) return { key: requestId };
      if (!by.email)
        throw new AppError(
          'invalid',
          'Your account has no mail address, and partners must be able to write to you. Ask your administrator to add one; nothing was opened.',
        );
      checkDates(input.dueOn);
      const partners = chosen(by, input.partnerKeys);
      const { minutes, limit } = estimate(reachOf(partners), partners.length);
      checkSpeed(input.dueOn, minutes, limit);
      const contentHash = await contents.freeze();
      try {
        await stores.campaigns.create(campaignOf(by, input, requestId, partners, contentHash));
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
        await stores.campaigns.refresh(requestId);
      }
      return { key: requestId };
    },

    async resumeOpening() {
      const until = clock.now().getTime() + LOOK_MS;
      for (const { value } of stores.campaigns.all()) {
        if (value.status !== 'opening') continue;
        try {
          await goOnOpening(value.key, until);
        } catch (error) {
          if (error instanceof AppError && error.code === 'conflict') await stores.campaigns.refresh(value.key);
          else {
            log.warn({ campaignKey: value.key, error: messageFor(error) }, 'a campaign could not be opened whole yet');
            throw error;
          }
        }
      }
    },
  };
}
