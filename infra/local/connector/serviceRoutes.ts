import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory, Person } from '../directory';
import type { BotAccess } from './botAccess';
import { checkActivity, splitActivity } from './checkActivity';
import {
  activityNotFound,
  badSyntax,
  ConnectorError,
  conversationNotFound,
  notInstalled,
  writesBlocked,
} from './connectorError';
import { type Conversation, memberIdOf } from './conversations';
import type { ConnectorParts } from './parts';

const creation = z.strictObject({
  members: z.array(z.looseObject({ id: z.string() })).length(1, 'A personal chat has exactly one member.'),
  tenantId: z.string().optional(),
  bot: z.looseObject({ id: z.string() }),
  isGroup: z.literal(false, 'Bots cannot create group chats.').optional(),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string() }).optional() }).optional(),
});

type ActivityPath = { Params: { conversation: string; activity: string } };
type ConversationPath = { Params: { conversation: string } };

/** The Bot Connector's REST interface under `/connector/v3`, for personal chats of the one bot. */
export function registerService(
  app: FastifyInstance,
  context: TenantContext,
  directory: Directory,
  parts: ConnectorParts,
  access: BotAccess,
): void {
  const { conversations, installations, botAppId } = parts;

  void app.register(
    async (service) => {
      service.addHook('onRequest', async (request) => access.check(request.headers.authorization));
      service.removeContentTypeParser('application/json');
      // The bot's client names a content type even where there is no content.
      service.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
        try {
          done(null, text === '' ? undefined : JSON.parse(String(text)));
        } catch {
          done(badSyntax('The request body is not JSON.'));
        }
      });
      service.setErrorHandler((error, _request, reply) => sendError(reply, error));
      const unknown = async (request: { method: string; url: string }): Promise<never> => {
        context.refused({ method: request.method, path: request.url, reason: 'The connector has no such path.' });
        throw new ConnectorError(404, 'NotFound', 'The connector has no such path.');
      };
      service.setNotFoundHandler(unknown);

      service.post('/conversations', async (request, reply) => {
        const parsed = creation.safeParse(request.body);
        if (!parsed.success) throw badSyntax(parsed.error.issues[0]?.message ?? 'Bad conversation parameters.');
        const { members, tenantId, bot, channelData } = parsed.data;
        if (bot.id.replace(/^28:/, '') !== botAppId) throw badSyntax('bot.id is not the calling bot.');
        if ((tenantId ?? channelData?.tenant?.id) !== context.settings.tenantId) {
          throw badSyntax('tenantId is missing or not the tenant of the member.');
        }
        const person = memberOf(members[0]?.id ?? '');
        if (!person) throw badSyntax('Failed to decrypt pairwise id, or the user is not known.');
        if (!installations.get(person.id)) throw notInstalled();
        return reply.code(201).send({ id: conversations.open(person.id).id });
      });

      const send = async (id: string, body: unknown, replyToId?: string): Promise<{ id?: string }> => {
        const conversation = writable(id);
        const parts = splitActivity(checkActivity(body));
        if (parts[0]?.type === 'typing') return {};
        const stored = parts.map((part) =>
          conversations.add(conversation.id, 'bot', { ...part, ...(replyToId && { replyToId }) }),
        );
        context.events.emit('changed', 'chat', conversation.personId);
        return stored.length === 1 ? { id: stored[0]?.id } : {};
      };
      service.post<ConversationPath>('/conversations/:conversation/activities', async ({ params, body }, reply) =>
        reply.code(201).send(await send(params.conversation, body)),
      );
      service.post<ActivityPath>('/conversations/:conversation/activities/:activity', async ({ params, body }, reply) =>
        reply.code(201).send(await send(params.conversation, body, params.activity)),
      );
      service.put<ActivityPath>('/conversations/:conversation/activities/:activity', async ({ params, body }) => {
        const conversation = writable(params.conversation);
        if (!conversations.replace(conversation.id, params.activity, checkActivity(body))) throw activityNotFound();
        context.events.emit('changed', 'chat', conversation.personId);
        return { id: params.activity };
      });
      service.delete<ActivityPath>('/conversations/:conversation/activities/:activity', async ({ params }, reply) => {
        const conversation = writable(params.conversation);
        if (!conversations.remove(conversation.id, params.activity)) throw activityNotFound();
        context.events.emit('changed', 'chat', conversation.personId);
        return reply.code(200).send();
      });

      service.get<ConversationPath>('/conversations/:conversation/members', async ({ params }) => [
        memberView(existing(params.conversation)),
      ]);
      service.get<ConversationPath>('/conversations/:conversation/pagedmembers', async ({ params }) => ({
        members: [memberView(existing(params.conversation))],
      }));
      service.get<{ Params: { conversation: string; member: string } }>(
        '/conversations/:conversation/members/:member',
        async ({ params }) => {
          const conversation = existing(params.conversation);
          if (memberOf(params.member)?.id !== conversation.personId) {
            throw new ConnectorError(404, 'MemberNotFoundInConversation', 'Member not found in the conversation.');
          }
          return memberView(conversation);
        },
      );
    },
    { prefix: '/connector/v3' },
  );

  function existing(id: string): Conversation {
    const conversation = conversations.get(id);
    if (!conversation) throw conversationNotFound();
    return conversation;
  }

  function writable(id: string): Conversation {
    const conversation = existing(id);
    const { personId } = conversation;
    if (!installations.get(personId) || installations.isBlocked(personId)) throw writesBlocked();
    return conversation;
  }

  /** By directory object id or `29:` id, never by mail address or user principal name. */
  function memberOf(id: string): Person | undefined {
    const person = id.startsWith('29:')
      ? directory.list().find((known) => memberIdOf(botAppId, known.id) === id)
      : directory.get(id.replace(/^8:orgid:/, ''));
    return person?.isMailboxOnly ? undefined : person;
  }

  function memberView({ personId }: Conversation): Record<string, unknown> {
    const person = directory.get(personId);
    if (!person) throw conversationNotFound();
    return {
      id: memberIdOf(botAppId, person.id),
      name: person.displayName,
      aadObjectId: person.id,
      ...(person.givenName && { givenName: person.givenName }),
      ...(person.surname && { surname: person.surname }),
      email: person.mail,
      userPrincipalName: person.userPrincipalName,
      tenantId: context.settings.tenantId,
      userRole: person.userType === 'Guest' ? 'guest' : 'user',
    };
  }
}

function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof ConnectorError) return reply.code(error.status).send(error.body);
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  const status = statusCode && statusCode < 500 ? statusCode : 500;
  const code = status === 413 ? 'MessageSizeTooBig' : status < 500 ? 'BadSyntax' : 'ServiceError';
  return reply.code(status).send({ error: { code, message: message ?? 'Unknown error.' } });
}
