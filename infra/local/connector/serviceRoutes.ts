import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import type { BotAccess } from './botAccess';
import { checkActivity, checkReplacement, splitActivity } from './checkActivity';
import {
  aclCheckFailed,
  activityNotFound,
  badArgument,
  badSyntax,
  ConnectorError,
  notEnoughPermissions,
  notInstalled,
} from './connectorError';
import type { ConnectorParts } from './parts';
import { createThreads } from './threads';

/** The Bot Framework's ChannelAccount. */
const account = z.strictObject({
  id: z.string(),
  name: z.string().nullish(),
  aadObjectId: z.string().nullish(),
  role: z.string().nullish(),
  properties: z.unknown().optional(),
});
const creation = z.strictObject({
  members: z.array(account).length(1, 'A personal chat has exactly one member.'),
  tenantId: z.string().optional(),
  bot: account,
  isGroup: z.literal(false, 'Bots cannot create group chats.').optional(),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string() }).optional() }).optional(),
});

type ActivityPath = { Params: { conversation: string; activity: string } };
type ConversationPath = { Params: { conversation: string } };
type MembersPage = ConversationPath & { Querystring: { pageSize?: string; continuationToken?: string } };

/** A service address that ends with a slash, and a client that adds its own, make two. */
const PREFIXES = ['/connector/v3', '/connector//v3'];

/** The Bot Connector's REST interface under `/connector/v3`, for personal chats of the one bot. */
export function registerService(
  app: FastifyInstance,
  context: TenantContext,
  directory: Directory,
  parts: ConnectorParts,
  access: BotAccess,
): void {
  for (const prefix of PREFIXES) {
    void app.register(
      async (service) => {
        prepare(service, context, access);
        addConversations(service, context, directory, parts);
        addActivities(service, context, directory, parts);
        addMembers(service, context, directory, parts);
      },
      { prefix },
    );
  }
}

/** Tokens, JSON, unknown paths and query options, and errors in the connector's shape. */
function prepare(service: FastifyInstance, context: TenantContext, access: BotAccess): void {
  const refuse = (request: FastifyRequest, reason: string, error: ConnectorError): never => {
    context.refused({ method: request.method, path: request.url, reason });
    throw error;
  };
  service.addHook('onRequest', async (request) => access.check(request.headers.authorization));
  service.addHook('preValidation', async (request) => {
    const known = request.routeOptions.url?.endsWith('/pagedmembers') ? ['pageSize', 'continuationToken'] : [];
    const unknown = Object.keys(request.query ?? {}).find((name) => !known.includes(name));
    if (unknown === undefined) return;
    const reason = `The connector does not know the query option '${unknown.slice(0, 100)}' here.`;
    refuse(request, reason, badArgument(reason));
  });
  service.removeContentTypeParser(['application/json', 'text/plain']);
  // The bot's client names a content type even where there is no content.
  service.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : JSON.parse(String(text)));
    } catch {
      done(badSyntax('The request body is not JSON.'));
    }
  });
  service.setErrorHandler((error, request, reply) => {
    // What a bot must not send is a mistake worth seeing, like a path that does not exist.
    if (error instanceof ConnectorError && error.status === 400) {
      context.refused({ method: request.method, path: request.url, reason: error.message });
    }
    return sendError(reply, error);
  });
  service.setNotFoundHandler(async (request) => {
    const reason = 'The connector has no such path.';
    return refuse(request, reason, new ConnectorError(404, 'NotFound', reason));
  });
}

function addConversations(
  service: FastifyInstance,
  context: TenantContext,
  directory: Directory,
  parts: ConnectorParts,
): void {
  const { conversations, installations, chat, botAppId } = parts;
  const threads = createThreads(context, directory, parts);

  service.post('/conversations', async (request, reply) => {
    const parsed = creation.safeParse(request.body);
    if (!parsed.success) throw badArgument(parsed.error.issues[0]?.message ?? 'Bad conversation parameters.');
    const { members, tenantId, bot, channelData } = parsed.data;
    const member = members[0]?.id ?? '';
    const person = threads.memberOf(member);
    threads.admit('create', person?.id ?? member);
    threads.enabled();
    if (bot.id.replace(/^28:/, '') !== botAppId) throw badArgument('bot.id is not the calling bot.');
    if ((tenantId ?? channelData?.tenant?.id) !== context.settings.tenantId) {
      throw badArgument('tenantId is missing or not the tenant of the member.');
    }
    if (!person) throw badArgument('Failed to decrypt pairwise id, or the user is not known.');
    if (installations.hasState(person.id, 'aclRefused')) throw aclCheckFailed();
    if (!installations.get(person.id) || !chat.isSettled(person.id)) throw notInstalled();
    return reply.code(201).send({ id: conversations.open(person.id).id });
  });
}

