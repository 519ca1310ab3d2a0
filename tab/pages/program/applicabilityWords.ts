import type { Applicability, CriterionView } from '../../../src/contracts/program';
import type { PartnerType } from '../../../src/domain/partner';
import { PARTNER_TYPE_LIST } from '../../words/partnerTypes';
import type { Word } from '../../words/status';

export const APPLICABILITY: Readonly<Record<Applicability, Word>> = {
  applies: { tone: 'success', word: 'Applies' },
  toBeChecked: { tone: 'unknown', word: 'To be checked' },
  doesNotApply: { tone: 'neutral', word: 'Does not apply' },
};

/** As new campaigns use it. */
export function applicabilityFor(criterion: CriterionView, type: PartnerType): Applicability {
  if (criterion.appliesTo.includes(type)) return 'applies';
  return criterion.toBeChecked.includes(type) ? 'toBeChecked' : 'doesNotApply';
}

/** What the customer decided about a type, unless it was taken back. */
export const decisionFor = (criterion: CriterionView, type: PartnerType) =>
  criterion.decisions.find((each) => each.type === type && each.state !== 'takenBack');

/** "must", "should", or both where its parts differ. */
export function obligationWords({ obligation, parts }: CriterionView): string {
  const kinds = new Set(parts?.map((part) => part.obligation) ?? [obligation]);
  return kinds.size > 1 ? 'must and should' : ([...kinds][0] ?? obligation);
}

/** "Importer, Warehouse and 4 more": names in the order of their words. */
export function someTypes(types: readonly PartnerType[], most = 3): string {
  const names = PARTNER_TYPE_LIST.filter(({ id }) => types.includes(id)).map(({ name }) => name);
  if (names.length === PARTNER_TYPE_LIST.length) return 'All types';
  if (names.length <= most) return names.join(', ') || 'None';
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
