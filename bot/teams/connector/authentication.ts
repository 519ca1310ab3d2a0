import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  type Claim,
  ClaimsIdentity,
  type ConnectorClient,
  ConnectorFactory,
} from 'botframework-connector';
import type { Config } from '../../../src/config';
import type { ConnectorClaims } from '../connectorToken';
import type { BotCredentials } from './credentials';

const SCOPE = 'https://api.botframework.com';
const CALLER = 'urn:botframework:azure';

class ReplyFactory extends ConnectorFactory {
  constructor(private readonly clientFor: (serviceUrl: string) => Promise<ConnectorClient>) {
    super();
  }
  override create(serviceUrl: string): Promise<ConnectorClient> {
    return this.clientFor(serviceUrl);
  }
}

/**
 * botbuilder's view of the cloud, with every setting given (one left out leaves others undefined) and its calls going
 * through our own connector clients. Tokens are judged by the endpoint guard before; nothing is taken from a header here.
 */
export class TeamsAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #factory: ConnectorFactory;

  constructor(
    config: Pick<Config, 'botAppId' | 'tenantId' | 'loginBaseUrl' | 'botOpenIdMetadataUrl'>,
    credentials: BotCredentials,
    clientFor: (serviceUrl: string) => Promise<ConnectorClient>,
  ) {
    super(
      {
        MicrosoftAppId: config.botAppId,
        MicrosoftAppTenantId: config.tenantId,
        ToChannelFromBotLoginUrl: `${config.loginBaseUrl}/${config.tenantId}`,
        ToChannelFromBotOAuthScope: SCOPE,
        ToBotFromChannelTokenIssuer: SCOPE,
        ToBotFromChannelOpenIdMetadataUrl: config.botOpenIdMetadataUrl,
        ToBotFromEmulatorOpenIdMetadataUrl: config.botOpenIdMetadataUrl,
        // Sign-in cards are not used, so this address is never called.
        OAuthUrl: 'https://token.botframework.com',
        CallerId: CALLER,
        ValidateAuthority: false,
      },
      credentials,
      { requiredEndorsements: ['msteams'] },
    );
    this.#factory = new ReplyFactory(clientFor);
  }

  override createConnectorFactory(): ConnectorFactory {
    return this.#factory;
  }

  /** What the adapter needs to know of a request that the guard has admitted. */
  admitted(claims: ConnectorClaims): AuthenticateRequestResult {
    const list: Claim[] = Object.entries(claims).map(([type, value]) => ({ type, value: String(value) }));
    return {
      audience: SCOPE,
      callerId: CALLER,
      claimsIdentity: new ClaimsIdentity(list, 'Bearer'),
      connectorFactory: this.#factory,
    };
  }
}
