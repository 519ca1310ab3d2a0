import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { BotAccess } from './botAccess';
import { checkActivity } from './checkActivity';
import { badSyntax, ConnectorError, conversationNotFound } from './connectorError';

const PREFIX = '/connector/playground/v3';
const WITHDRAWN = { type: 'message', text: 'This message was withdrawn.' };
const TIMEOUT_MS = 10_000;

const registration = z.strictObject({
  /** Conversation ids of one Agents Playground. */
  conversations: z.array(z.string().min(1)).min(1).max(20),
  /** Where its connector is, such as `http://127.0.0.1:56150/_connector`; null when it has ended. */
  url: z
    .url()
    .refine((url) => ['localhost', '127.0.0.1'].includes(new URL(url).hostname), 'An Agents Playground runs here.')
    .nullable(),
});

/** The service address that a bot is told for a chat in an Agents Playground: on the tenant's own host. */
export const playgroundServiceUrl = (origin: string): string => `${origin}/connector/playground/`;

/**
 * Lets the bot answer in an Agents Playground, which checks no tokens and is on no list of allowed services: the bot
 * calls the tenant, which checks its token and what it sends, and passes the call on. `POST /_control/playground` says
 * where the Playground of which chats is.
 */
export function registerPlaygroundRelay(
  app: FastifyInstance,
  control: FastifyInstance,
  context: TenantContext,
  access: BotAccess,
): void {
  const homes = new Map<string, string>();

  control.post('/_control/playground', async (request) => {
    const { conversations, url } = registration.parse(request.body ?? {});
    for (const id of conversations) {
      if (url === null) homes.delete(id);
      else homes.set(id, url.replace(/\/+$/, ''));
    }
    return { serviceUrl: playgroundServiceUrl(context.settings.origin) };
  });

  void app.register(
    async (relay) => {
      relay.addHook('onRequest', async (request) => access.check(request.headers.authorization));
      relay.removeContentTypeParser(['application/json', 'text/plain']);
      relay.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
        try {
          done(null, text === '' ? undefined : JSON.parse(String(text)));
        } catch {
          done(badSyntax('The request body is not JSON.'));
        }
      });
      relay.setErrorHandler((error, _request, reply) => {
        if (error instanceof ConnectorError) return reply.code(error.status).headers(error.headers).send(error.body);
        const { statusCode = 500, message } = error as { statusCode?: number; message?: string };
        return reply
          .code(statusCode)
          .send({ error: { code: statusCode < 500 ? 'BadSyntax' : 'ServiceError', message } });
      });

      relay.route<{ Params: { conversation: string; '*': string } }>({
        method: ['GET', 'POST', 'PUT', 'DELETE'],
        url: '/conversations/:conversation/*',
        async handler({ method, params, body }, reply) {
          const { conversation, '*': rest } = params;
          const home = homes.get(conversation.split(';')[0] ?? '');
          if (!home) throw conversationNotFound();
          const isMessage = method === 'POST' || method === 'PUT';
          const activity = isMessage ? checkActivity(body) : undefined;
          const address = `${home}/v3/conversations/${encodeURIComponent(conversation)}/${rest}`;
          const answer = await pass(method, address, activity);
          // The Playground cannot delete: the message says so instead.
          if (method === 'DELETE' && answer.status === 501) {
            await pass('PUT', address, { ...WITHDRAWN, id: rest.split('/').at(-1) });
            return reply.code(200).send();
          }
          return reply.code(answer.status).type('application/json').send(answer.text);
        },
      });
    },
    { prefix: PREFIX },
  );
}

/** Throws a ConnectorError, 404, when nothing runs there any more: to the bot the chat is gone. */
async function pass(method: string, address: string, body: unknown): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(address, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    throw conversationNotFound();
  }
}
