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
  /** By assessment: the card in this chat that goes on with it, as far as no message of the ledger is newer. */
  readonly liveCards?: Readonly<Record<string, LiveCard>>;
}

/** The card that a questionnaire is being answered on. Older ones only lead to it. */
export interface LiveCard {
  readonly activityId: string;
  /** ISO date and time at which it became that. */
  readonly at: string;
}

const MOST_LIVE_CARDS = 20;

/**
 * The chat with one more live card; the oldest give way. A message shows one questionnaire at a time, so what it showed
 * before is no card of its own any more.
 */
export function withLiveCard(
  chat: ConversationReference,
  assessmentKey: string,
  live: LiveCard,
): ConversationReference {
  const others = Object.entries(chat.liveCards ?? {})
    .filter(([key, { activityId }]) => key !== assessmentKey && activityId !== live.activityId)
    .sort(([, a], [, b]) => b.at.localeCompare(a.at))
    .slice(0, MOST_LIVE_CARDS - 1);
  return { ...chat, liveCards: Object.fromEntries([[assessmentKey, live], ...others]) };
}
