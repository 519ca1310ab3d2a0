import type { Answers } from './answers';
import { answerText } from './answerText';
import { evidenceStandings, placedOutcome } from './assessRequirements';
import type { EvidenceState } from './evidenceState';
import { isNaProposed, type Outcome } from './outcome';
import { isUnnamedSite } from './partner';
import type { ProgramPack } from './program';
import type { AsksAbout } from './question';
import type { Questionnaire } from './questionnaire';
import type { ReceiptLine, ReceiptRule } from './receipt';
import type { Requirement } from './requirement';
import { textIn } from './text';
import { type PlacedQuestion, placedQuestions } from './visibleQuestions';

export interface ReceiptInput {
  readonly questionnaire: Questionnaire;
  readonly answers: Answers;
  readonly evidence: readonly EvidenceState[];
  readonly pack: ProgramPack;
  readonly asOf: string;
  readonly requirements: readonly Requirement[];
}

function ruleOf(
  outcome: Outcome,
  placed: PlacedQuestion,
  asks: AsksAbout,
  requirement: Requirement,
  isProven: boolean,
  isNaWaiting: boolean,
): ReceiptRule {
  if (asks.relation === 'related') return 'informs';
  if (placed.gate === 'closed' && outcome === 'notApplicable') return 'notAsked';
  if (outcome === 'notApplicable') return 'naAgreed';
  if (outcome === 'unanswered') return isNaWaiting ? 'naWaiting' : 'unanswered';
  if (outcome === 'met') return !placed.question.evidenceWanted || isProven ? 'met' : 'metUnproven';
  return requirement.obligation === 'must' ? 'mustMissed' : 'shouldMissed';
}

const EFFECTS: Readonly<Record<ReceiptRule, (what: string, category: string) => string>> = {
  met: (what) => `Counts as met for ${what}.`,
  metUnproven: (what) => `Declared met for ${what}; counts as proven once its proof is accepted and valid.`,
  mustMissed: (what, category) =>
    `${what} is a must and is not met, so ${category} has the highest vulnerability, 3 of 3.`,
  shouldMissed: (what, category) =>
    `${what} is a should and is not met, so ${category} cannot have the lowest vulnerability.`,
  unanswered: (what, category) => `Nothing is known about ${what}, so ${category} is not rated on it.`,
  naWaiting: (what) => `Counts as unanswered for ${what} until a reviewer agrees that it does not apply.`,
  naAgreed: (what) => `Does not apply, as a reviewer agreed; left out of ${what}.`,
  notAsked: (what) => `Not asked because of an earlier answer; left out of ${what}.`,
  informs: (what) => `Gives background for ${what} and changes no figure.`,
};

/** One line for every question at every place and every criterion of the program that it bears on, in the order asked. */
export function receiptLines(input: ReceiptInput): ReceiptLine[] {
  const { questionnaire, answers, pack, requirements } = input;
  const standingOf = evidenceStandings(input.evidence, input.asOf);
  const siteNames = new Map(
    isUnnamedSite(questionnaire.sites) ? [] : questionnaire.sites.map(({ id, name }) => [id, name]),
  );
  const titles = new Map(pack.categories.map(({ id, title }) => [id, title]));

  const lineOf = (placed: PlacedQuestion, asks: AsksAbout, requirement: Requirement): ReceiptLine => {
    const { question, siteId, key } = placed;
    const outcome = placedOutcome(placed, answers);
    const answer = placed.gate === 'open' ? answers.get(key) : undefined;
    const standing = standingOf(placed);
    const rule = ruleOf(
      outcome,
      placed,
      asks,
      requirement,
      standing.state === 'accepted',
      isNaProposed(question, answer),
    );
    const what = `${pack.id.toUpperCase()} ${requirement.criterion}${requirement.part ? ` (${requirement.title})` : ''}`;
    const isWorst = outcome === requirement.outcome && outcome !== 'met' && outcome !== 'notApplicable';
    return {
      questionId: question.id,
      question: textIn(question.text),
      ...(siteId === undefined ? {} : { siteId, ...(siteNames.has(siteId) && { siteName: siteNames.get(siteId) }) }),
      answer: placed.gate === 'closed' ? 'Not asked' : answerText(question, answer),
      outcome,
      evidence: standing.state,
      evidenceIds: standing.evidenceIds,
      criterion: requirement.criterion,
      ...(requirement.part ? { part: requirement.part } : {}),
      obligation: requirement.obligation,
      isToBeChecked: requirement.isToBeChecked,
      rule,
      effect: EFFECTS[rule](what, titles.get(requirement.category) ?? requirement.category),
      decides: asks.relation !== 'related' && isWorst,
    };
  };
  return placedQuestions(questionnaire, answers).flatMap((placed) =>
    placed.question.asksAbout.flatMap((asks) =>
      requirements
        .filter(
          ({ criterion, part }) =>
            asks.program === pack.id && asks.criterion === criterion && (asks.part === undefined || asks.part === part),
        )
        .map((requirement) => lineOf(placed, asks, requirement)),
    ),
  );
}
