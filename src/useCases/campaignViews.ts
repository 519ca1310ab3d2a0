import type { CampaignDetail, CampaignRow } from '../contracts/campaigns';
import { assessmentKey } from '../domain/assessment';
import type { Campaign } from '../domain/campaign';
import type { Channel } from '../domain/contact';
import type { Delivery, ReachGroup } from '../domain/delivery';
import type { Person } from '../domain/person';
import { AppError } from '../errors';
import { demand } from './access';
import type { ChannelCircuit } from './channelCircuit';
import { type ContactReach, REFUSED_BEFORE } from './contactReach';
import type { Changes, Stores } from './ports';
import type { AssessmentProgress } from './progress';
import { type ReadIndex, scopeOf } from './readIndex';
import type { Standings } from './standings';
import { byNewest, deliveryInWords, deliveryView } from './stepWords';
import type { UseCases } from './useCases';

/** Lists of campaigns and one campaign whole, within what the person may see. From memory alone. */
export function createCampaignViews(deps: {
  stores: Stores;
  changes: Pick<Changes, 'revision'>;
  index: ReadIndex;
  progress: AssessmentProgress;
  standings: Standings;
  reach: Pick<ContactReach, 'refusal'>;
  /** Whether Teams and mail answer at all. */
  ways: Readonly<Record<Channel, Pick<ChannelCircuit, 'trouble'>>>;
}): Pick<UseCases, 'listCampaigns' | 'viewCampaign'> {
  const { stores, changes, index, progress, standings, reach, ways } = deps;

  const visibleKeys = (by: Person, campaign: Campaign): string[] => {
    const visible = index.once(`visible ${scopeOf(by)}`, () => new Set(index.partnersOf(by).map(({ key }) => key)));
    return campaign.partnerKeys.filter((key) => visible.has(key));
  };
  /** An assessment that is still being created waits. */
  const groupIn = (campaign: Campaign, partnerKey: string): ReachGroup => {
    const partner = stores.partners.get(partnerKey)?.value;
    return (partner && standings.of(partner).groups.get(campaign.key)) ?? 'waiting';
  };
  const rowOf = (by: Person, campaign: Campaign): CampaignRow => {
    const keys = visibleKeys(by, campaign);
    const groups = { done: 0, reached: 0, waiting: 0, notReached: 0 };
    for (const key of keys) groups[groupIn(campaign, key)] += 1;
    return {
      key: campaign.key,
      title: campaign.title,
      status: campaign.status,
      dueOn: campaign.dueOn,
      openedAt: campaign.openedAt,
      askedBy: campaign.askedBy.name,
      asked: keys.length,
      groups,
    };
  };
  const reasonOf = (group: ReachGroup, partnerKey: string, last: Delivery | undefined): string | undefined => {
    if (group === 'done') return undefined;
    if (last?.reason) return last.reason;
    if (last?.state === 'queued') return ways[last.channel].trouble;
    const contacts = index.contactsOf(partnerKey).filter(({ status }) => status === 'active');
    if (group !== 'notReached') return undefined;
    if (contacts.length === 0) return 'There is no contact. Add one with a mail address.';
    return contacts.some((each) => reach.refusal(each))
      ? REFUSED_BEFORE
      : 'No contact has a mail address or a Teams account.';
  };

  const detailOf = (by: Person, campaign: Campaign): CampaignDetail => {
    const ledger = { deliveries: 0, queued: 0, sent: 0, notReached: 0, notNeeded: 0 };
    const partners = visibleKeys(by, campaign).flatMap((partnerKey) => {
      const partner = stores.partners.get(partnerKey)?.value;
      if (!partner) return [];
      const assessment = stores.assessments.get(assessmentKey(campaign.key, partnerKey))?.value;
      const deliveries = assessment ? [...index.deliveriesOf(assessment.key)].sort(byNewest) : [];
      for (const { state } of deliveries) {
        ledger.deliveries += 1;
        ledger[state] += 1;
      }
      const group = groupIn(campaign, partnerKey);
      const last = deliveries[0];
      const percent =
        assessment?.status === 'submitted' ? 100 : assessment ? progress.of(assessment, campaign, partner)?.percent : 0;
      return [
        {
          partnerKey,
          name: partner.name,
          country: partner.country,
          group,
          progress: percent ?? 0,
          lastMessage: last ? deliveryInWords(last) : 'No message yet',
          reason: reasonOf(group, partnerKey, last),
          deliveries: deliveries.map((delivery) => deliveryView(stores, delivery)),
        },
      ];
    });
    return { ...rowOf(by, campaign), revision: changes.revision, why: campaign.why, partners, ledger };
  };

  return {
    listCampaigns(by) {
      demand(by, 'read');
      return index.once(`campaigns ${scopeOf(by)}`, () => ({
        revision: changes.revision,
        campaigns: stores.campaigns
          .all()
          .map(({ value }) => rowOf(by, value))
          // Somebody who sees some partners only sees the campaigns that ask one of them.
          .filter(({ asked }) => asked > 0 || scopeOf(by) === 'all')
          .sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1)),
      }));
    },
    viewCampaign(by, campaignKey) {
      demand(by, 'read');
      const stored = stores.campaigns.get(campaignKey);
      if (!stored || (scopeOf(by) !== 'all' && visibleKeys(by, stored.value).length === 0)) {
        throw new AppError('notFound', 'This campaign is not here any more, or it asks none of your partners.');
      }
      return index.once(`campaign ${campaignKey} ${scopeOf(by)}`, () => detailOf(by, stored.value));
    },
  };
}
