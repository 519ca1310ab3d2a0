import type { TenantContext } from '../context';
import { watchedBot } from '../control/watchedBot';
import type { Directory, Person } from '../directory';
import { botEndpoint } from './botEndpoint';
import { type Chat, type ChatPerson, createChat } from './chat';
import { connectorStateOf } from './connectorState';
import { type ConversationStore, openConversations } from './conversations';
import { type InstallationStore, openInstallations } from './installations';
import type { ChatSides } from './personActivity';
import { CONNECTOR_ISSUER, openSigningKeys, type SigningKeys } from './signingKeys';

/** Everything that the connector's routes work with. */
export interface ConnectorParts {
  readonly botAppId: string;
  readonly conversations: ConversationStore;
  readonly installations: InstallationStore;
  readonly chat: Chat;
  /** Gives up what the bot is still being told, and resolves when nothing is under way any more. */
  readonly close: () => Promise<void>;
  /** Made at the first call, because making RSA keys takes longer than starting the tenant. */
  readonly keys: () => Promise<SigningKeys>;
  /** What all chats have in common. */
  readonly sides: () => Omit<ChatSides, 'conversationId' | 'person' | 'at'>;
  /** By short name, object id, mail or user principal name. Throws UnknownPerson. */
  readonly personOf: (name: string) => ChatPerson;
}

/** Somebody named whom the directory does not know. */
export class UnknownPerson extends Error {
  override readonly name = 'UnknownPerson';
  constructor(readonly wanted: string) {
    super(`The directory knows nobody called "${wanted}".`);
  }
}

export const chatPersonOf = ({ id, displayName, externalUserState }: Person): ChatPerson => ({
  id,
  name: displayName,
  isPending: externalUserState === 'PendingAcceptance',
});

/** Puts the connector together; the tables are made, nothing is signed or sent yet. */
export function createConnectorParts(context: TenantContext, directory: Directory): ConnectorParts {
  const { db, clock, settings, events } = context;
  const bot = directory.application('bot');
  if (!bot) throw new Error('The directory has no bot.');
  const botAppId = bot.id;
  const now = (): number => clock.now();
  const state = connectorStateOf(context);
  const { quirks } = state;
  const conversations = openConversations(db, botAppId, now);
  const installations = openInstallations(db, now);
  let opened: Promise<SigningKeys> | undefined;
  const keys = (): Promise<SigningKeys> => (opened ??= openSigningKeys(db));
  const sides: ConnectorParts['sides'] = () => ({
    botAppId,
    botName: bot.displayName,
    tenantId: settings.tenantId,
    serviceUrl: `${settings.origin}/connector${state.hasFinalSlash ? '/' : ''}`,
  });
  const token = async (): Promise<string> => {
    const at = Math.floor(now() / 1000);
    const claims = {
      iss: CONNECTOR_ISSUER,
      aud: botAppId,
      serviceurl: sides().serviceUrl,
      nbf: at - 60,
      iat: at,
      exp: at + 3600,
    };
    return (await keys()).sign({ claims });
  };
  const changed = (personId: string): void => void events.emit('changed', 'chat', personId);
  const closing = new AbortController();
  const patience = (): number => (quirks.patienceVaries ? 10_000 + Math.floor(5_000 * state.random()) : 15_000);
  const url = `${settings.productUrl}/api/messages`;
  const endpoint = watchedBot(botEndpoint(url, token, closing.signal, patience), context, directory);
  const chat = createChat({
    conversations,
    installations,
    bot: endpoint,
    sides,
    now,
    changed,
    closing: closing.signal,
    invokePosts: () => (quirks.invokesRepeat && state.random() < 0.15 ? 2 : 1),
    updatePosts() {
      if (!quirks.updatesVary) return 1;
      const drawn = state.random();
      return drawn < 0.2 ? 0 : drawn < 0.4 ? 2 : 1;
    },
  });
  return {
    botAppId,
    conversations,
    installations,
    keys,
    sides,
    chat,
    async close() {
      closing.abort();
      await chat.settled();
    },
    personOf(name) {
      const person = directory.find(name);
      if (!person || person.isMailboxOnly) throw new UnknownPerson(name);
      return chatPersonOf(person);
    },
  };
}
