/** What scoring needs to know of a piece of evidence. */
export interface EvidenceState {
  readonly evidenceId: string;
  readonly questionId: string;
  readonly siteId?: string;
  readonly state: 'toReview' | 'accepted' | 'rejected';
  /** Last day (YYYY-MM-DD) on which it proves anything; absent means without end. */
  readonly validUntil?: string;
}
