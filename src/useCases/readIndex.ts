import type { Assessment } from '../domain/assessment';
import type { Campaign } from '../domain/campaign';
import { type Contact, isAsked } from '../domain/contact';
import { type Delivery, type ReachGroup, reachGroup } from '../domain/delivery';
import type { Partner } from '../domain/partner';
import { type PartnerTwins, partnerTwins } from '../domain/partnerTwins';
import type { Person } from '../domain/person';
import { mayActOn } from '../domain/scope';
import type { ContactReach } from './contactReach';
import type { Changes, Stores } from './ports';

/** The questionnaire that stands for a partner in lists: of the newest campaign that asks it. */
export interface CurrentAssessment {
  readonly assessment: Assessment;
  readonly campaign: Campaign;
}

/** Look-ups that several pages share, made from the read model and kept until it changes. */
export interface ReadIndex {
  /** Active partners that the person may read, in the order of the read model. */
  partnersOf(by: Person): readonly Partner[];
  contactsOf(partnerKey: string): readonly Contact[];
  /** Newest campaign first. */
  assessmentsOf(partnerKey: string): readonly CurrentAssessment[];
  deliveriesOf(assessmentKey: string): readonly Delivery[];
  groupOf(assessment: Assessment): ReachGroup;
  /** All partners, to find one that is the same as another. */
  twins(): PartnerTwins<Partner>;
  /** Keeps what `make` returns until anything changes. `scope` tells apart who may see what. */
  once<T>(name: string, make: () => T): T;
}

/** Sees the same rows as another person with this text. */
export const scopeOf = (by: Person): string =>
  by.roles.some((role) => role !== 'Buyer') ? 'all' : by.roles.length > 0 ? `own ${by.oid}` : 'none';

export function createReadIndex(deps: {
  stores: Stores;
  changes: Pick<Changes, 'revision'>;
  reach: Pick<ContactReach, 'refusal'>;
}): ReadIndex {
  const { stores, changes, reach } = deps;
  const kept = new Map<string, unknown>();
  let keptRevision = -1;

  const index: ReadIndex = {
    once<T>(name: string, make: () => T): T {
      if (changes.revision !== keptRevision) {
        kept.clear();
        keptRevision = changes.revision;
      }
      if (!kept.has(name)) kept.set(name, make());
      return kept.get(name) as T;
    },
    partnersOf: (by) =>
      index.once(`partners ${scopeOf(by)}`, () =>
        stores.partners
          .all()
          .flatMap(({ value }) => (value.status === 'active' && mayActOn(by, 'read', value) ? [value] : [])),
      ),
    contactsOf: (partnerKey) => stores.contacts.by('partnerKey', partnerKey).map(({ value }) => value),
    assessmentsOf: (partnerKey) =>
      stores.assessments
        .by('partnerKey', partnerKey)
        .flatMap(({ value: assessment }) => {
          const campaign = stores.campaigns.get(assessment.campaignKey)?.value;
          return campaign ? [{ assessment, campaign }] : [];
        })
        .sort((a, b) => (a.campaign.openedAt < b.campaign.openedAt ? 1 : -1)),
    deliveriesOf: (assessmentKey) => stores.deliveries.by('assessmentKey', assessmentKey).map(({ value }) => value),
    groupOf: (assessment) =>
      reachGroup(
        assessment.status === 'submitted',
        index.deliveriesOf(assessment.key),
        index
          .contactsOf(assessment.partnerKey)
          .some((each) => isAsked(each) && (each.teams || (each.email && !reach.refusal(each)))),
      ),
    twins: () =>
      index.once('twins', () => {
        const twins = partnerTwins<Partner>();
        for (const { value } of stores.partners.all()) twins.add(value, value);
        return twins;
      }),
  };
  return index;
}
