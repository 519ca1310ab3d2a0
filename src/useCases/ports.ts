import type { Readable } from 'node:stream';
import type { ApplicabilityDecision } from '../domain/applicability';
import type { Assessment, SectionAnswers, SectionHead } from '../domain/assessment';
import type { AuthorityDocument } from '../domain/authorityDocument';
import type { Campaign } from '../domain/campaign';
import type { Contact } from '../domain/contact';
import type { Delivery } from '../domain/delivery';
import type { Evidence } from '../domain/evidence';
import type { JournalEntry } from '../domain/journal';
import type { ConversationReference, Link } from '../domain/link';
import type { Partner } from '../domain/partner';
import type { PartnerImport } from '../domain/partnerImport';
import type { PartnerRequest } from '../domain/partnerRequest';

/** Scheduling, retry and throttling time. Token and code expiry use wall time as well: one clock, the machine's. */
export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

/** A value and the version SharePoint gave it (its eTag, opaque). */
export interface Stored<T> {
  readonly value: T;
  readonly version: string;
}

/** What came of one row of a bulk create. `exists`: a row with this key was already there, untouched. */
export type CreateOutcome = 'created' | 'exists' | 'failed';

/**
 * One noun in one SharePoint list. Reads come from the read model in memory, which the change feed keeps true and to
 * which own writes are applied at once; writes return only after SharePoint has answered.
 */
export interface RecordStore<T extends { readonly key: string }> {
  /** From the read model. */
  get(key: string): Stored<T> | undefined;
  /** From the read model; the order is that of first arrival. */
  all(): readonly Stored<T>[];
  /** Rows whose indexed property has the value; from the read model. Names of indexes are fixed per store. */
  by(index: string, value: string): readonly Stored<T>[];
  /** Creates if absent. Throws `conflict` when the key exists. An unclear answer is settled by reading back. */
  create(value: T): Promise<Stored<T>>;
  /**
   * Creates many in batches, people's calls first. Reports each row once, in any order. Never throws for a row.
   * `onRow` is called as rows settle, for progress.
   */
  createMany(
    values: readonly T[],
    onRow?: (key: string, outcome: CreateOutcome, reason?: string) => void,
  ): Promise<void>;
  /** Replaces the row if its version is still `expected`. Throws `conflict` when it is not: read again and decide. */
  update(value: T, expected: string): Promise<Stored<T>>;
  /** Reads one row from SharePoint and refreshes the read model; `undefined` when it is gone. */
  refresh(key: string): Promise<Stored<T> | undefined>;
}

/** Answers. Heads are in the read model; bodies are read when somebody works on them and kept while their version holds. */
export interface SectionStore {
  /** All sections of an assessment, without bodies; from the read model. */
  heads(assessmentKey: string): readonly Stored<SectionHead>[];
  /** With bodies, from SharePoint or the kept copy when its version is current. At most one Graph call. */
  load(assessmentKey: string): Promise<readonly Stored<SectionAnswers>[]>;
  /** Creates (`expected` undefined) or replaces. Throws `conflict` when somebody else was first. One Graph call. */
  save(section: SectionAnswers, expected: string | undefined): Promise<Stored<SectionAnswers>>;
}

/** Evidence files with their columns, in the records site's library. */
export interface EvidenceStore {
  get(key: string): Stored<Evidence> | undefined;
  all(): readonly Stored<Evidence>[];
  by(index: 'assessmentKey' | 'partnerKey', value: string): readonly Stored<Evidence>[];
  /**
   * Streams a file into the library under a generated name, then sets its columns. `describe` is called once the
   * bytes have gone through, when size and hash are known. Throws `unavailable`; nothing is listed if it throws.
   */
  add(
    file: { readonly key: string; readonly extension: string; readonly body: Readable; readonly expectedSize?: number },
    describe: (received: { size: number; sha256: string }) => Evidence,
  ): Promise<Stored<Evidence>>;
  /** Sets the review columns. Throws `conflict` when the row changed meanwhile. */
  review(evidence: Evidence, expected: string): Promise<Stored<Evidence>>;
  /** The stored bytes. Throws `notFound`, or `forbidden` when the tenant marked the file as malware. */
  content(key: string): Promise<{ readonly body: Readable; readonly size?: number }>;
  /** Removes a file that has not been reviewed. */
  remove(key: string): Promise<void>;
}

/** The authority's documents, in a library of the records site. They stay: decisions name them. */
export interface AuthorityDocumentStore {
  get(key: string): Stored<AuthorityDocument> | undefined;
  all(): readonly Stored<AuthorityDocument>[];
  /** As `EvidenceStore.add`. */
  add(
    file: { readonly key: string; readonly extension: string; readonly body: Readable; readonly expectedSize?: number },
    describe: (received: { size: number; sha256: string }) => AuthorityDocument,
  ): Promise<Stored<AuthorityDocument>>;
  /** As `EvidenceStore.content`. */
  content(key: string): Promise<{ readonly body: Readable; readonly size?: number }>;
}

/** Immutable JSON documents in a library of the system site, one name each, created if absent. */
export interface DocumentStore {
  /** Returns `exists` when a document of this name is there already; it is left as it is. */
  create(name: string, json: string): Promise<'created' | 'exists'>;
  read(name: string): Promise<string | undefined>;
}

