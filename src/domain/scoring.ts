import type { Answers } from './answers';
import { assessRequirements } from './assessRequirements';
import type { EvidenceState } from './evidenceState';
import { findSensitivity } from './findSensitivity';
import { isNaProposed, outcomeOf } from './outcome';
import type { Category, ProgramPack } from './program';
import { isRequired } from './question';
import type { Questionnaire } from './questionnaire';
import type { ReceiptLine, ReceiptStep } from './receipt';
import { receiptLines } from './receiptLines';
import { receiptSteps } from './receiptSteps';
import type { CategoryResult, Requirement } from './requirement';
import { type Risk, type RiskPolicy, riskOf, type Vulnerability } from './risk';
import type { Sensitivity } from './sensitivity';
import type { Threat } from './threat';
import { visibleQuestions } from './visibleQuestions';
import { isMissed, isUnproven, overallVulnerability, vulnerabilityOf } from './vulnerability';

export type { EvidenceState } from './evidenceState';
export type { ReceiptLine, ReceiptStep } from './receipt';
export type { CategoryResult, Requirement } from './requirement';
export type { Sensitivity } from './sensitivity';

export interface ScoreInput {
  readonly questionnaire: Questionnaire;
  readonly answers: Answers;
  readonly evidence: readonly EvidenceState[];
  readonly pack: ProgramPack;
  readonly policy: RiskPolicy;
  readonly threat: Threat;
  /** Day (YYYY-MM-DD) on which evidence must be valid. Obligations are those of the questionnaire's day. */
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

const percent = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : (100 * part) / whole);

/** Something that bears on it has no answer. Half an answer is not credited: giving the other half must never cost. */
const isSilent = ({ outcome, answers }: Requirement): boolean =>
  outcome === 'unanswered' || answers.some((answer) => answer.outcome === 'unanswered');

/** The weighted share of what applies that is met. Silence earns no credit; coverage says how much of it there is. */
export function conformityOf(requirements: readonly Requirement[], policy: RiskPolicy): number | undefined {
  const { weight, credit } = policy.conformity;
  let earned = 0;
  let possible = 0;
  for (const requirement of requirements) {
    const { outcome, obligation } = requirement;
    if (outcome === 'notApplicable') continue;
    earned += weight[obligation] * credit[isSilent(requirement) ? 'unanswered' : outcome];
    possible += weight[obligation];
  }
  return percent(earned, possible);
}

function coverageOf(requirements: readonly Requirement[]): number | undefined {
  const applicable = requirements.filter(({ outcome }) => outcome !== 'notApplicable');
  return percent(applicable.filter((each) => !isSilent(each)).length, applicable.length);
}

const isMust = ({ obligation }: Requirement): boolean => obligation === 'must';

function categoryResult(category: Category, requirements: readonly Requirement[], policy: RiskPolicy): CategoryResult {
  const missed = requirements.filter(isMissed);
  const unproven = requirements.filter(isUnproven);
  const unanswered = requirements.filter(isSilent).length;
  const notApplicable = requirements.filter(({ outcome }) => outcome === 'notApplicable').length;
  const total = requirements.length - notApplicable;
  return {
    id: category.id,
    title: category.title,
    declared: vulnerabilityOf(requirements, policy, 'declared'),
    evidenced: vulnerabilityOf(requirements, policy, 'evidenced'),
    openMusts: missed.filter(isMust).length,
    openShoulds: missed.filter((each) => !isMust(each)).length,
    unprovenMusts: unproven.filter(isMust).length,
    unproven: unproven.length,
    total,
    answered: total - unanswered,
    unanswered,
    notApplicable,
    conformity: conformityOf(requirements, policy),
    coverage: coverageOf(requirements),
  };
}

function countsOf({ questionnaire, answers }: ScoreInput): ScoreCounts {
  const asked = visibleQuestions(questionnaire, answers).filter(({ question }) => isRequired(question));
  const outcomes = asked.map(({ question, key }) => outcomeOf(question, answers.get(key)));
  const unanswered = outcomes.filter((outcome) => outcome === 'unanswered').length;
  const notApplicable = outcomes.filter((outcome) => outcome === 'notApplicable').length;
  return {
    asked: asked.length,
    answered: asked.length - unanswered - notApplicable,
    unanswered,
    notApplicable,
    naProposed: asked.filter(({ question, key }) => isNaProposed(question, answers.get(key))).length,
  };
}

/**
 * Scores one partner's answers. Declared takes the partner's word, evidenced only what accepted and valid evidence
 * carries: what is met but not proven is not known there, so evidenced is never better than declared. Parked answers
 * (behind a closed gate) count nowhere.
 */
export function assess(input: ScoreInput): Score {
  const { pack, policy, threat, asOf } = input;
  const requirements = assessRequirements(input);
  const categories = pack.categories.flatMap((category) => {
    const ofIt = requirements.filter((each) => each.category === category.id);
    return ofIt.length > 0 ? [categoryResult(category, ofIt, policy)] : [];
  });
  const vulnerabilityDeclared = overallVulnerability(
    categories.map(({ declared }) => declared),
    policy,
  );
  const vulnerabilityEvidenced = overallVulnerability(
    categories.map(({ evidenced }) => evidenced),
    policy,
  );
  const riskDeclared = riskOf(policy, threat.rating, vulnerabilityDeclared);
  const riskEvidenced = riskOf(policy, threat.rating, vulnerabilityEvidenced);
  const unproven = requirements.filter(isUnproven);
  return {
    asOf,
    program: { id: pack.id, version: pack.version },
    policy: { id: policy.id, version: policy.version },
    categories,
    vulnerabilityDeclared,
    vulnerabilityEvidenced,
    openMusts: requirements.filter((each) => isMissed(each) && isMust(each)).length,
    unprovenMusts: unproven.filter(isMust).length,
    unproven: unproven.length,
    counts: countsOf(input),
    conformity: conformityOf(requirements, policy),
    coverage: coverageOf(requirements),
    threat,
    riskDeclared,
    riskEvidenced,
    requirements,
    receipt: receiptLines({ ...input, requirements }),
    steps: receiptSteps({
      categories,
      threat,
      vulnerabilityDeclared,
      vulnerabilityEvidenced,
      riskDeclared,
      riskEvidenced,
    }),
    sensitivity: {
      declared: findSensitivity(requirements, riskDeclared, threat.rating, policy, 'declared'),
      evidenced: findSensitivity(requirements, riskEvidenced, threat.rating, policy, 'evidenced'),
    },
  };
}
