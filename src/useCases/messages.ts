import type { StepId } from '../domain/campaign';
import type { OutboundCard } from './ports';

/**
 * Everything that a message to a contact says, for card and mail alike: both say the same sentences. Texts come from
 * people and partners, so whoever renders them escapes them.
 */
export interface MessageView {
  readonly step: StepId;
  readonly assessmentKey: string;
  readonly customerName: string;
  /** The person of the customer who asks, and whom the contact can write to. */
  readonly askedBy: { readonly name: string; readonly email: string };
  readonly contactName: string;
  readonly partnerName: string;
  readonly campaignTitle: string;
  /** Why the customer asks, in the words of its person. */
  readonly why: string;
  /** Calendar date `YYYY-MM-DD`, and the same in words: "30 June 2027". */
  readonly dueOn: string;
  readonly dueInWords: string;
  /** Whole days until `dueOn` at the moment of sending; 0 on the day, negative when it has passed. */
  readonly daysLeft: number;
  /** "due 30 June 2027, in 12 days" | "due today, 30 June 2027" | "was due 30 June 2027, 3 days ago". */
  readonly dueSentence: string;
  /** Whole minutes for what is still missing. An estimate. */
  readonly minutesLeft: number;
  /** What it may come to, when later questions turn out to apply. */
  readonly minutesAtMost?: number;
  readonly answered: number;
  readonly total: number;
  /** Who will read the answers, as a sentence. */
  readonly whoSees: string;
  readonly link: {
    /** Carries the secret in its fragment. Goes behind a button, never into the text. */
    readonly url: string;
    /** The secret to type in, in groups of characters, for mail programs that cut the link. */
    readonly code: string;
    /** Where the code is typed in: the page without the secret. */
    readonly pageUrl: string;
    /** "31 August 2027": the last day on which the link works. */
    readonly expiresInWords: string;
  };
}

export interface CodeView {
  readonly customerName: string;
  readonly contactName: string;
  /** Six digits. */
  readonly code: string;
  readonly validMinutes: number;
}

export interface MailContent {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Pure functions from a view to a card; the bot's folder holds them. */
export interface MessageCards {
  invitation(view: MessageView): OutboundCard;
  /** For the steps `before3`, `dueDay` and `after3`. */
  reminder(view: MessageView): OutboundCard;
  /** A one-time code, for a contact in Teams who has no mail address. */
  code(view: CodeView): OutboundCard;
}

/** Pure functions from a view to a mail; the mail folder holds them. */
export interface MessageMails {
  invitation(view: MessageView): MailContent;
  reminder(view: MessageView): MailContent;
  code(view: CodeView): MailContent;
}
