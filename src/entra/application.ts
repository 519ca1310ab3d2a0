import { ConfidentialClientApplication, type Configuration } from '@azure/msal-node';
import { z } from 'zod';
import type { Credential } from './credential';
import { asLoginFailure, LoginSilent } from './loginFailure';
import { createManagedIdentity, type IdentityToken } from './managedIdentity';

export interface EntraSettings {
  readonly loginBaseUrl: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly credential: Credential;
}

/** Sends one HTTP request; throws when there is no whole answer. */
type Send = (url: string, init: RequestInit) => Promise<Response>;

export interface EntraApplication {
  /**
   * An app-only token for a resource such as `https://graph.microsoft.com`, from memory while it lasts unless `isFresh`.
   * Throws LoginRefused and LoginSilent, whose texts may be logged.
   */
  tokenFor(resource: string, isFresh: boolean): Promise<IdentityToken>;
}

/** What a managed identity's token is made out to when an application is to take it for a proof. */
const EXCHANGE = 'api://AzureADTokenExchange';

const metadataShape = z.looseObject({
  issuer: z.string(),
  token_endpoint: z.url(),
  authorization_endpoint: z.string(),
});

/**
 * An application of ours at Entra, whatever it proves itself with. The OpenID metadata is fetched from the configured
 * login address and handed to MSAL, which then makes no discovery of its own: one path for Microsoft's addresses and for
 * this machine's. Nothing is fetched before the first token is asked for.
 */
export function createEntraApplication(settings: EntraSettings, send: Send): EntraApplication {
  const { clientId, credential } = settings;
  // The application is the managed identity itself, as bots of the type UserAssignedMSI are.
  if (credential.kind === 'managedIdentity' && credential.clientId.toLowerCase() === clientId.toLowerCase())
    return { tokenFor: createManagedIdentity(credential.clientId) };

  let connected: Promise<ConfidentialClientApplication> | undefined;
  const connect = async (): Promise<ConfidentialClientApplication> => {
    const { host } = new URL(settings.loginBaseUrl);
    return new ConfidentialClientApplication({
      auth: {
        clientId,
        ...proofOf(credential),
        // MSAL insists on https here; where it really goes is in the metadata.
        authority: `https://${host}/${settings.tenantId}`,
        knownAuthorities: [host],
        authorityMetadata: JSON.stringify(await metadataOf(settings, send)),
      },
    });
  };

  return {
    async tokenFor(resource, isFresh) {
      connected ??= connect();
      const application = await connected.catch((error: unknown) => {
        connected = undefined;
        throw error;
      });
      const result = await application
        .acquireTokenByClientCredential({ scopes: [`${resource}/.default`], skipCache: isFresh })
        .catch((error: unknown) => {
          throw asLoginFailure(error);
        });
      if (!result) throw new LoginSilent('The login service gave no token.');
      return result;
    },
  };
}

function proofOf(credential: Credential): Partial<Configuration['auth']> {
  if (credential.kind === 'secret') return { clientSecret: credential.secret };
  if (credential.kind === 'certificate') {
    const { thumbprintSha256, privateKey, certificate } = credential;
    return { clientCertificate: { thumbprintSha256, privateKey, x5c: certificate } };
  }
  const identity = createManagedIdentity(credential.clientId);
  return { clientAssertion: async () => (await identity(EXCHANGE, false)).accessToken };
}

async function metadataOf({ loginBaseUrl, tenantId }: EntraSettings, send: Send): Promise<object> {
  const url = `${loginBaseUrl}/${tenantId}/v2.0/.well-known/openid-configuration`;
  const response = await send(url, { method: 'GET' }).catch((cause: unknown) => {
    throw new LoginSilent('The login service does not answer.', { cause });
  });
  if (!response.ok) throw new LoginSilent(`The login service answered ${response.status} for its metadata.`);
  const metadata = metadataShape.safeParse(await response.json().catch(() => undefined));
  if (!metadata.success) throw new LoginSilent('The metadata of the login service cannot be read.');
  // The credential goes to this endpoint, so a document may not send it elsewhere.
  if (new URL(metadata.data.token_endpoint).origin !== new URL(loginBaseUrl).origin)
    throw new LoginSilent('The login metadata names a token endpoint on another host.');
  return metadata.data;
}
