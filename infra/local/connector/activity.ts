/** A file or card in a message; `content` is a card's JSON. */
export interface Attachment {
  readonly contentType: string;
  readonly content?: unknown;
  readonly contentUrl?: string;
  readonly name?: string;
}

/** A Bot Framework activity, as far as this tenant reads it. Everything else is carried as it came. */
export interface Activity {
  readonly type: string;
  readonly id?: string;
  readonly text?: string;
  readonly attachments?: readonly Attachment[];
  readonly [property: string]: unknown;
}

export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';
