import { ConfidentialClientApplication } from '@azure/msal-node';
import { z } from 'zod';
import { GraphRefusal, GraphSilence } from './graphErrors';
import type { Transport } from './transport';

export interface TokenSource {
  /** An app-only token for Graph, from memory while it lasts. `isFresh`: fetch a new one, the last was refused. */
  get(isFresh?: boolean): Promise<string>;
}

export interface TokenSettings {
  readonly loginBaseUrl: string;
  readonly graphBaseUrl: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const metadataShape = z.looseObject({
  issuer: z.string(),
  token_endpoint: z.url(),
  authorization_endpoint: z.string(),
});

/**
 * Tokens by client secret. The OpenID metadata is fetched from the configured login address and handed to MSAL, which
 * then makes no discovery of its own: one path for Microsoft's addresses and for this machine's.
 * Throws GraphSilence when the login service does not answer and GraphRefusal when it says no.
 */
export function createTokenSource(settings: TokenSettings, send: Transport): TokenSource {
  let application: Promise<ConfidentialClientApplication> | undefined;

  const connect = async (): Promise<ConfidentialClientApplication> => {
    const { host, origin } = new URL(settings.loginBaseUrl);
    const url = `${settings.loginBaseUrl}/${settings.tenantId}/v2.0/.well-known/openid-configuration`;
    const response = await send(url, { method: 'GET' }).catch((cause: unknown) => {
      throw new GraphSilence('The login service does not answer.', false, undefined, { cause });
    });
    if (!response.ok) throw new GraphSilence(`The login service answered ${response.status} for its metadata.`, false);
    const metadata = metadataShape.parse(await response.json());
    // The secret goes to this endpoint, so a document may not send it elsewhere.
    if (new URL(metadata.token_endpoint).origin !== origin)
      throw new GraphSilence('The login metadata names a token endpoint on another host.', false);
    return new ConfidentialClientApplication({
      auth: {
        clientId: settings.clientId,
        clientSecret: settings.clientSecret,
        authority: `https://${host}/${settings.tenantId}`,
        knownAuthorities: [host],
        authorityMetadata: JSON.stringify(metadata),
      },
    });
  };

  const fetchToken = async (isFresh: boolean): Promise<string> => {
    application ??= connect();
    const client = await application.catch((error: unknown) => {
      application = undefined;
      throw error;
    });
    try {
      const result = await client.acquireTokenByClientCredential({
        scopes: [`${settings.graphBaseUrl}/.default`],
        skipCache: isFresh,
      });
      if (result) return result.accessToken;
    } catch (cause) {
      throw asLoginFailure(cause);
    }
    throw new GraphSilence('The login service gave no token.', false);
  };

  // Calls that need a token at the same time share one request: MSAL would send one for each.
  const underWay = new Map<boolean, Promise<string>>();
  return {
    get(isFresh = false) {
      const known = underWay.get(isFresh);
      if (known) return known;
      const token = fetchToken(isFresh).finally(() => underWay.delete(isFresh));
      underWay.set(isFresh, token);
      return token;
    },
  };
}

function asLoginFailure(cause: unknown): Error {
  const code = cause instanceof Error && 'errorCode' in cause ? String(cause.errorCode) : '';
  // MSAL's own texts may hold addresses and ids; the code says which kind of refusal it was.
  if (/^(invalid_client|unauthorized_client|invalid_grant|invalid_scope|invalid_request)$/.test(code))
    return new GraphRefusal({ status: 401, code, message: 'The login service refused the service its token.' });
  return new GraphSilence('The login service does not answer.', false, undefined, { cause });
}
