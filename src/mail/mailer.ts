import type { Graph, GraphAnswer } from '../sharepoint/client/graph';
import { GraphRefusal, GraphSilence } from '../sharepoint/client/graphErrors';
import { type Mailer, type MailMessage, NotReached } from '../useCases/ports';
import { type Bounce, readBounce } from './bounce';

/** A client of its own: a mailbox that asks to wait must not hold SharePoint's calls back. */
export interface MailerOptions {
  readonly graph: Pick<Graph, 'call'>;
  /** The shared mailbox, by address. */
  readonly sender: string;
}

/** Our header in every message; a non-delivery report repeats it. */
export const REFERENCE_HEADER = 'x-trustlane-reference';

const PAGE = 50;
const MOST_PAGES = 20;

/** Mail through Graph, from one shared mailbox. */
export function createMailer({ graph, sender }: MailerOptions): Mailer {
  const mailbox = `/users/${encodeURIComponent(sender)}`;

  return {
    async send(message) {
      try {
        // 202 means taken in, not delivered: what bounces comes back to the inbox. A POST that may have gone through
        // is not repeated, because nobody should get the same mail twice.
        await graph.call({
          method: 'POST',
          path: `${mailbox}/sendMail`,
          headers: { 'Content-Type': 'application/json' },
          body: { message: graphMessage(message), saveToSentItems: true },
          isRepeatable: false,
          resourceUnits: 1,
        });
      } catch (error) {
        throw asNotReached(error);
      }
    },

    async bounces(since) {
      const found: Bounce[] = [];
      let path: string | undefined = inboxSince(mailbox, since);
      for (let page = 0; path !== undefined && page < MOST_PAGES; page += 1) {
        const answer: GraphAnswer = await graph.call({
          method: 'GET',
          path,
          headers: { Prefer: 'outlook.body-content-type="text"' },
          resourceUnits: 1,
        });
        const { messages, next } = readPage(answer.body);
        for (const message of messages) {
          const bounce = readBounce(message);
          if (bounce) found.push(bounce);
        }
        path = next;
      }
      return found;
    },
  };
}

const inboxSince = (mailbox: string, since: Date): string => {
  const query = [
    ['$filter', `receivedDateTime ge ${since.toISOString().replace(/\.\d+Z$/, 'Z')}`],
    ['$orderby', 'receivedDateTime asc'],
    ['$select', 'subject,from,receivedDateTime,body,internetMessageHeaders'],
    ['$top', String(PAGE)],
  ].map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`);
  return `${mailbox}/mailFolders/inbox/messages?${query.join('&')}`;
};

/**
 * The JSON form takes one body. Exchange makes the plain-text part of an HTML message itself when it leaves for another
 * organisation, so the HTML is written to read well as text.
 */
const graphMessage = (message: MailMessage): object => ({
  subject: message.subject,
  body: { contentType: 'html', content: message.html },
  toRecipients: [{ emailAddress: { address: message.to, name: message.toName } }],
  internetMessageHeaders: [{ name: REFERENCE_HEADER, value: message.reference }],
});

function readPage(body: unknown): { messages: readonly unknown[]; next: string | undefined } {
  const page = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const next = page['@odata.nextLink'];
  return {
    messages: Array.isArray(page.value) ? page.value : [],
    next: typeof next === 'string' ? next : undefined,
  };
}

/** What Graph said, in words for the people who follow the messages. Detail stays behind it. */
function asNotReached(error: unknown): NotReached {
  if (error instanceof GraphRefusal) {
    if (/InvalidRecipient/i.test(error.code))
      return new NotReached('The mail address is not one that mail can be sent to.', true, { cause: error });
    if (error.status === 413)
      return new NotReached('The mail is too large for the mailbox.', true, { cause: error, isAddressAtFault: false });
    return new NotReached('The mailbox did not take the mail. The log of the service says why.', false, {
      cause: error,
    });
  }
  if (error instanceof GraphSilence) {
    const reason = error.isUnclear
      ? 'The mail server did not say whether it took the mail.'
      : 'The mail server did not answer, or asked to wait.';
    return new NotReached(reason, false, { cause: error });
  }
  return new NotReached('The mail could not be sent.', false, { cause: error });
}
