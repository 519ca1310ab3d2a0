import type { Application, Directory } from '../directory';
import { checkClientAssertion } from './clientAssertion';
import { EntraError, missing } from './entraError';
import { isFederatedAssertion } from './federatedAssertion';
import type { TokenIssuer } from './tokens';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface ClientAuthentication {
  readonly directory: Directory;
  readonly issuer: TokenIssuer;
  readonly form: URLSearchParams;
  readonly authorization: string | undefined;
  /** Values of an assertion's `aud` that mean this tenant's token endpoint. */
  readonly audiences: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The application that proves itself with its secret, its certificate or a managed identity. Throws an EntraError for anybody else. */
export function authenticateClient({
  directory,
  issuer,
  form,
  authorization,
  audiences,
  now,
}: ClientAuthentication): Application {
  const { id, secret } = credentialsOf(form, authorization);
  if (!id) throw missing('client_id');
  const application = directory.applications().find((known) => known.id === id.toLowerCase());
  if (!application)
    throw new EntraError(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${id}' was not found in the directory 'Northgate Trading Ltd'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    );
  const { enabled, secretExpired, certificates, federatedSubjects } = directory.stateOf(application.name);
  if (!enabled)
    throw new EntraError(
      400,
      'unauthorized_client',
      7000112,
      `Application '${application.id}'(${application.displayName}) is disabled.`,
    );
  const assertion = form.get('client_assertion');
  if (assertion) {
    if (form.get('client_assertion_type') !== ASSERTION_TYPE) throw missing('client_assertion_type');
    if (isFederatedAssertion(assertion, issuer, federatedSubjects)) return application;
    checkClientAssertion(assertion, application, { certificates, audiences, now });
    return application;
  }
  if (!secret)
    throw new EntraError(
      401,
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  if (!directory.isSecretOf(application, secret))
    throw new EntraError(
      401,
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${id}'.`,
    );
  if (secretExpired)
    throw new EntraError(
      401,
      'invalid_client',
      7000222,
      `The provided client secret keys for app '${id}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    );
  return application;
}

function credentialsOf(form: URLSearchParams, authorization: string | undefined): { id: string; secret: string } {
  const basic = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '')?.[1];
  if (!basic) return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString().split(':');
  try {
    return { id: decodeURIComponent(id), secret: decodeURIComponent(secret.join(':')) };
  } catch {
    throw new EntraError(
      400,
      'invalid_request',
      900021,
      'The client credentials of the Authorization header are not valid.',
    );
  }
}
