import type { Criterion } from './criterion';
import { applicabilityOf } from './criterion';
import { PARTNER_TYPES, type PartnerType } from './partner';
import type { Actor } from './person';
import type { ProgramPack } from './program';

/** `takenBack`: what the pack says holds again. */
export type ApplicabilityState = 'applies' | 'doesNotApply' | 'takenBack';

/** What the customer decided about one criterion and one type of partner, and by which document. */
export interface ApplicabilityDecision {
  /** `program|criterion|type`. */
  readonly key: string;
  readonly programId: string;
  readonly criterionId: string;
  readonly partnerType: PartnerType;
  readonly state: ApplicabilityState;
  /** The authority's document that says so; absent when the decision was taken back. */
  readonly documentKey?: string;
  /** Where in the document: a page, or a page and a section. */
  readonly page?: string;
  readonly note?: string;
  readonly decidedBy: Actor;
  readonly decidedAt: string;
}

export const applicabilityKey = (programId: string, criterionId: string, type: PartnerType): string =>
  `${programId}|${criterionId}|${type}`;

/** A decision as a campaign keeps it with the criterion: who, when and by what. */
export interface DecidedType {
  readonly type: PartnerType;
  readonly applies: boolean;
  readonly by: string;
  readonly at: string;
  readonly documentKey: string;
  readonly page: string;
}

const ALL_TYPES = Object.keys(PARTNER_TYPES) as PartnerType[];

function decided(criterion: Criterion, decisions: ReadonlyMap<PartnerType, ApplicabilityDecision>): Criterion {
  const standing = ALL_TYPES.flatMap((type): DecidedType[] => {
    const decision = decisions.get(type);
    if (!decision || decision.state === 'takenBack') return [];
    const { documentKey = '', page = '', decidedBy, decidedAt, state } = decision;
    return [{ type, applies: state === 'applies', by: decidedBy.id, at: decidedAt, documentKey, page }];
  });
  if (standing.length === 0) return criterion;
  const isDecided = (type: PartnerType): boolean => standing.some((each) => each.type === type);
  const appliesTo = ALL_TYPES.filter(
    (type) =>
      standing.some((each) => each.type === type && each.applies) ||
      (!isDecided(type) && criterion.appliesTo.includes(type)),
  );
  const toBeChecked = criterion.appliesToToBeChecked.filter((type) => !isDecided(type));
  return { ...criterion, appliesTo, appliesToToBeChecked: toBeChecked, decided: standing };
}

/**
 * The pack with the customer's decisions in the place of what it says itself. Decisions about other programs, or about
 * criteria that the pack does not have, change nothing. The order of the decisions does not matter.
 */
export function withDecisions(pack: ProgramPack, decisions: readonly ApplicabilityDecision[]): ProgramPack {
  const byCriterion = new Map<string, Map<PartnerType, ApplicabilityDecision>>();
  for (const decision of decisions) {
    if (decision.programId !== pack.id) continue;
    const known = byCriterion.get(decision.criterionId) ?? new Map<PartnerType, ApplicabilityDecision>();
    byCriterion.set(decision.criterionId, known.set(decision.partnerType, decision));
  }
  if (byCriterion.size === 0) return pack;
  const none = new Map<PartnerType, ApplicabilityDecision>();
  return { ...pack, criteria: pack.criteria.map((each) => decided(each, byCriterion.get(each.id) ?? none)) };
}

/** How many criteria are only to be checked for at least one of these partners, each given by its types. */
export const toBeCheckedFor = (pack: ProgramPack, partners: readonly (readonly PartnerType[])[]): number => {
  const kinds = [...new Map(partners.map((types) => [[...types].sort().join(), types])).values()];
  return pack.criteria.filter((criterion) => kinds.some((types) => applicabilityOf(criterion, types) === 'toBeChecked'))
    .length;
};
