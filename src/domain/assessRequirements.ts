import { type Answers, answerKey } from './answers';
import { applicabilityOf, type Criterion, obligationOf } from './criterion';
import type { EvidenceState } from './evidenceState';
import { type Outcome, outcomeOf, worstOutcome } from './outcome';
import type { PartnerType } from './partner';
import type { ProgramPack } from './program';
import type { Questionnaire } from './questionnaire';
import type { ReceiptEvidence } from './receipt';
import type { ProofState, Requirement, RequirementAnswer } from './requirement';
import { type PlacedQuestion, placedQuestions } from './visibleQuestions';

/** Evidence of one question at one place, on the day it is looked at: the best piece decides. */
export interface EvidenceStanding {
  readonly state: ReceiptEvidence;
  readonly evidenceIds: readonly string[];
}

const BEST_FIRST: readonly ReceiptEvidence[] = ['accepted', 'toReview', 'expired', 'rejected'];

/** How the evidence of every question stands on a day (YYYY-MM-DD), by answer key. */
export function evidenceStandings(
  evidence: readonly EvidenceState[],
  asOf: string,
): (placed: PlacedQuestion) => EvidenceStanding {
  const byKey = new Map<string, EvidenceState[]>();
  for (const each of evidence) {
    const key = answerKey(each.questionId, each.siteId);
    byKey.set(key, [...(byKey.get(key) ?? []), each]);
  }
  const stateOf = ({ state, validUntil }: EvidenceState): ReceiptEvidence =>
    state === 'accepted' && validUntil !== undefined && validUntil < asOf ? 'expired' : state;
  return ({ key, question }) => {
    const pieces = byKey.get(key) ?? [];
    const states = pieces.map(stateOf);
    const best = BEST_FIRST.find((state) => states.includes(state));
    const state = best ?? (question.evidenceWanted ? 'none' : 'notWanted');
    return { state, evidenceIds: pieces.map(({ evidenceId }) => evidenceId).sort() };
  };
}

/** What a question says at one place: a closed gate takes it out, an undecided one leaves it unanswered. */
export function placedOutcome({ gate, closedAs, question, key }: PlacedQuestion, answers: Answers): Outcome {
  if (gate === 'open') return outcomeOf(question, answers.get(key));
  if (gate === 'undecided') return 'unanswered';
  return closedAs ?? 'notApplicable';
}

/** Whether the question counts for the criterion, or for this part of it. */
export const countsFor = ({ question }: PlacedQuestion, program: string, criterion: string, part?: string): boolean =>
  question.asksAbout.some(
    (asks) =>
      asks.program === program &&
      asks.criterion === criterion &&
      asks.relation !== 'related' &&
      (asks.part === undefined || asks.part === part),
  );

const proofOf = (answers: readonly RequirementAnswer[]): ProofState => {
  const met = answers.filter(({ outcome }) => outcome === 'met').map(({ proof }) => proof);
  if (met.includes('unproven')) return 'unproven';
  return met.includes('proven') ? 'proven' : 'noneWanted';
};

export interface RequirementsInput {
  readonly questionnaire: Questionnaire;
  readonly answers: Answers;
  readonly evidence: readonly EvidenceState[];
  readonly pack: ProgramPack;
  readonly asOf: string;
}

/**
 * Every criterion (or part) that the partner's types have, as it stands, in the program's order. A criterion that no
 * question asks about is `unanswered`: what nobody asked is not known.
 */
export function assessRequirements({ questionnaire, answers, evidence, pack, asOf }: RequirementsInput): Requirement[] {
  const placed = placedQuestions(questionnaire, answers);
  const standingOf = evidenceStandings(evidence, asOf);
  const types = questionnaire.partnerTypes as readonly PartnerType[];

  const answerOf = (each: PlacedQuestion): RequirementAnswer => {
    const proof = each.question.evidenceWanted
      ? standingOf(each).state === 'accepted'
        ? 'proven'
        : 'unproven'
      : 'noneWanted';
    const place = each.siteId === undefined ? {} : { siteId: each.siteId };
    return { questionId: each.question.id, ...place, outcome: placedOutcome(each, answers), proof };
  };
  const requirementOf = (
    criterion: Criterion,
    isToBeChecked: boolean,
    part?: { id: string; title: string },
  ): Requirement => {
    const ofIt = placed.filter((each) => countsFor(each, pack.id, criterion.id, part?.id)).map(answerOf);
    const outcome = worstOutcome(ofIt.map((each) => each.outcome));
    const worst = ofIt.filter((each) => each.outcome === outcome);
    const isBySite =
      outcome !== 'met' && outcome !== 'notApplicable' && worst.every(({ siteId }) => siteId !== undefined);
    const decidingSiteId = isBySite ? worst[0]?.siteId : undefined;
    return {
      criterion: criterion.id,
      ...(part ? { part: part.id } : {}),
      category: criterion.category,
      title: part?.title ?? criterion.title,
      obligation: obligationOf(criterion, part?.id, questionnaire.asOf),
      isToBeChecked,
      outcome,
      proof: proofOf(ofIt),
      ...(decidingSiteId === undefined ? {} : { decidingSiteId }),
      answers: ofIt,
    };
  };
  return pack.criteria.flatMap((criterion) => {
    const applicability = applicabilityOf(criterion, types);
    if (applicability === 'doesNotApply') return [];
    const parts = criterion.parts ?? [undefined];
    return parts.map((part) => requirementOf(criterion, applicability === 'toBeChecked', part));
  });
}
