import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Activity, ADAPTIVE_CARD } from './activity';
import type { Sender, StoredActivity } from './conversations';
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
    client: z.literal('old').optional(),
    isRepeated: z.boolean().optional(),
  }),
]);
const membership = z.strictObject({
  person: z.string(),
  installed: z.boolean().optional(),
  blocked: z.boolean().optional(),
  neverOpened: z.boolean().optional(),
  aclRefused: z.boolean().optional(),
  notInRoster: z.boolean().optional(),
});
const STATES = ['blocked', 'neverOpened', 'aclRefused', 'notInRoster'] as const;
const reader = z.strictObject({ person: z.string() });

/** An activity of a chat as people see it now: `attachments` hold the card that shows. */
export interface ChatActivity extends Activity {
  readonly id: string;
  readonly sender: Sender;
  /** ISO, tenant time. */
  readonly at: string;
  readonly editedAt?: string;
  /** Why the bot did not take a person's message. */
  readonly failure?: string;
}

/**
 * People's side of the chats: `GET /_control/chat?person=` answers `{activities}`, newest last; `POST /_control/chat` to write, press a
 * button or submit (`client: 'old'` presses as a client without `Action.Execute`, `isRepeated` sends twice), `POST /_control/membership` to
 * install, remove or block the app and for the other states of a person, `GET /_control/memberships`.
 */
export function registerChatControl(app: FastifyInstance, appId: string, parts: ConnectorParts): void {
  const { chat, conversations, installations, personOf } = parts;
  const state = (personId: string) => ({
    isInstalled: installations.get(personId) !== undefined,
    isBlocked: installations.hasState(personId, 'blocked'),
    neverOpened: installations.hasState(personId, 'neverOpened'),
    aclRefused: installations.hasState(personId, 'aclRefused'),
    notInRoster: installations.hasState(personId, 'notInRoster'),
  });

  app.get('/_control/chat', async (request) => {
    const person = personOf(reader.parse(request.query).person);
    const conversation = conversations.ofPerson(person.id);
    const activities = conversation ? conversations.list(conversation.id).map(activityView) : [];
    return { conversationId: conversation?.id, ...state(person.id), activities };
  });

  app.post('/_control/chat', async (request) => {
    const { person, ...wish } = act.parse(request.body);
    return chat.act(personOf(person), wish);
  });

  app.post('/_control/membership', async (request) => {
    const { person: name, installed, ...wishes } = membership.parse(request.body);
    const person = personOf(name);
    for (const each of STATES) {
      const isSo = wishes[each];
      if (isSo !== undefined) chat.setState(person, each, isSo);
    }
    if (installed === true) chat.install(person, appId);
    if (installed === false) chat.uninstall(person);
    await chat.settled();
    return state(person.id);
  });

  app.get('/_control/memberships', async () =>
    installations.list().map(({ personId }) => ({ personId, ...state(personId) })),
  );
}

function activityView({ id, sender, at, editedAt, activity, shownCard, failure }: StoredActivity): ChatActivity {
  const attachments =
    shownCard === undefined ? activity.attachments : [{ contentType: ADAPTIVE_CARD, content: shownCard }];
  return {
    ...activity,
    id,
    sender,
    at: new Date(at).toISOString(),
    ...(attachments && { attachments }),
    ...(editedAt !== undefined && { editedAt: new Date(editedAt).toISOString() }),
    ...(failure && { failure }),
  };
}
