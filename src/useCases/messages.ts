import type { DeliveryStep } from '../domain/delivery';
import type { BeforeAnswering } from './beforeAnswering';
import type { OutboundCard } from './ports';

/**
 * Everything that a message to a contact says, for card and mail alike: both say the same sentences. Texts come from
 * people and partners, so whoever renders them escapes them.
 */
export interface MessageView {
  readonly step: DeliveryStep;
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
  /** In an invitation of the whole: the colleague who gave the contact's name. */
  readonly namedBy?: string;
  /** In an invitation: what to have at hand, how long answers are kept, what not to send. */
  readonly before?: BeforeAnswering;
  /**
   * Set for a contact who answers only what a colleague handed over, and for the step `handedOver`: who did, the parts
   * in words, and the colleague's own words. Minutes and counts are then those of these parts alone.
   */
  readonly handedOver?: {
    readonly by: string;
    readonly parts: readonly string[];
    readonly note?: string;
    /** What the parts wait for in parts of others, a sentence each. */
    readonly waiting?: readonly string[];
  };
  /** For the step `reply`: who answered which question of the contact, and what. */
  readonly reply?: {
    readonly requestKey: string;
    readonly by: string;
    readonly text: string;
    /** The contact's own question. */
    readonly asked: string;
    /** The question or section it is about, in words. */
    readonly about?: string;
  };
  /** For the step `handedBack`: which colleague is done with which parts, and how many of their questions are open. */
  readonly handedBack?: {
    readonly by: string;
    readonly parts: readonly string[];
    readonly open: number;
    /** The colleague says that somebody else should answer them. */
    readonly isDeclined?: boolean;
  };
  /** For the step `decided`: what became of a colleague whom the contact named. */
  readonly decision?: {
    /** The customer's person who decided. */
    readonly by: string;
    readonly isAgreed: boolean;
    readonly reason: 'notMe' | 'delegate' | 'whole';
    /** Whom the contact named; absent for "somebody else". */
    readonly name?: string;
    readonly parts: readonly string[];
    readonly note?: string;
    /** The contact is not asked any more: the link leads nowhere and belongs into no message. */
    readonly endsForYou?: boolean;
  };
  /** For the step `widened`: who asks for the whole. */
  readonly widenedBy?: { readonly name: string; readonly isOfCustomer: boolean };
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

/** What the customer's person is told when a contact asks for something. */
export interface CustomerView {
  readonly customerName: string;
  readonly kind: 'help' | 'colleague';
  readonly contactName: string;
  readonly partnerName: string;
  readonly campaignTitle: string;
  /** Why the person is asked, as a sentence. */
  readonly why: string;
  /** The question or section it is about, in words. */
  readonly about?: string;
  /** The contact's own words since the person was told last, the oldest first. */
  readonly words: readonly string[];
  readonly colleague?: { readonly name: string; readonly email: string; readonly jobTitle?: string };
  /** The partner's page in the tab. */
  readonly url: string;
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
  /** For the steps `invitation`, `handedOver` and `widened`. */
  invitation(view: MessageView): OutboundCard;
  /** For the steps `before3`, `dueDay`, `after3` and `later`. */
  reminder(view: MessageView): OutboundCard;
  /** For the step `reply`. */
  reply(view: MessageView): OutboundCard;
  /** For the step `handedBack`. */
  handedBack(view: MessageView): OutboundCard;
  /** For the step `decided`. */
  decided(view: MessageView): OutboundCard;
  /** A one-time code, for a contact in Teams who has no mail address. */
  code(view: CodeView): OutboundCard;
}

/** Pure functions from a view to a mail; the mail folder holds them. */
export interface MessageMails {
  invitation(view: MessageView): MailContent;
  reminder(view: MessageView): MailContent;
  reply(view: MessageView): MailContent;
  handedBack(view: MessageView): MailContent;
  decided(view: MessageView): MailContent;
  /** To the customer's own person: somebody asks for help, or names a colleague. */
  customer(view: CustomerView): MailContent;
  code(view: CodeView): MailContent;
}
