import type { Answer } from './answer';
import type { Delegation } from './delegation';
import type { PartnerType } from './partner';

/** The figures of the last score, small enough to be listed by the thousand. */
export interface ScoreFigures {
  readonly openMusts: number;
  /** Musts and shoulds that are declared met and not proven. */
  readonly unproven: number;
  /** How many of those are musts; ranks partners. */
  readonly unprovenMusts?: number;
  readonly unanswered: number;
  readonly threat: 1 | 2 | 3;
  /** 5 to 15: ranks within a rating only. */
  readonly threatTotal: number;
  readonly vulnerabilityDeclared: 1 | 2 | 3 | 'notRated';
  readonly vulnerabilityEvidenced: 1 | 2 | 3 | 'notRated';
  readonly riskDeclared: 'low' | 'medium' | 'high' | 'notRated';
  readonly riskEvidenced: 'low' | 'medium' | 'high' | 'notRated';
  readonly scoredAt: string;
  /** Short hash of what was scored (submission, proofs, decisions): another one now means score again. */
  readonly basedOn?: string;
}

/** One partner's answers within a campaign. On screen: "partner questionnaire". */
export interface Assessment {
  /** `campaignKey|partnerKey`. */
  readonly key: string;
  readonly campaignKey: string;
  readonly partnerKey: string;
  readonly status: 'open' | 'submitted';
  readonly createdAt: string;
  /**
   * The partner's types when the campaign was opened, by which it asks. Absent on rows from before they were kept: then
   * the partner's own.
   */
  readonly partnerTypes?: readonly PartnerType[];
  /** How many submissions exist; the newest is `key|n`. */
  readonly submissions: number;
  readonly submittedAt?: string;
  readonly submittedBy?: string;
  /** Why it was sent with musts unanswered, when it was. */
  readonly openMustsReason?: string;
  readonly figures?: ScoreFigures;
  /** The head of this aggregate's journal chain. */
  readonly journalSeq: number;
  readonly journalHash: string;
  /** In the order they were made; ended ones stay. */
  readonly delegations?: readonly Delegation[];
  /** By contact key: the day (YYYY-MM-DD) on which the contact wants to be reminded, instead of the usual reminders. */
  readonly remindOn?: Readonly<Record<string, string>>;
}

export const assessmentKey = (campaignKey: string, partnerKey: string): string => `${campaignKey}|${partnerKey}`;

/**
 * How an answer counts, one letter each, so that a section's row tells its progress without its body: met, partly met,
 * not met, agreed not to apply, unanswered; said not to apply and waiting for a reviewer; hidden by its gate.
 */
export const OUTCOME_LETTERS = ['m', 'p', 'n', 'a', 'u', 'w', 'h'] as const;
export type OutcomeLetter = (typeof OUTCOME_LETTERS)[number];

/** How far a whole questionnaire was when one of its sections was saved. */
export interface SavedProgress {
  readonly answered: number;
  readonly total: number;
  readonly percent: number;
  readonly minutesLeft: number;
  readonly minutesAtMost: number;
  /** Questions at all places, asked or not: another count now means that something else is asked. */
  readonly places: number;
}

/** What a list of sections shows without loading the answers. */
export interface SectionHead {
  /** `assessmentKey|sectionId|siteId or -`. */
  readonly key: string;
  readonly assessmentKey: string;
  readonly sectionId: string;
  readonly siteId?: string;
  /** Counts saves; an answer keeps the revision that last changed it. */
  readonly revision: number;
  /** By answer key (`questionId` or `questionId@siteId`). */
  readonly outcomes: Readonly<Record<string, OutcomeLetter>>;
  /** Absent on rows from before it was kept. */
  readonly progress?: SavedProgress;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

/** One section's answers, for one site when its questions are site questions. One list row. */
export interface SectionAnswers extends SectionHead {
  readonly answers: readonly Answer[];
  /**
   * Why nothing may be written over the row as it stands, in words for people: somebody made nonsense of it. `answers`
   * are those that were last readable, or none. Never stored.
   */
  readonly blocked?: string;
}

export const sectionKey = (assessment: string, sectionId: string, siteId?: string): string =>
  `${assessment}|${sectionId}|${siteId ?? '-'}`;
