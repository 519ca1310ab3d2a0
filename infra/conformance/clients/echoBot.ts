import type {
  Activity,
  AdaptiveCardInvokeResponse,
  AdaptiveCardInvokeValue,
  CloudAdapter,
  ConversationReference,
  TurnContext,
} from 'botbuilder';
import type { BotFrameworkAuthentication } from 'botframework-connector';
import type { BotOptions, Target } from '../case';
import { type BotServer, botServer } from './botServer';
import { secureLogin } from './msal';

/** A plain botbuilder bot that listens. */
export interface EchoBot extends BotServer {
  readonly adapter: CloudAdapter;
  /** Activities that passed the bot's own checks, oldest first: type, name and text. */
  readonly heard: readonly HeardActivity[];
  /** Sends to a conversation that the bot has heard of or made, and says the ids of the messages. */
  say(reference: Partial<ConversationReference>, logic: (context: TurnContext) => Promise<void>): Promise<void>;
  /** What went wrong inside the bot, in words. */
  readonly failures: readonly string[];
}

export interface HeardActivity {
  readonly type: string;
  readonly name: string;
  readonly text: string;
  readonly from: string;
  readonly reference: Partial<ConversationReference>;
}

const CHANNEL_ISSUER = 'https://api.botframework.com';

/** An Adaptive Card with one button, whose press is answered with another card. */
export const cardOf = (text: string, verb: string): object => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  body: [{ type: 'TextBlock', text, wrap: true }],
  actions: [{ type: 'Action.Execute', title: 'Press', verb, data: { pressed: verb } }],
});

/**
 * Starts an echo bot made of botbuilder alone: `CloudAdapter`, single tenant, its own check of every token against the
 * connector's OpenID metadata. It echoes texts; "card" brings a card, "edit" a message that it changes, "delete" one
 * that it removes. `bot` undefined makes a bot without an identity, which believes everybody: for the Playground alone.
 * @param port 0 takes any free one
 */
export async function startEchoBot(target: Target, port: number, bot: BotOptions | undefined): Promise<EchoBot> {
  const { ActivityHandler, CardFactory, CloudAdapter, MessageFactory, TurnContext } = await import('botbuilder');
  const adapter = new CloudAdapter(await authentication(target, bot));
  const heard: HeardActivity[] = [];
  const failures: string[] = [];
  adapter.onTurnError = async (_context, error) => void failures.push(error.message);

  class Echo extends ActivityHandler {
    protected override async onAdaptiveCardInvoke(
      context: TurnContext,
      { action }: AdaptiveCardInvokeValue,
    ): Promise<AdaptiveCardInvokeResponse> {
      const value = cardOf(`${context.activity.from.name} pressed ${action.verb}`, 'again') as Record<string, unknown>;
      return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value };
    }
  }
  const handler = new Echo();
  handler.onMessage(async (context, next) => {
    const text = context.activity.text ?? '';
    if (text === 'card') {
      await context.sendActivity({ attachments: [CardFactory.adaptiveCard(cardOf('Please press', 'first'))] });
    } else if (text === 'edit') {
      const sent = await context.sendActivity('Echo: to be changed');
      await context.updateActivity({ ...MessageFactory.text('Echo: changed'), id: sent?.id });
    } else if (text === 'delete') {
      const sent = await context.sendActivity('Echo: to be removed');
      if (sent?.id) await context.deleteActivity(sent.id);
    } else await context.sendActivity(`Echo: ${text}`);
    await next();
  });

  const server: BotServer = await botServer(port, (request, response) =>
    adapter.process(request, response, async (context) => {
      heard.push(heardOf(context.activity, TurnContext.getConversationReference(context.activity)));
      await handler.run(context);
    }),
  );
  return {
    ...server,
    adapter,
    heard,
    failures,
    say: (reference, logic) => adapter.continueConversationAsync(bot?.appId ?? '', reference, logic),
  };
}

/**
 * At Microsoft this is the configuration of every single-tenant bot. Elsewhere all addresses are named (naming one
 * leaves the others empty), and the credentials are msal-node's with a known authority: botbuilder's own factory asks
 * Microsoft about an authority it does not know.
 */
async function authentication(target: Target, bot: BotOptions | undefined): Promise<BotFrameworkAuthentication> {
  const { ConfigurationBotFrameworkAuthentication } = await import('botbuilder');
  if (!bot) return new ConfigurationBotFrameworkAuthentication({});
  const { options } = target;
  const login = secureLogin(options);
  const { host } = new URL(login);
  if (host === 'login.microsoftonline.com')
    return new ConfigurationBotFrameworkAuthentication({
      MicrosoftAppId: bot.appId,
      MicrosoftAppPassword: bot.password,
      MicrosoftAppTenantId: options.tenantId,
      MicrosoftAppType: 'SingleTenant',
    });
  const [{ MsalServiceClientCredentialsFactory }, { ConfidentialClientApplication }] = await Promise.all([
    import('botframework-connector'),
    import('@azure/msal-node'),
  ]);
  const authority = `${login}/${options.tenantId}`;
  const client = new ConfidentialClientApplication({
    auth: { clientId: bot.appId, clientSecret: bot.password, authority, knownAuthorities: [host] },
  });
  const settings = {
    MicrosoftAppId: bot.appId,
    ToChannelFromBotLoginUrl: authority,
    ToChannelFromBotOAuthScope: CHANNEL_ISSUER,
    ToBotFromChannelTokenIssuer: CHANNEL_ISSUER,
    OAuthUrl: `${new URL(bot.serviceUrl).origin}/`,
    ToBotFromChannelOpenIdMetadataUrl: bot.metadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: bot.metadataUrl,
    ValidateAuthority: false,
  };
  // The factory's type is written for an older msal-node, but it calls nothing that has changed.
  type Client = ConstructorParameters<typeof MsalServiceClientCredentialsFactory>[1];
  return new ConfigurationBotFrameworkAuthentication(
    settings,
    new MsalServiceClientCredentialsFactory(bot.appId, client as unknown as Client),
  );
}

function heardOf(activity: Activity, reference: Partial<ConversationReference>): HeardActivity {
  const { type, name = '', text = '', from } = activity;
  return { type, name, text, from: from.aadObjectId ?? from.id, reference };
}
