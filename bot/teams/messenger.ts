import type { Activity, ConversationParameters } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { Config } from '../../src/config';
import type { ConversationReference } from '../../src/domain/link';
import { type Clock, type Log, type Messenger, NotReached, type OutboundCard } from '../../src/useCases/ports';
import type { TeamsInstaller } from './installer';
import { notReachedBy, platformAnswer } from './platformReason';

type Person = { readonly oid: string; readonly tid: string };

export interface MessengerParts {
  readonly config: Pick<Config, 'botAppId' | 'botServiceUrl' | 'tenantId'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly installer: TeamsInstaller;
  readonly clientFor: (serviceUrl: string) => Promise<ConnectorClient>;
  /** The person's chat, as far as it is known. */
  readonly conversationOf: (person: Person) => ConversationReference | undefined;
  /** Told when Teams says that the person has removed or blocked the app. */
  readonly blocked: (reference: ConversationReference) => Promise<void>;
}

/** Just after an installation Teams may still say that the app is not there. */
const SETTLING_MS = [1_000, 2_000, 4_000];

/** A card as a message. Text and card never go into one message: Teams would cut it in two and answer no id. */
export const cardActivity = ({ card, summary }: OutboundCard): Partial<Activity> => ({
  type: 'message',
  summary,
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
});

/**
 * The bot's way to a person who has not written. A known chat is used; otherwise the app is installed and the 1:1 chat
 * opened. A person who removed the app is left alone until they write again.
 */
export function createMessenger(parts: MessengerParts): Messenger & { isInstallingFor(oid: string): boolean } {
  const { config, clock, log, installer, clientFor, conversationOf } = parts;
  const installing = new Map<string, number>();

  async function sendTo(serviceUrl: string, conversationId: string, message: OutboundCard): Promise<string> {
    const client = await clientFor(serviceUrl);
    const { id } = await client.conversations.sendToConversation(conversationId, cardActivity(message));
    return id ?? '';
  }

  /** Teams answers with the one 1:1 chat of bot and person, however often it is asked. */
  async function open(person: Person): Promise<string> {
    const client = await clientFor(config.botServiceUrl);
    const wish: Partial<ConversationParameters> = {
      bot: { id: `28:${config.botAppId}`, name: '' },
      members: [{ id: person.oid, name: '' }],
      tenantId: person.tid,
      isGroup: false,
      channelData: { tenant: { id: person.tid } },
    };
    for (let tries = 0; ; tries += 1) {
      try {
        return (await client.conversations.createConversation(wish as ConversationParameters)).id;
      } catch (error) {
        const { status, code } = platformAnswer(error);
        const isSettling = status === 403 && code === 'ForbiddenOperationException';
        const wait = SETTLING_MS[tries];
        if (!isSettling || wait === undefined) throw error;
        await clock.sleep(wait);
      }
    }
  }

  async function sendKnown(known: ConversationReference, message: OutboundCard): Promise<string | undefined> {
    try {
      return await sendTo(known.serviceUrl, known.conversationId, message);
    } catch (error) {
      const { status, isBlocked } = platformAnswer(error);
      if (status === 404) return undefined;
      if (isBlocked) await remember({ ...known, state: 'blocked' });
      throw error;
    }
  }

  /** A courtesy for the next send; it never decides over this one. */
  async function remember(reference: ConversationReference): Promise<void> {
    await parts.blocked(reference).catch((error: unknown) => {
      log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'A blocked chat could not be noted');
    });
  }

  return {
    async send(person, message) {
      if (person.tid !== config.tenantId) throw new NotReached('They belong to another organisation in Teams.', true);
      try {
        const known = conversationOf(person);
        if (known?.state === 'blocked') throw new NotReached('They have removed or blocked the app in Teams.', true);
        const sent = known && (await sendKnown(known, message));
        if (known && sent !== undefined) return { conversationId: known.conversationId, activityId: sent };
        // Marked before Graph is asked: Teams may tell of the installation before Graph has answered.
        installing.set(person.oid, clock.now().getTime());
        await installer.install(person.oid);
        const conversationId = await open(person);
        return { conversationId, activityId: await sendTo(config.botServiceUrl, conversationId, message) };
      } catch (error) {
        throw notReachedBy(error);
      }
    },
    async update(person, activityId, message) {
      const known = conversationOf(person);
      if (!known) throw new NotReached('Their chat is not known.', true);
      try {
        // Chats live in regions; the address of another one answers that there is no such chat.
        const client = await clientFor(known.serviceUrl);
        await client.conversations.updateActivity(known.conversationId, activityId, {
          ...cardActivity(message),
          id: activityId,
        });
      } catch (error) {
        throw notReachedBy(error);
      }
    },
    isInstallingFor(oid) {
      const at = installing.get(oid);
      for (const [each, since] of installing) if (clock.now().getTime() - since > 10 * 60_000) installing.delete(each);
      return at !== undefined && clock.now().getTime() - at <= 10 * 60_000;
    },
  };
}
