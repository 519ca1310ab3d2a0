import type { PartnerRow } from '../contracts/partners';
import type { Partner } from '../domain/partner';
import { demand } from './access';
import type { Changes, Stores } from './ports';
import type { AssessmentProgress } from './progress';
import { type ReadIndex, scopeOf } from './readIndex';
import type { UseCases } from './useCases';

/** All partners that the person may see, each with its newest questionnaire. From memory alone. */
export function createListPartners(deps: {
  stores: Stores;
  changes: Pick<Changes, 'revision'>;
  index: ReadIndex;
  progress: AssessmentProgress;
}): UseCases['listPartners'] {
  const { stores, changes, index, progress } = deps;

  const rowOf = (partner: Partner): PartnerRow => {
    const newest = index.assessmentsOf(partner.key)[0];
    const base = {
      key: partner.key,
      name: partner.name,
      country: partner.country,
      city: partner.city,
      types: [...partner.types],
      ownerName: partner.ownerName,
      contacts: index.contactsOf(partner.key).filter(({ status }) => status === 'active').length,
      figures: index.ratedBy(partner.key)?.figures,
    };
    if (!newest) return base;
    const { assessment, campaign } = newest;
    const times = [
      assessment.createdAt,
      assessment.submittedAt,
      assessment.figures?.scoredAt,
      ...stores.sections.heads(assessment.key).map(({ value }) => value.updatedAt),
      ...index.deliveriesOf(assessment.key).map(({ finalAt, queuedAt }) => finalAt ?? queuedAt),
    ];
    return {
      ...base,
      group: index.groupOf(assessment),
      progress: assessment.status === 'submitted' ? 100 : progress.of(assessment, campaign, partner)?.percent,
      changedAt: times.reduce(
        (latest, time) => (time !== undefined && time > (latest ?? '') ? time : latest),
        undefined,
      ),
    };
  };

  return (by) => {
    demand(by, 'read');
    return index.once(`list ${scopeOf(by)}`, () => ({
      revision: changes.revision,
      rows: index.partnersOf(by).map(rowOf),
    }));
  };
}
