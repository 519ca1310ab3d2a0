export type ReviewState = 'toReview' | 'accepted' | 'rejected';

/** A file that shows a criterion is carried out, as the evidence library's columns keep it. */
export interface Evidence {
  /** ULID in lower case; also the start of the generated file name. */
  readonly key: string;
  readonly assessmentKey: string;
  readonly partnerKey: string;
  readonly questionId: string;
  readonly siteId?: string;
  /** `program:criterion` ids that the question asks about. */
  readonly criteria: readonly string[];
  /** As the contact's device named it, cleaned for display. Never used as a path. */
  readonly originalName: string;
  readonly contentType: string;
  /** Bytes received; the stored file may differ, because SharePoint rewrites some formats. */
  readonly size: number;
  /** SHA-256 of the bytes received, lower-case hex. */
  readonly sha256: string;
  readonly reviewState: ReviewState;
  readonly reviewNote?: string;
  readonly reviewedBy?: string;
  readonly reviewedAt?: string;
  /** Calendar date until which the proof is good; absent means no end. */
  readonly validUntil?: string;
  readonly addedBy: string;
  readonly addedAt: string;
}
