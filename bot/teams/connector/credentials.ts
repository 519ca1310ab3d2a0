import { ConfidentialClientApplication } from '@azure/msal-node';
import {
  type AppCredentials,
  MsalServiceClientCredentialsFactory,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { z } from 'zod';
import type { Config } from '../../../src/config';

const SCOPE = 'https://api.botframework.com';
const TIMEOUT_MS = 10_000;

type BotbuildersMsal = ConstructorParameters<typeof MsalServiceClientCredentialsFactory>[1];

/** The bot's own sign-in at Entra: single tenant, client secret. */
export interface BotCredentials extends ServiceClientCredentialsFactory {
  /** Signs calls to the connector; keeps its token and renews it in time. */
  forConnector(): Promise<AppCredentials>;
}

/**
 * The authority's endpoints are read from its metadata and handed to MSAL, so that Microsoft's cloud and a login service
 * on this machine take the same way. The metadata comes from the configured address only.
 */
export function createBotCredentials(
  config: Pick<Config, 'botAppId' | 'botAppPassword' | 'loginBaseUrl' | 'tenantId'>,
): BotCredentials {
  const login = `${config.loginBaseUrl}/${config.tenantId}`;
  let factory: Promise<MsalServiceClientCredentialsFactory> | undefined;

  async function build(): Promise<MsalServiceClientCredentialsFactory> {
    const url = `${login}/v2.0/.well-known/openid-configuration`;
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`The login service answered ${response.status} for its metadata.`);
    const metadata = z.looseObject({ token_endpoint: z.url() }).parse(await response.json());
    const { host } = new URL(config.loginBaseUrl);
    const application = new ConfidentialClientApplication({
      auth: {
        clientId: config.botAppId,
        clientSecret: config.botAppPassword,
        // MSAL insists on https here; where it really goes is in the metadata.
        authority: `https://${host}/${config.tenantId}`,
        knownAuthorities: [host],
        authorityMetadata: JSON.stringify(metadata),
      },
    });
    // botbuilder brings an older MSAL whose class has private members; only acquireTokenByClientCredential is called.
    return new MsalServiceClientCredentialsFactory(config.botAppId, application as unknown as BotbuildersMsal);
  }

  const ready = (): Promise<MsalServiceClientCredentialsFactory> => {
    factory ??= build().catch((error: unknown) => {
      factory = undefined;
      throw error;
    });
    return factory;
  };

  return {
    isValidAppId: async (appId) => appId === config.botAppId,
    isAuthenticationDisabled: async () => false,
    async createCredentials(_appId, audience = SCOPE) {
      return (await ready()).createCredentials(config.botAppId, audience, login, false);
    },
    async forConnector() {
      return (await (await ready()).createCredentials(config.botAppId, SCOPE, login, false)) as AppCredentials;
    },
  };
}
