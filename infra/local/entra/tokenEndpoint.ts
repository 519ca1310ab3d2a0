import type { TenantContext } from '../context';
import type { Application, Directory, Person } from '../directory';
import { DOMAIN } from '../people';
import { authenticateClient } from './clientAuthentication';
import { EntraError, missing } from './entraError';
import { refuseUnknownFields } from './knownParameters';
import { type Delegation, type DelegationRules, delegationOf, personNamed, personOfAssertion } from './onBehalfOf';
import type { RefreshTokens } from './refreshTokens';
import { audienceOf, defaultScopeResource } from './resources';
import { GRAPH_AUDIENCE, type TokenIssuer } from './tokens';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

export interface TokenEndpoint {
  readonly context: TenantContext;
  readonly directory: Directory;
  readonly issuer: TokenIssuer;
  readonly refreshTokens: RefreshTokens;
}

/**
 * The answer to `POST /{tenant}/oauth2/v2.0/token`: client credentials, on behalf of a person, and refresh. Throws an
 * EntraError for what Entra refuses.
 */
export function answerTokenRequest(
  { context, directory, issuer, refreshTokens }: TokenEndpoint,
  tenant: string,
  form: URLSearchParams,
  authorization: string | undefined,
): Readonly<Record<string, unknown>> {
  const { settings, clock } = context;
  const now = clock.now();
  const origins = [settings.origin, ...(settings.httpsOrigin ? [settings.httpsOrigin] : [])];
  const grant = form.get('grant_type');
  if (!grant) throw missing('grant_type');
  checkTenant(tenant, settings.tenantId, grant);
  if (grant !== 'client_credentials' && grant !== JWT_BEARER && grant !== 'refresh_token')
    throw new EntraError(
      400,
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grant}'.`,
      { unknownCall: true },
    );
  // After the grant: another grant has fields of its own, and is what is not known about such a request.
  refuseUnknownFields(form);
  const audiences = origins.flatMap((origin) => [
    `${origin}/${settings.tenantId}/oauth2/v2.0/token`,
    `${origin}/${settings.tenantId}/v2.0`,
  ]);
  const application = authenticateClient({ directory, issuer, form, authorization, audiences, now });
  const rules: DelegationRules = { directory, issuer, origins, now };
  const scope = form.get('scope') ?? '';
  if (grant === 'client_credentials') {
    if (!scope.trim()) throw missing('scope');
    const audience = audienceOf(defaultScopeResource(scope), origins, directory);
    const token = issuer.forApplication(application, audience, proofOf(form));
    return { token_type: 'Bearer', ...lifetimeOf(token), access_token: token };
  }
  const person =
    grant === JWT_BEARER
      ? personOfAssertion(form, application, rules)
      : personNamed(refreshTokens.open(form.get('refresh_token') ?? '', application.id), directory);
  const delegation = delegationOf(scope, person, application, rules);
  return delegated(delegation, application, form, { issuer, refreshTokens, tenantId: settings.tenantId });
}

function delegated(
  { person, scopes, wantsIdToken, wantsRefreshToken }: Delegation,
  application: Application,
  form: URLSearchParams,
  { issuer, refreshTokens, tenantId }: Pick<TokenEndpoint, 'issuer' | 'refreshTokens'> & { tenantId: string },
): Readonly<Record<string, unknown>> {
  const token = issuer.onBehalfOf(person, application, scopes);
  return {
    token_type: 'Bearer',
    scope: [
      ...grantedScopes(form.get('scope') ?? '', scopes),
      ...(wantsIdToken ? ['openid', 'profile', 'email'] : []),
    ].join(' '),
    ...lifetimeOf(token),
    access_token: token,
    ...(wantsRefreshToken && { refresh_token: refreshTokens.issue(person.id, application.id) }),
    ...(wantsIdToken && { id_token: issuer.idToken(person, application) }),
    ...(form.get('client_info') === '1' && { client_info: clientInfo(person, tenantId) }),
  };
}

/**
 * Granted scopes as Entra lists them: with the resource where they were asked for with it, and with `.default` itself
 * where that was asked for. msal-node looks in its cache for just the scopes that it asked for.
 */
function grantedScopes(asked: string, scopes: readonly string[]): string[] {
  const [withDefault] = asked.split(/\s+/).filter((one) => one.endsWith('/.default'));
  const isNamed = asked.includes('://');
  const named = scopes.map((name) => (isNamed ? `${GRAPH_AUDIENCE}/${name}` : name));
  return withDefault ? [...named, withDefault] : named;
}

/** How the application proved itself, as the token says it: '1' a secret (usual), '2' a certificate. */
const proofOf = (form: URLSearchParams): Record<string, string> =>
  form.get('client_assertion') ? { appidacr: '2' } : {};

const clientInfo = (person: Person, tenantId: string): string =>
  Buffer.from(JSON.stringify({ uid: person.id, utid: tenantId })).toString('base64url');

function lifetimeOf(token: string): { expires_in: number; ext_expires_in: number } {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    exp: number;
    iat: number;
  };
  const seconds = claims.exp - claims.iat - 1;
  return { expires_in: seconds, ext_expires_in: seconds };
}

/** The tenant by its id or its domain. Throws 90002, 900023 or, for an address without a tenant, 50059. */
function checkTenant(tenant: string, id: string, grant: string): void {
  const name = tenant.toLowerCase();
  if (name === id || name === DOMAIN) return;
  if (['common', 'organizations', 'consumers'].includes(name))
    throw new EntraError(
      400,
      'invalid_request',
      50059,
      'No tenant-identifying information found in either the request or implied by any provided credentials.',
      { unknownCall: grant !== 'client_credentials' },
    );
  const isName = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name) || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name);
  if (!isName)
    throw new EntraError(
      400,
      'invalid_request',
      900023,
      `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
    );
  throw new EntraError(
    400,
    'invalid_request',
    90002,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  );
}
