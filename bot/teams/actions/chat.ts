import type { PartnerSession } from '../../../src/contracts/questionnaire';
import type { Contact } from '../../../src/domain/contact';
import { dayIn } from '../../../src/useCases/calendar';
import type { Clock, Log, OutboundCard } from '../../../src/useCases/ports';
import type { Answering, UseCases } from '../../../src/useCases/useCases';
import type { CardTime } from '../cards/dueWords';

/** What an act in the chat comes to. */
export type ChatReply =
  /** Takes the place of the pressed card. `receipt` stays in its place where the client cannot have it replaced at once. */
  | { readonly kind: 'card'; readonly card: OutboundCard; readonly receipt?: OutboundCard }
  /** Nothing was done; the card stays as it is, with what was typed in it. */
  | { readonly kind: 'failed'; readonly status: 400 | 403 | 503; readonly message: string };

/** Somebody in the chat, as the verified activity names them. */
export interface ChatPerson {
  readonly oid: string;
  readonly tid: string;
  readonly name: string;
}

export interface ChatContext {
  readonly useCases: UseCases;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** The partner page without a secret. */
  readonly plainPageUrl: string;
  readonly customerName: string;
  /** The customer's; without it days are those of UTC. */
  readonly timeZone?: string;
  /** A ULID in lower case: what a form carries so that sending it twice does nothing twice. */
  readonly newKey: () => string;
}

/** One questionnaire that this person may answer, and as which contact. */
export interface Mine {
  readonly contact: Contact;
  readonly assessment: PartnerSession['assessments'][number];
}

/** All questionnaires of the person, in the order of urgency per contact. Reads memory only. */
export function minesOf({ useCases }: ChatContext, person: ChatPerson): readonly Mine[] {
  return useCases
    .contactsOf(person)
    .filter(({ status }) => status === 'active')
    .flatMap((contact) => useCases.assessmentsOf(contact).map((assessment) => ({ contact, assessment })));
}

export const answeringAs = ({ contact }: Pick<Mine, 'contact'>): Answering => ({ contact, source: 'card' });

/** The contact's own page; the plain one when no link can be had now, because a card without it is better than none. */
export async function pageUrlOf({ useCases, log, plainPageUrl }: ChatContext, contact: Contact): Promise<string> {
  try {
    return (await useCases.linkFor(contact)).url;
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'A card was made without its link');
    return plainPageUrl;
  }
}

/** The moment of a card, with the zone in which its days are counted. */
export const timeOf = ({ clock, timeZone }: Pick<ChatContext, 'clock' | 'timeZone'>): CardTime => ({
  now: clock.now().toISOString(),
  ...(timeZone !== undefined && { timeZone }),
});

/** Today's calendar date where the customer is, as the use cases count days. */
export const todayOf = ({ clock, timeZone }: ChatContext): string => dayIn(clock.now(), timeZone);

/** The customer's calendar day of an ISO time. */
export const dayOf = ({ timeZone }: Pick<ChatContext, 'timeZone'>, at: string): string => dayIn(new Date(at), timeZone);
