import type { Answers } from './answers';
import type { EvidenceState } from './evidenceState';
import type { ProgramPack } from './program';
import type { Questionnaire } from './questionnaire';
import type { ReceiptLine, ReceiptStep } from './receipt';
import type { CategoryResult, Requirement } from './requirement';
import type { Risk, RiskPolicy, Vulnerability } from './risk';
import type { Sensitivity } from './sensitivity';
import type { Threat } from './threat';

export interface ScoreInput {
  readonly questionnaire: Questionnaire;
  readonly answers: Answers;
  readonly evidence: readonly EvidenceState[];
  readonly pack: ProgramPack;
  readonly policy: RiskPolicy;
  readonly threat: Threat;
  /** Day (YYYY-MM-DD) for which evidence must be valid and obligations hold. */
  readonly asOf: string;
}

/** Every figure of one partner, with what it was made of. The same input gives the same score for ever. */
export interface Score {
  readonly asOf: string;
  readonly program: { readonly id: string; readonly version: string };
  readonly policy: { readonly id: string; readonly version: string };
  /** In the program's order; one per category that the questionnaire asks about. */
  readonly categories: readonly CategoryResult[];
  /** The worst category decides. */
  readonly vulnerabilityDeclared: Vulnerability;
  readonly vulnerabilityEvidenced: Vulnerability;
  /** Musts that are not, or only partly, met. */
  readonly openMusts: number;
  /** Musts declared met whose wanted evidence is not there, not accepted or no longer valid. */
  readonly unprovenMusts: number;
  /** The same over musts and shoulds. */
  readonly unproven: number;
  readonly counts: ScoreCounts;
  /** Percent of what applies that is met, 0 to 100, unrounded; `undefined` when nothing applies. */
  readonly conformity?: number;
  /** Percent of what applies that has an answer, 0 to 100, unrounded; `undefined` when nothing applies. */
  readonly coverage?: number;
  readonly threat: Threat;
  readonly riskDeclared: Risk;
  readonly riskEvidenced: Risk;
  /** Criteria (or parts) with their state, in the program's order. */
  readonly requirements: readonly Requirement[];
  readonly receipt: readonly ReceiptLine[];
  /** How the figures follow from the receipt, in sentences. */
  readonly steps: readonly ReceiptStep[];
  readonly sensitivity: { readonly declared?: Sensitivity; readonly evidenced?: Sensitivity };
}

/** Counts of visible questions, each once per site. */
export interface ScoreCounts {
  readonly asked: number;
  readonly answered: number;
  readonly unanswered: number;
  readonly notApplicable: number;
  /** Said not to apply, and waiting for a reviewer; counted in `unanswered` too. */
  readonly naProposed: number;
}
