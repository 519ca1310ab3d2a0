import {
  type AppCredentials,
  MsalServiceClientCredentialsFactory,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { Config } from '../../../src/config';
import { createEntraApplication } from '../../../src/entra/application';

const SCOPE = 'https://api.botframework.com';
const SUFFIX = '/.default';
const TIMEOUT_MS = 10_000;

type BotbuildersMsal = ConstructorParameters<typeof MsalServiceClientCredentialsFactory>[1];

/** The bot's own sign-in at Entra: single tenant; by secret, certificate or managed identity. */
export interface BotCredentials extends ServiceClientCredentialsFactory {
  /** Signs calls to the connector; keeps its token and renews it in time. */
  forConnector(): Promise<AppCredentials>;
}

/**
 * botbuilder asks our own application for its tokens. Its factories for certificates and managed identities are not used:
 * the one signs with SHA-1 and runs a program named openssl, the other repeats on its own, and neither can be pointed at
 * another login address than Microsoft's.
 */
export function createBotCredentials(
  config: Pick<Config, 'botAppId' | 'botCredential' | 'loginBaseUrl' | 'tenantId'>,
): BotCredentials {
  const { botAppId, botCredential: credential, loginBaseUrl, tenantId } = config;
  const login = `${loginBaseUrl}/${tenantId}`;
  const application = createEntraApplication({ loginBaseUrl, tenantId, clientId: botAppId, credential }, (url, init) =>
    fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) }),
  );
  // botbuilder brings an older MSAL whose class has private members; only this one of its methods is called.
  const asMsal = {
    acquireTokenByClientCredential: ({ scopes, skipCache }: { scopes: readonly string[]; skipCache?: boolean }) => {
      const [scope = SCOPE] = scopes;
      const resource = scope.endsWith(SUFFIX) ? scope.slice(0, -SUFFIX.length) : scope;
      return application.tokenFor(resource, skipCache ?? false);
    },
  };
  const factory = new MsalServiceClientCredentialsFactory(botAppId, asMsal as unknown as BotbuildersMsal);

  return {
    isValidAppId: async (appId) => appId === botAppId,
    isAuthenticationDisabled: async () => false,
    createCredentials: (_appId, audience = SCOPE) => factory.createCredentials(botAppId, audience, login, false),
    async forConnector() {
      return (await factory.createCredentials(botAppId, SCOPE, login, false)) as AppCredentials;
    },
  };
}
