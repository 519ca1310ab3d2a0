import type { ScoreView } from '../contracts/partners';
import type { ReceiptEvidence, ReceiptRule } from '../domain/receipt';
import type { CategoryResult } from '../domain/requirement';
import type { Score } from '../domain/scoring';
import type { RequirementRef, Sensitivity } from '../domain/sensitivity';
import { figuresOf, type ScoreDocument } from './scoreSubmission';

const PROOF_WORDS: Record<ReceiptEvidence, string> = {
  accepted: 'proof accepted',
  expired: 'proof has run out',
  toReview: 'proof waits for review',
  rejected: 'proof rejected',
  none: 'no proof sent',
  notWanted: 'no proof asked for',
};
const PROXY_WORDS = { pv: 'Political stability', rl: 'Rule of law', cc: 'Control of corruption' } as const;

/** "3.1 (money laundering)": a part's id is its name written in one word. */
const refWords = ({ criterion, part }: Pick<RequirementRef, 'criterion' | 'part'>): string =>
  part === undefined ? criterion : `${criterion} (${part.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)})`;
const listWords = (refs: readonly RequirementRef[]): string => {
  const words = refs.map(refWords);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
};

/** "Closing 2 open points (1.2 and 3.4) moves the risk from high to medium." */
export function sensitivityInWords(sensitivity: Sensitivity | undefined): string {
  if (!sensitivity) return 'Closing open points does not move the risk to a better band.';
  const { from, to, close, answer, prove } = sensitivity;
  const acts = [
    ...(close.length > 0
      ? [`closing ${close.length === 1 ? '1 open point' : `${close.length} open points`} (${listWords(close)})`]
      : []),
    ...(answer.length > 0
      ? [`answering ${answer.length === 1 ? '1 criterion' : `${answer.length} criteria`} (${listWords(answer)})`]
      : []),
    ...(prove.length > 0
      ? [`proving ${prove.length === 1 ? '1 criterion' : `${prove.length} criteria`} (${listWords(prove)})`]
      : []),
  ];
  const all = acts.join(', ');
  const sentence = `${all.charAt(0).toUpperCase()}${all.slice(1)}`;
  return from === 'notRated'
    ? `${sentence} can rate the risk ${to}.`
    : `${sentence} moves the risk from ${from} to ${to}.`;
}

const categoryView = (category: CategoryResult): ScoreView['categories'][number] => ({
  id: category.id,
  title: category.title,
  declared: category.declared.rating,
  evidenced: category.evidenced.rating,
  best: category.evidenced.best,
  worst: category.evidenced.worst,
  openMusts: category.openMusts,
  unproven: category.unproven,
  answered: category.answered,
  total: category.total,
  conformity: category.conformity,
});

/** A score with its receipt as the partner page of the tab shows it. */
export function scoreView(document: ScoreDocument, basis: readonly string[]): ScoreView {
  const { score } = document;
  return {
    figures: figuresOf(score, document.scoredAt, document.basedOn),
    categories: score.categories.map(categoryView),
    threat: {
      factors: score.threat.factors.map(({ id, title, level, proxy, percentile, year }) => ({
        id,
        title,
        level,
        proxy: PROXY_WORDS[proxy],
        percentile,
        year,
      })),
      attribution: score.threat.attribution,
      country: score.threat.country ?? '',
    },
    explanation: score.steps.map(({ text }) => text),
    receipt: [...score.receipt]
      .sort((a, b) => RANK[a.rule] - RANK[b.rule])
      .map((line) => ({
        questionId: line.questionId,
        siteName: line.siteName,
        question: line.question,
        answer: line.answer,
        outcome: line.outcome,
        criterion: refWords(line),
        obligation: line.obligation,
        proof: PROOF_WORDS[line.evidence],
        ...(line.rule === 'informs' ? { counts: false } : {}),
        effect: line.effect,
      })),
    sensitivity: sensitivityInWords(score.sensitivity.evidenced ?? score.sensitivity.declared),
    basis: [...basis, ...toBeChecked(score)],
  };
}

/** What a reader looks for stands first; in itself each group keeps the order of the questions. */
const RANK: Readonly<Record<ReceiptRule, number>> = {
  mustMissed: 0,
  unanswered: 1,
  naWaiting: 1,
  shouldMissed: 2,
  metUnproven: 3,
  met: 4,
  naAgreed: 5,
  notAsked: 6,
  informs: 7,
};

const toBeChecked = ({ requirements }: Score): string[] => {
  const refs = requirements.filter(({ isToBeChecked }) => isToBeChecked);
  return refs.length === 0
    ? []
    : [`To be checked with the authority's text for this kind of partner: ${listWords(refs)}.`];
};
