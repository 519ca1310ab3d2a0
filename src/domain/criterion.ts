import type { DecidedType } from './applicability';
import type { PartnerType } from './partner';

/** `must` is required of a member; `should` is expected unless there is a reason. */
export type Obligation = 'must' | 'should';

/** An obligation that held before a program changed it. */
export interface EarlierObligation {
  readonly obligation: Obligation;
  /** First day (YYYY-MM-DD) on which it no longer held. */
  readonly until: string;
}

/** A piece of a criterion that has an obligation of its own. */
export interface CriterionPart {
  readonly id: string;
  readonly obligation: Obligation;
  readonly title: string;
}

/** One requirement of a program, titled in our own words. */
export interface Criterion {
  /** The authority's number, such as 1.1. */
  readonly id: string;
  readonly category: string;
  /** What holds today; with `parts`, the strictest of them unless the program says otherwise. */
  readonly obligation: Obligation;
  /** In the order they ended, oldest first. */
  readonly earlierObligations?: readonly EarlierObligation[];
  readonly parts?: readonly CriterionPart[];
  readonly title: string;
  /** Types that the criterion is documented for. */
  readonly appliesTo: readonly PartnerType[];
  /** Types that it is asked of, although the authority's own text has not been seen for them. */
  readonly appliesToToBeChecked: readonly PartnerType[];
  /** Types that the customer decided about; the two lists above follow it. Absent in the pack itself. */
  readonly decided?: readonly DecidedType[];
  /** Number, content and obligation were seen in published material. */
  readonly confirmed: boolean;
  readonly basisNote?: string;
  /** What shows that it is carried out. */
  readonly evidence: readonly string[];
}

/** `toBeChecked`: asked, but only on types that the authority's text has not confirmed. */
export type Applicability = 'applies' | 'toBeChecked' | 'doesNotApply';

/** Whether a criterion is asked of a partner of these types: one type for which it applies is enough. */
export function applicabilityOf(criterion: Criterion, partnerTypes: readonly PartnerType[]): Applicability {
  if (partnerTypes.some((type) => criterion.appliesTo.includes(type))) return 'applies';
  return partnerTypes.some((type) => criterion.appliesToToBeChecked.includes(type)) ? 'toBeChecked' : 'doesNotApply';
}

/**
 * The obligation of a criterion, or of one of its parts, on a day (YYYY-MM-DD). Without a day: what holds today.
 */
export function obligationOf(criterion: Criterion, part?: string, on?: string): Obligation {
  const ofPart = criterion.parts?.find((each) => each.id === part);
  if (ofPart) return ofPart.obligation;
  const earlier = on === undefined ? undefined : criterion.earlierObligations?.find(({ until }) => on < until);
  return earlier?.obligation ?? criterion.obligation;
}