/** Everything that is kept, by noun. Index names that `by` accepts stand beside each. */
export interface Stores {
  /** `country` */
  readonly partners: RecordStore<Partner>;
  /** `partnerKey`, `email`, `oid` */
  readonly contacts: RecordStore<Contact>;
  readonly campaigns: RecordStore<Campaign>;
  /** `campaignKey`, `partnerKey` */
  readonly assessments: RecordStore<Assessment>;
  readonly sections: SectionStore;
  readonly evidence: EvidenceStore;
  /** `campaignKey`, `assessmentKey`, `contactKey`, `state` */
  readonly deliveries: RecordStore<Delivery>;
  /** `contactKey` */
  readonly links: RecordStore<Link>;
  readonly conversations: RecordStore<ConversationReference>;
  /** `aggregate` */
  readonly journal: RecordStore<JournalEntry>;
  readonly imports: RecordStore<PartnerImport>;
  /** `criterion`: `program|criterion` */
  readonly applicability: RecordStore<ApplicabilityDecision>;
  readonly authorityDocuments: AuthorityDocumentStore;
  /** `assessmentKey`, `partnerKey`, `contactKey`, `state` */
  readonly partnerRequests: RecordStore<PartnerRequest>;
  /** `<assessmentKey with | as _>_<n>.json` */
  readonly submissions: DocumentStore;
  /** `<assessmentKey with | as _>_<n>_<scoredAt>.json`: the score with its receipt, one per scoring. */
  readonly scores: DocumentStore;
  /** `<contentHash>.json`: the frozen questionnaire content of campaigns. */
  readonly frozenContents: DocumentStore;
  /** `<importKey>.csv` as received (base64 in JSON), `<importKey>.plan.json`: the staged plan with its keys. */
  readonly importFiles: DocumentStore;
}

/** What the read model says when something changed: which noun and which keys. Also how live pages learn of changes. */
export interface Changes {
  /** Counts up with every applied change, own or foreign. */
  readonly revision: number;
  /** Tells the feed that somebody is looking, so that it polls often for a while. */
  touch(): void;
  onChange(listener: (noun: string, keys: readonly string[]) => void): () => void;
  /** Tells listeners, and counts the revision up, also for what is kept in no row. Nothing is told of no keys. */
  tell(noun: string, keys: readonly string[]): void;
}

/** One message to a contact's chat. `card` is an Adaptive Card of version 1.5. */
export interface OutboundCard {
  readonly card: object;
  /** What a notification or a screen reader shows. */
  readonly summary: string;
  /** The questionnaire that this card goes on with: in a chat only the newest such card of a questionnaire stays whole. */
  readonly assessmentKey?: string;
}

/** A send that did not reach its person. `isFinal` false means: the platform may have it, or asks to wait. */
export class NotReached extends Error {
  override readonly name = 'NotReached';
  /** Whether another message to the same address would fare no better. A final refusal says so unless told otherwise. */
  readonly isAddressAtFault: boolean;
  constructor(
    /** A sentence in plain words; detail from the platform behind it. */
    readonly reason: string,
    readonly isFinal: boolean,
    options?: { cause?: unknown; isAddressAtFault?: boolean },
  ) {
    super(reason, options);
    this.isAddressAtFault = options?.isAddressAtFault ?? isFinal;
  }
}

/** The bot's way to a person. Both calls throw `NotReached`. */
export interface Messenger {
  /** Installs the app for the person when needed, opens the 1:1 chat and sends. */
  send(
    person: { oid: string; tid: string },
    message: OutboundCard,
  ): Promise<{ conversationId: string; activityId: string }>;
  /** Replaces a card that was sent before, in the chat that is known of the person. */
  update(person: { oid: string; tid: string }, activityId: string, message: OutboundCard): Promise<void>;
}

export interface MailMessage {
  readonly to: string;
  readonly toName: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Our own id in the message, so that a bounce can be told apart. */
  readonly reference: string;
}

/** The shared mailbox. Throws `NotReached`. Accepted does not mean delivered. */
export interface Mailer {
  send(message: MailMessage): Promise<void>;
  /**
   * Non-delivery reports since a time: which address, which of our references (when it could be read), and why.
   * `isPassing`: the address is not to blame (a full mailbox, a server that was away); a later mail may get through.
   */
  bounces(
    since: Date,
  ): Promise<readonly { address: string; reference?: string; reason: string; isPassing?: boolean; at: string }[]>;
}

export interface DirectoryUser {
  readonly oid: string;
  readonly name: string;
  readonly email: string;
  readonly isGuest: boolean;
}

/** The customer's Entra directory, as far as the product may look into it. */
export interface Directory {
  /** People whose mail address is exactly this. A match is a proposal, never a binding. */
  findByMail(address: string): Promise<readonly DirectoryUser[]>;
  /** The name of one person, `undefined` when the directory has nobody of that id (any more). */
  nameOf(oid: string): Promise<string | undefined>;
}

/** SHA-256 and random numbers, so that use cases name what they need. */
export interface Crypto {
  sha256Hex(text: string): string;
  /** ULID in lower case, rising with time. */
  newKey(): string;
}

/** A line for the people who run the service. Never secrets, answers or addresses. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
