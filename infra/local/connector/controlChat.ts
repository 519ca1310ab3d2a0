import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { cardOf } from './activity';
import type { StoredActivity } from './conversations';
import type { ConnectorParts } from './parts';

const values = z.record(z.string(), z.unknown());
const act = z.union([
  z.strictObject({ person: z.string(), text: z.string().min(1) }),
  z.strictObject({ person: z.string(), value: values, inputs: values.optional(), replyToId: z.string().optional() }),
  z.strictObject({
    person: z.string(),
    action: z.strictObject({
      verb: z.string().optional(),
      id: z.string().optional(),
      data: values.optional(),
      inputs: values.optional(),
    }),
    replyToId: z.string().optional(),
  }),
]);
const membership = z.strictObject({
  person: z.string(),
  installed: z.boolean().optional(),
  blocked: z.boolean().optional(),
});
const reader = z.strictObject({ person: z.string() });

/** A message as the shell and tests read it: who, when, what text, and the card that shows now. */
export interface ChatMessage {
  readonly id: string;
  readonly from: 'bot' | 'person';
  /** ISO, tenant time. */
  readonly at: string;
  readonly editedAt?: string;
  readonly text?: string;
  readonly card?: unknown;
  readonly failure?: string;
}

/**
 * People's side of the chats: `GET /_control/chat?person=` (newest last), `POST /_control/chat` to write, press a
 * button or submit, `POST /_control/membership` to install, remove or block the app, `GET /_control/memberships`.
 */
export function registerChatControl(app: FastifyInstance, appId: string, parts: ConnectorParts): void {
  const { chat, conversations, installations, personOf } = parts;
  const state = (personId: string) => ({
    isInstalled: installations.get(personId) !== undefined,
    isBlocked: installations.isBlocked(personId),
  });

  app.get('/_control/chat', async (request) => {
    const person = personOf(reader.parse(request.query).person);
    const conversation = conversations.ofPerson(person.id);
    const messages = conversation ? conversations.list(conversation.id).map(messageView) : [];
    return { conversationId: conversation?.id, ...state(person.id), messages };
  });

  app.post('/_control/chat', async (request) => {
    const { person, ...wish } = act.parse(request.body);
    return chat.act(personOf(person), wish);
  });

  app.post('/_control/membership', async (request) => {
    const { person: name, installed, blocked } = membership.parse(request.body);
    const person = personOf(name);
    if (blocked !== undefined) chat.setBlocked(person, blocked);
    if (installed === true) chat.install(person, appId);
    if (installed === false) chat.uninstall(person);
    await chat.settled();
    return state(person.id);
  });

  app.get('/_control/memberships', async () =>
    installations.list().map(({ personId }) => ({ personId, ...state(personId) })),
  );
}

function messageView({ id, sender, at, editedAt, activity, shownCard, failure }: StoredActivity): ChatMessage {
  const card = shownCard ?? cardOf(activity);
  return {
    id,
    from: sender,
    at: new Date(at).toISOString(),
    ...(editedAt !== undefined && { editedAt: new Date(editedAt).toISOString() }),
    ...(activity.text && { text: activity.text }),
    ...(card !== undefined && { card }),
    ...(failure && { failure }),
  };
}
