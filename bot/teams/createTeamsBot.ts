import type { Config } from '../../src/config';
import type { ConversationReference } from '../../src/domain/link';
import type { MessageCards } from '../../src/useCases/messages';
import type { Clock, Log, Messenger } from '../../src/useCases/ports';
import type { UseCases } from '../../src/useCases/useCases';
import { messageCards } from './cards/messageCards';
import { TeamsAdapter } from './connector/adapter';
import { TeamsAuthentication } from './connector/authentication';
import { createConnectorClients } from './connector/connectorClients';
import { createBotCredentials } from './connector/credentials';
import { createEndpointGuard, Refused } from './endpointGuard';
import { createInstaller, type GraphRequest } from './installer';
import { createLiveCards } from './liveCards';
import { createMessenger } from './messenger';
import { createRateBound } from './rateBound';
import { createOncePerInvoke } from './repeatedInvokes';
import { runTurn } from './turn';

/** A request to the messaging endpoint; the body is parsed JSON, bounded in size by the server. */
export interface BotRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** What is needed of a response. Node's own fits. */
export interface BotResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(text?: string): unknown;
}

export interface BotReply {
  readonly status: number;
  readonly body?: unknown;
}

export interface TeamsBotParts {
  readonly config: Config;
  /** Asked for at each turn, because the use cases in their turn need the messenger. */
  readonly getUseCases: () => UseCases;
  readonly clock: Clock;
  readonly log: Log;
  /** Where a person's chat is, from the read model. */
  readonly conversationOf: (person: {
    readonly oid: string;
    readonly tid: string;
  }) => ConversationReference | undefined;
  /** Calls Graph as the service. */
  readonly graphRequest: GraphRequest;
  readonly customerName: string;
  /** A ULID in lower case. */
  readonly newKey: () => string;
}

export interface TeamsBot {
  /** `POST /api/messages`. Writes the whole answer; never throws. */
  handle(request: BotRequest, response: BotResponse): Promise<void>;
  /** The same without a server. */
  answer(request: BotRequest): Promise<BotReply>;
  readonly messenger: Messenger;
  readonly cards: MessageCards;
}

/** More refusals than this in a minute are only counted, so that a stranger cannot fill the log. */
const LOGGED_REFUSALS = 60;

/** The bot in Teams: its endpoint, and the way to people who have not written. */
export function createTeamsBot(parts: TeamsBotParts): TeamsBot {
  const { config, clock, log, conversationOf } = parts;
  const credentials = createBotCredentials(config);
  const clients = createConnectorClients(config, credentials, clock);
  const adapter = new TeamsAdapter(
    new TeamsAuthentication(config, credentials, (serviceUrl) => clients(serviceUrl, 'reply')),
    log,
  );
  const guard = createEndpointGuard(config, clock);
  const oncePerInvoke = createOncePerInvoke(clock);
  const isLogged = createRateBound(LOGGED_REFUSALS, 60_000, () => clock.now().getTime());
  const messenger = createMessenger({
    config,
    clock,
    log,
    installer: createInstaller(parts.graphRequest, config.graphBaseUrl, config.teamsAppCatalogId),
    clientFor: (serviceUrl) => clients(serviceUrl, 'job'),
    conversationOf,
    blocked: async ({ key: _, ...reference }) => parts.getUseCases().rememberConversation(reference),
  });

  const liveCards = createLiveCards({ getUseCases: parts.getUseCases, update: messenger.update, clock, log });

  async function answer(request: BotRequest): Promise<BotReply> {
    try {
      const { claims, activity } = await guard(request);
      const turnParts = {
        useCases: parts.getUseCases(),
        clock,
        log,
        plainPageUrl: `${config.publicUrl}/answer/`,
        customerName: parts.customerName,
        timeZone: config.timeZone,
        conversationOf,
        isInstallingFor: messenger.isInstallingFor,
        oncePerInvoke,
        liveCards,
        newKey: parts.newKey,
      };
      const body = request.body as Readonly<Record<string, unknown>>;
      const invoked = await adapter.run(claims, body, (context) => runTurn(turnParts, context, activity));
      return invoked ? { status: invoked.status, body: invoked.body as unknown } : { status: 200 };
    } catch (error) {
      if (error instanceof Refused) {
        const { status, code, message, detail } = error;
        if (isLogged('refused')) log.warn({ status, code, detail }, 'A request to the bot was refused');
        return { status, body: { code, message } };
      }
      const { name, stack } = error instanceof Error ? error : { name: 'unknown', stack: undefined };
      log.error({ error: name, stack }, 'The bot could not take a request');
      return {
        status: 503,
        body: { code: 'unavailable', message: 'The bot cannot answer right now. Please try again.' },
      };
    }
  }

  return {
    answer,
    async handle(request, response) {
      const { status, body } = await answer(request);
      response.statusCode = status;
      response.setHeader('cache-control', 'no-store');
      if (status === 429 || status === 503) response.setHeader('retry-after', '5');
      if (body === undefined) {
        response.end();
        return;
      }
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(JSON.stringify(body));
    },
    messenger: {
      async send(person, message) {
        const sent = await messenger.send(person, message);
        if (message.assessmentKey) liveCards.sent(person, sent.activityId, message.assessmentKey);
        return sent;
      },
      update: messenger.update,
    },
    cards: messageCards,
  };
}
