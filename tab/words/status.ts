import type { z } from 'zod';
import type { categoryVulnerability, reachGroup, riskBand, vulnerability } from '../../src/contracts/common';
import type { AnswerView, DeliveryView, EvidenceView } from '../../src/contracts/partners';

/** The five marks that mean the same everywhere. `unknown` is hatched. */
export type Tone = 'danger' | 'warning' | 'success' | 'neutral' | 'unknown';
export interface Word {
  readonly tone: Tone;
  readonly word: string;
}

export type Risk = z.infer<typeof riskBand>;
export type Group = z.infer<typeof reachGroup>;
export type Vulnerability = z.infer<typeof vulnerability>;
export type CategoryVulnerability = z.infer<typeof categoryVulnerability>;

export const RISK: Readonly<Record<Risk, Word>> = {
  high: { tone: 'danger', word: 'High' },
  medium: { tone: 'warning', word: 'Medium' },
  low: { tone: 'success', word: 'Low' },
  notRated: { tone: 'unknown', word: 'Not rated yet' },
};

export const GROUP: Readonly<Record<Group, Word>> = {
  done: { tone: 'success', word: 'Done' },
  reached: { tone: 'neutral', word: 'Reached' },
  waiting: { tone: 'unknown', word: 'Waiting' },
  notReached: { tone: 'danger', word: 'Not reached' },
};
export const GROUPS = ['done', 'reached', 'waiting', 'notReached'] as const satisfies readonly Group[];

export const VULNERABILITY: Readonly<Record<`${CategoryVulnerability}`, Word>> = {
  '1': { tone: 'success', word: 'All met' },
  '2': { tone: 'warning', word: 'Musts met' },
  '3': { tone: 'danger', word: 'Musts open' },
  notRated: { tone: 'unknown', word: 'Not rated yet' },
  notApplicable: { tone: 'neutral', word: 'Does not apply' },
};

export const LEVEL: Readonly<Record<`${Vulnerability}`, Word>> = {
  '1': { tone: 'success', word: 'Low' },
  '2': { tone: 'warning', word: 'Medium' },
  '3': { tone: 'danger', word: 'High' },
  notRated: { tone: 'unknown', word: 'Not rated' },
};

export const OUTCOME: Readonly<Record<AnswerView['outcome'], Word>> = {
  met: { tone: 'success', word: 'Met' },
  partlyMet: { tone: 'warning', word: 'Partly met' },
  notMet: { tone: 'danger', word: 'Not met' },
  notApplicable: { tone: 'neutral', word: 'Does not apply' },
  unanswered: { tone: 'unknown', word: 'No answer yet' },
};

/**
 * How an answer counts. One that no criterion counts is answered, never met. What the partner said and nobody agreed to,
 * or did not finish, counts as unanswered, but it is not silence.
 */
export function outcomeWord({
  outcome,
  obligation,
  naState,
  answer,
}: Pick<AnswerView, 'outcome' | 'obligation' | 'naState' | 'answer'>): Word {
  if (outcome === 'unanswered') {
    if (naState === 'proposed') return { tone: 'warning', word: 'To decide' };
    if (naState === 'refused') return { tone: 'unknown', word: 'Not agreed' };
    if (answer !== undefined) return { tone: 'unknown', word: 'Not finished' };
  }
  return obligation === undefined && outcome === 'met' ? { tone: 'neutral', word: 'Answered' } : OUTCOME[outcome];
}

export const REVIEW: Readonly<Record<EvidenceView['reviewState'], Word>> = {
  toReview: { tone: 'warning', word: 'To review' },
  accepted: { tone: 'success', word: 'Accepted' },
  rejected: { tone: 'danger', word: 'Rejected' },
};

export const DELIVERY: Readonly<Record<DeliveryView['state'], Word>> = {
  queued: { tone: 'unknown', word: 'Waiting' },
  sent: { tone: 'success', word: 'Sent' },
  notReached: { tone: 'danger', word: 'Not reached' },
  notNeeded: { tone: 'neutral', word: 'Not needed' },
};
