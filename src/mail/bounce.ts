import { z } from 'zod';

const message = z.object({
  subject: z.string().catch(''),
  receivedDateTime: z.string(),
  from: z
    .object({ emailAddress: z.object({ address: z.string().catch('') }) })
    .optional()
    .catch(undefined),
  body: z.object({ content: z.string() }).optional().catch(undefined),
  internetMessageHeaders: z
    .array(z.object({ name: z.string(), value: z.string().catch('') }))
    .optional()
    .catch(undefined),
});

/** What a report says: which address, which of our messages where it can be told, why, and when (ISO). */
export interface Bounce {
  readonly address: string;
  readonly reference?: string;
  readonly reason: string;
  /** A full mailbox, a server that was away: the address itself is not to blame. */
  readonly isPassing?: boolean;
  readonly at: string;
}

// Anybody can write to the inbox, and a text without an end of the wrong signs must not stop the service: lengths are
// those of RFC 5321, and no more is read than a report's own part takes.
const ADDRESS = '[^\\s@<>"\';,:()\\[\\]]{1,64}@[^\\s@<>"\';,:()\\[\\]]{1,190}\\.[a-z0-9-]{2,63}';
const MOST_TEXT = 100_000;

/** By enhanced status code (RFC 3463): the codes that servers really give for an address or a message. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^5\.1\.(1|10|3)$/, 'Mail refused by the receiving server: it knows no such address.'],
  [/^5\.1\.90$/, 'Not sent: the mailbox has reached the number of recipients that it may write to in a day.'],
  [/^5\.1\.2$|^5\.4\.(1|4|310)$/, 'Mail refused: there is no mail server for the part of the address after the @.'],
  [/^[45]\.2\.2$/, 'Mail refused by the receiving server: the mailbox is full.'],
  [/^5\.2\.1$/, 'Mail refused by the receiving server: the mailbox is closed.'],
  [/^5\.7\./, 'Mail refused by the receiving server as not allowed or unwanted.'],
  [/^4\./, 'The receiving server did not take the mail within the time that servers try.'],
];

/** Persistent transient failures (4.x.x), a full mailbox, which servers report as 5.2.2 too, and our own daily limit. */
const PASSING = /^4\.|^5\.2\.2$|^5\.1\.90$/;

/**
 * Reads one message of the inbox as a non-delivery report; `undefined` for any other mail. Anybody can write to the
 * inbox, so only the sender's form and the report's own fields count, and nothing of the text is handed on as it is.
 */
export function readBounce(raw: unknown): Bounce | undefined {
  const parsed = message.safeParse(raw);
  if (!parsed.success) return undefined;
  const { subject, from, body, internetMessageHeaders = [], receivedDateTime } = parsed.data;
  const headers = new Map(internetMessageHeaders.map(({ name, value }) => [name.toLowerCase(), value]));
  const sender = from?.emailAddress.address.toLowerCase() ?? '';
  const isReport =
    /^(postmaster|mailer-daemon|microsoftexchange[0-9a-f]+)@/.test(sender) &&
    (headers.has('x-ms-exchange-message-is-ndr') ||
      headers.has('x-failed-recipients') ||
      /report-type="?delivery-status/i.test(headers.get('content-type') ?? '') ||
      /^(undeliverable|undelivered|delivery (status notification|has failed))/i.test(subject));
  if (!isReport) return undefined;
  const text = (body?.content ?? '').slice(0, MOST_TEXT);
  const address = failedAddress(headers, text);
  if (!address) return undefined;
  const reference = /x-trustlane-reference:\s*([\w|@.:-]{1,300})/i.exec(text)?.[1];
  const at = new Date(receivedDateTime);
  return {
    address,
    ...(reference ? { reference } : {}),
    ...reasonIn(text),
    at: Number.isNaN(at.getTime()) ? receivedDateTime : at.toISOString(),
  };
}

function failedAddress(headers: ReadonlyMap<string, string>, text: string): string | undefined {
  const candidates = [
    headers.get('x-failed-recipients'),
    new RegExp(`Final-Recipient:\\s*rfc822;\\s*(${ADDRESS})`, 'i').exec(text)?.[1],
    new RegExp(`Your message to (${ADDRESS}) couldn't be delivered`, 'i').exec(text)?.[1],
    new RegExp(ADDRESS, 'i').exec(text)?.[0],
  ];
  for (const candidate of candidates) {
    const address = new RegExp(ADDRESS, 'i').exec(candidate ?? '')?.[0];
    if (address) return address.toLowerCase();
  }
  return undefined;
}

function reasonIn(text: string): Pick<Bounce, 'reason' | 'isPassing'> {
  const status = /\b(?:Status:\s*|[45]\d\d[ -])([45]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? '';
  const reason = REASONS.find(([code]) => code.test(status))?.[1] ?? 'Mail refused by the receiving server.';
  return PASSING.test(status) ? { reason, isPassing: true } : { reason };
}
