import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ExchangeLimits } from './exchangeLimits';
import type { MailStore, StoredFile, StoredMail } from './mailStore';
import type { PostOffice } from './postOffice';

const reader = z.strictObject({ to: z.string() });
const limit = z.int().min(1).nullable().optional();
const settings = z.strictObject({
  bounce: z.array(z.string()).optional(),
  /** Mails a minute and mailbox; null for no limit. */
  limitPerMinute: limit,
  /** Recipients in 24 hours and mailbox; null for no limit. */
  limitPerDay: limit,
  /** Calls of an application to a mailbox at the same time; null for no limit. */
  callsAtOnce: limit,
});
const delivery = z.strictObject({
  from: z.email(),
  fromName: z.string().optional(),
  to: z.email(),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  files: z.array(z.strictObject({ name: z.string(), contentType: z.string(), base64: z.base64() })).optional(),
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
  /** Sizes in bytes. */
  readonly files: readonly StoredFile[];
}

/**
 * `GET /_control/mail?to=address` answers `{messages}`, newest first, `GET /_control/mail/{id}/files/{file}` the bytes
 * of a file, `POST /_control/mail/{id}/read` marks it read. `POST /_control/deliver` is a mail from outside.
 * `GET /_control/mailboxes` and `POST /_control/mail` tell and change the addresses that bounce and the limits.
 */
export function registerMailControl(
  app: FastifyInstance,
  store: MailStore,
  office: PostOffice,
  limits: ExchangeLimits,
): void {
  const state = () => ({
    bounce: office.bouncing(),
    limitPerMinute: limits.perMinute ?? null,
    limitPerDay: limits.perDay ?? null,
    callsAtOnce: limits.callsAtOnce ?? null,
  });
  const problem = (message: string, code = 'invalid') => ({ error: { code, message } });

  app.get('/_control/mail', async (request, reply) => {
    const query = reader.safeParse(request.query);
    if (!query.success) return reply.code(400).send(problem('Say whose mail: ?to=address.'));
    return { messages: store.list(query.data.to, 'inbox').map(deliveredMail) };
  });
  app.get('/_control/mailboxes', async () => ({ ...state(), mailboxes: store.mailboxes() }));
  app.post('/_control/mail', async (request, reply) => {
    const wish = settings.safeParse(request.body);
    if (!wish.success) return reply.code(400).send(problem(z.prettifyError(wish.error)));
    const { bounce, limitPerMinute, limitPerDay, callsAtOnce } = wish.data;
    if (bounce) office.setBouncing(bounce);
    if (limitPerMinute !== undefined) limits.perMinute = limitPerMinute ?? undefined;
    if (limitPerDay !== undefined) limits.perDay = limitPerDay ?? undefined;
    if (callsAtOnce !== undefined) limits.callsAtOnce = callsAtOnce ?? undefined;
    return state();
  });
  app.post<{ Params: { id: string } }>('/_control/mail/:id/read', async (request, reply) => {
    store.markRead(request.params.id);
    return reply.code(204).send();
  });
  app.get<{ Params: { id: string; file: string } }>('/_control/mail/:id/files/:file', async (request, reply) => {
    const mail = store.get(request.params.id);
    const file = mail?.files.find(({ id }) => id === request.params.file);
    if (!mail || !file) return reply.code(404).send(problem('There is no such file.', 'notFound'));
    // Somebody else wrote it: never shown as a page of this server.
    return reply
      .header('content-type', 'application/octet-stream')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .header('x-content-type-options', 'nosniff')
      .send(store.fileBytes(mail, file.id));
  });
  app.post('/_control/deliver', async (request, reply) => {
    const wish = delivery.safeParse(request.body);
    if (!wish.success) return reply.code(400).send(problem(z.prettifyError(wish.error)));
    const { from, fromName, to, subject, text = '', html, headers = {}, files = [] } = wish.data;
    office.send(
      {
        from: { address: from, ...(fromName && { name: fromName }) },
        to: [{ address: to }],
        subject,
        contentType: html === undefined ? 'text' : 'html',
        content: html ?? text,
        headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      },
      {
        keepsCopy: false,
        files: files.map(({ name, contentType, base64 }) => ({
          name,
          contentType,
          bytes: Buffer.from(base64, 'base64'),
        })),
      },
    );
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
    files: mail.files,
  };
}
