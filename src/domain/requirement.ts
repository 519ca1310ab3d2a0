import type { Obligation } from './criterion';
import type { Outcome } from './outcome';
import type { Vulnerability } from './risk';

/** How far a requirement is shown, beyond what was declared. */
export type ProofState = 'proven' | 'unproven' | 'noneWanted';

/** One visible question at one place, as it bears on a requirement. */
export interface RequirementAnswer {
  readonly questionId: string;
  readonly siteId?: string;
  readonly outcome: Outcome;
  readonly proof: ProofState;
}

/** A criterion, or one of its parts, as it stands for one partner. */
export interface Requirement {
  readonly criterion: string;
  readonly part?: string;
  readonly category: string;
  readonly title: string;
  readonly obligation: Obligation;
  /** It is asked although the authority's text was not seen for the partner's types. */
  readonly isToBeChecked: boolean;
  /** The worst of its answers: the worst site decides. */
  readonly outcome: Outcome;
  /** Whether a declared "met" is backed by accepted, valid evidence. */
  readonly proof: ProofState;
  /** The site that decides, when a site question does. */
  readonly decidingSiteId?: string;
  readonly answers: readonly RequirementAnswer[];
}

/** One category of the program for one partner. */
export interface CategoryResult {
  readonly id: string;
  readonly title: string;
  readonly declared: Vulnerability;
  readonly evidenced: Vulnerability;
  readonly openMusts: number;
  readonly openShoulds: number;
  readonly unprovenMusts: number;
  readonly unproven: number;
  /** Requirements that apply; those of them that are answered in full; and the others. */
  readonly total: number;
  readonly answered: number;
  readonly unanswered: number;
  readonly notApplicable: number;
  /** Percent met of what applies, 0 to 100, unrounded; `undefined` when nothing applies. */
  readonly conformity?: number;
  /** Percent answered of what applies, 0 to 100, unrounded; `undefined` when nothing applies. */
  readonly coverage?: number;
}