function addActivities(
  service: FastifyInstance,
  context: TenantContext,
  directory: Directory,
  parts: ConnectorParts,
): void {
  const { conversations, botAppId } = parts;
  const threads = createThreads(context, directory, parts);
  const changed = (personId: string): void => void context.events.emit('changed', 'chat', personId);

  /** Stores one message, or the two that Teams makes of text with cards: then no id comes back. */
  const send = (id: string, body: unknown, replyToId?: string): { id?: string } => {
    const pieces = splitActivity(checkActivity(body, botAppId));
    threads.admit('send', id, pieces.length);
    const conversation = threads.writable(id);
    if (pieces[0]?.type === 'typing') {
      context.events.emit('changed', 'typing', conversation.personId);
      return {};
    }
    const stored = pieces.map((piece) =>
      conversations.add(conversation.id, 'bot', { ...piece, ...(replyToId && { replyToId }) }),
    );
    changed(conversation.personId);
    return stored.length === 1 ? { id: stored[0]?.id } : {};
  };
  /** The chat of one of the bot's own messages that is still there. */
  const own = ({ conversation: id, activity }: ActivityPath['Params']) => {
    threads.admit('send', id);
    const conversation = threads.writable(id);
    const known = conversations.find(conversation.id, activity);
    if (!known) throw activityNotFound();
    if (known.sender !== 'bot') throw notEnoughPermissions();
    return conversation;
  };

  service.post<ConversationPath>('/conversations/:conversation/activities', async ({ params, body }, reply) =>
    reply.code(201).send(send(params.conversation, body)),
  );
  service.post<ActivityPath>('/conversations/:conversation/activities/:activity', async ({ params, body }, reply) =>
    reply.code(201).send(send(params.conversation, body, params.activity)),
  );
  service.put<ActivityPath>('/conversations/:conversation/activities/:activity', async ({ params, body }) => {
    const activity = checkReplacement(body, botAppId);
    const { id, personId } = own(params);
    conversations.replace(id, params.activity, activity);
    changed(personId);
    return { id: params.activity };
  });
  service.delete<ActivityPath>('/conversations/:conversation/activities/:activity', async ({ params }, reply) => {
    const { id, personId } = own(params);
    conversations.remove(id, params.activity);
    changed(personId);
    return reply.code(200).send();
  });
}

function addMembers(
  service: FastifyInstance,
  context: TenantContext,
  directory: Directory,
  parts: ConnectorParts,
): void {
  const threads = createThreads(context, directory, parts);
  const reading = (id: string) => {
    threads.admit('read', id);
    threads.enabled();
    return threads.existing(id);
  };

  service.get<ConversationPath>('/conversations/:conversation/members', async ({ params }) => [
    threads.memberView(reading(params.conversation)),
  ]);
  service.get<MembersPage>('/conversations/:conversation/pagedmembers', async ({ params, query }) => {
    if (query.pageSize !== undefined && !/^\d{1,3}$/.test(query.pageSize)) throw badArgument('Bad pageSize.');
    // Two take part in a personal chat, so there is never a second page.
    if (query.continuationToken) throw badArgument('Bad continuationToken.');
    return { members: [threads.memberView(reading(params.conversation))] };
  });
  service.get<{ Params: { conversation: string; member: string } }>(
    '/conversations/:conversation/members/:member',
    async ({ params }) => {
      const conversation = reading(params.conversation);
      if (threads.memberOf(params.member)?.id !== conversation.personId) {
        throw new ConnectorError(404, 'MemberNotFoundInConversation', 'Member not found in the conversation.');
      }
      return threads.memberView(conversation);
    },
  );
}

function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof ConnectorError) return reply.code(error.status).headers(error.headers).send(error.body);
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  const status = statusCode && statusCode < 500 ? statusCode : 500;
  const code = status === 413 ? 'MessageSizeTooBig' : status < 500 ? 'BadSyntax' : 'ServiceError';
  return reply.code(status).send({ error: { code, message: message ?? 'Unknown error.' } });
}
