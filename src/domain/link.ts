/** A contact's personal link: what its row in the system site keeps. The secret itself is never stored. */
export interface Link {
  /** ULID in lower case. */
  readonly key: string;
  readonly contactKey: string;
  /** Raising it ends every earlier link and session of the contact. */
  readonly generation: number;
  /** Which of the service's link keys signs it. */
  readonly keyVersion: number;
  readonly expiresAt: string;
  readonly revokedAt?: string;
  readonly createdAt: string;
}

/** Where a person's 1:1 chat with the bot is, learnt from authenticated activities only. */
export interface ConversationReference {
  /** `tid|oid`. */
  readonly key: string;
  readonly oid: string;
  readonly tid: string;
  readonly conversationId: string;
  readonly serviceUrl: string;
  readonly state: 'active' | 'blocked';
}
