import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { MailStore, StoredMail } from './mailStore';
import type { PostOffice } from './postOffice';
import type { SendingLimit } from './sendingLimit';

const reader = z.strictObject({ to: z.string() });
const settings = z.strictObject({
  bounce: z.array(z.string()).optional(),
  /** Mails a minute and mailbox; null for no limit. */
  limitPerMinute: z.int().min(1).nullable().optional(),
});

/** A mail as the shell and tests read it. */
export interface DeliveredMail {
  readonly id: string;
  readonly from: string;
  readonly fromName?: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Empty when the sender wrote plain text. */
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  /** ISO, tenant time. */
  readonly at: string;
  readonly isRead: boolean;
}

/**
 * `GET /_control/mail?to=address` answers `{messages}`, newest first;, `GET /_control/mailboxes`, `POST /_control/mail` with the addresses
 * that bounce and the sending limit, `POST /_control/mail/{id}/read`.
 */
export function registerMailControl(
  app: FastifyInstance,
  store: MailStore,
  office: PostOffice,
  limit: SendingLimit,
): void {
  const state = () => ({ bounce: office.bouncing(), limitPerMinute: limit.perMinute ?? null });

  app.get('/_control/mail', async (request, reply) => {
    const query = reader.safeParse(request.query);
    if (!query.success)
      return reply.code(400).send({ error: { code: 'control', message: 'Say whose mail: ?to=address.' } });
    return { messages: store.list(query.data.to, 'inbox').map(deliveredMail) };
  });
  app.get('/_control/mailboxes', async () => ({ ...state(), mailboxes: store.mailboxes() }));
  app.post('/_control/mail', async (request, reply) => {
    const wish = settings.safeParse(request.body);
    if (!wish.success) return reply.code(400).send({ error: { code: 'control', message: wish.error.message } });
    if (wish.data.bounce) office.setBouncing(wish.data.bounce);
    if (wish.data.limitPerMinute !== undefined) limit.perMinute = wish.data.limitPerMinute ?? undefined;
    return state();
  });
  app.post<{ Params: { id: string } }>('/_control/mail/:id/read', async (request, reply) => {
    store.markRead(request.params.id);
    return reply.code(204).send();
  });
}

function deliveredMail(mail: StoredMail): DeliveredMail {
  return {
    id: mail.id,
    from: mail.from.address,
    ...(mail.from.name && { fromName: mail.from.name }),
    to: mail.to.map(({ address }) => address),
    subject: mail.subject,
    text: mail.text,
    html: mail.contentType === 'html' ? mail.content : '',
    headers: Object.fromEntries((mail.headers ?? []).map(({ name, value }) => [name.toLowerCase(), value])),
    at: new Date(mail.at).toISOString(),
    isRead: mail.isRead,
  };
}
