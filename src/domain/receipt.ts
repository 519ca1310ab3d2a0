import type { Obligation } from './criterion';
import type { Outcome } from './outcome';

/** `none`: nothing was sent; `notWanted`: the question asks for no file. */
export type ReceiptEvidence = 'accepted' | 'expired' | 'toReview' | 'rejected' | 'none' | 'notWanted';

/** Which rule turned an answer into its effect. */
export type ReceiptRule =
  | 'met'
  | 'metUnproven'
  | 'mustMissed'
  | 'shouldMissed'
  | 'unanswered'
  | 'naWaiting'
  | 'naAgreed'
  | 'notAsked'
  | 'informs';

/** One question at one place, and what it did to one criterion. */
export interface ReceiptLine {
  readonly questionId: string;
  readonly question: string;
  readonly siteId?: string;
  readonly siteName?: string;
  /** The answer in words; "No answer" without one. */
  readonly answer: string;
  readonly outcome: Outcome;
  readonly evidence: ReceiptEvidence;
  readonly evidenceIds: readonly string[];
  readonly criterion: string;
  readonly part?: string;
  readonly obligation: Obligation;
  readonly isToBeChecked: boolean;
  readonly rule: ReceiptRule;
  /** One sentence. */
  readonly effect: string;
  /** This answer is the worst of its requirement, and the requirement is not met because of it. */
  readonly decides: boolean;
}

/** One step from the lines to a figure. */
export interface ReceiptStep {
  readonly about: 'threat' | 'category' | 'vulnerability' | 'risk';
  /** Category or factor id. */
  readonly id?: string;
  readonly text: string;
}
