import type { PartnerRow } from '../contracts/partners';
import type { Partner } from '../domain/partner';
import type { Rating } from '../domain/risk';
import { demand } from './access';
import { createCountryThreat } from './countryThreat';
import type { FrozenContents } from './frozenContent';
import type { Changes } from './ports';
import { type ReadIndex, scopeOf } from './readIndex';
import type { Standing, Standings } from './standings';
import type { UseCases } from './useCases';

const rowOf = (partner: Partner, standing: Standing, threatIn: (country: string) => Rating): PartnerRow => {
  const { newest, contacts, groups, percent, figures, changedAt } = standing;
  return {
    key: partner.key,
    name: partner.name,
    country: partner.country,
    city: partner.city,
    types: [...partner.types],
    ownerName: partner.ownerName,
    contacts,
    figures,
    threat: figures?.threat ?? threatIn(partner.country),
    group: newest && groups.get(newest.campaign.key),
    progress: percent,
    changedAt,
  };
};

/** All partners that the person may see, each with its newest questionnaire. From memory alone. */
export function createListPartners(deps: {
  changes: Pick<Changes, 'revision'>;
  contents: FrozenContents;
  index: ReadIndex;
  standings: Standings;
}): UseCases['listPartners'] {
  const { changes, index, standings } = deps;
  const threatIn = createCountryThreat(deps);
  return (by) => {
    demand(by, 'read');
    return index.once(`list ${scopeOf(by)}`, () => ({
      revision: changes.revision,
      rows: index.partnersOf(by).map((partner) => rowOf(partner, standings.of(partner), threatIn)),
    }));
  };
}
