export const ACTS = [
  'campaignOpened',
  'submitted',
  'evidenceAccepted',
  'evidenceRejected',
  'notApplicableAgreed',
  'notApplicableRefused',
  'changePutBack',
  'teamsBound',
  'siteAdded',
  'siteRenamed',
  'siteRemoved',
  'applicabilitySet',
  'colleagueNamed',
  'colleagueAgreed',
  'colleagueRefused',
  'handedOver',
  'handOverEnded',
  'notMe',
  'accessWidened',
  'accessNarrowed',
] as const;
export type JournalAct = (typeof ACTS)[number];

/** One consequential act. Entries of an aggregate form a chain: each holds the hash of the one before. */
export interface JournalEntry {
  /** `aggregateKey|seq`. */
  readonly key: string;
  readonly aggregate: string;
  readonly seq: number;
  readonly act: JournalAct;
  /** Opaque id of who did it. */
  readonly actorId: string;
  readonly at: string;
  readonly detail: string;
  readonly previousHash: string;
  readonly hash: string;
}
