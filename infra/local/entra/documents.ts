import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { addressBase } from '../callOrigin';
import type { TenantContext } from '../context';
import { DOMAIN } from '../people';
import { EntraError } from './entraError';
import type { TokenIssuer } from './tokens';

const MICROSOFT_HOSTS = ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'];

const instanceQuery = z.looseObject({
  'api-version': z.enum(['1.0', '1.1']).optional(),
  authorization_endpoint: z.url(),
});

/** What everybody may read: OpenID metadata of both versions, the signing keys, and instance discovery. */
export function registerDocuments(app: FastifyInstance, context: TenantContext, issuer: TokenIssuer): void {
  const { settings } = context;
  const base = (): string => addressBase(settings);
  // Tokens carry the tenant's name for itself, whichever of its names the reader used.
  const names = [settings.tenantId, DOMAIN, 'common', 'organizations'];
  const issuerFor = (name: string, own: string): string =>
    name === settings.tenantId || name === DOMAIN ? own : own.replace(settings.tenantId, '{tenantid}');

  const metadata = (name: string, version: 'v1' | 'v2') => {
    const path = version === 'v2' ? '/oauth2/v2.0' : '/oauth2';
    return {
      token_endpoint: `${base()}/${name}${path}/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      jwks_uri: `${base()}/${name}/discovery${version === 'v2' ? '/v2.0' : ''}/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: issuerFor(name, version === 'v2' ? issuer.issuer() : issuer.olderIssuer()),
      request_uri_parameter_supported: false,
      authorization_endpoint: `${base()}/${name}${path}/authorize`,
      claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'tid', 'ver', 'oid', 'name', 'preferred_username'],
      tenant_region_scope: 'NA',
    };
  };
  const keys = (version: 'v1' | 'v2') => ({
    keys: issuer.keys.published().map(({ jwk }) => ({
      ...jwk,
      // The older document leaves the algorithm out; readers have to set their own.
      ...(version === 'v1' ? { alg: undefined } : { issuer: issuer.issuer() }),
    })),
  });

  for (const name of names) {
    app.get(`/${name}/v2.0/.well-known/openid-configuration`, async () => metadata(name, 'v2'));
    app.get(`/${name}/.well-known/openid-configuration`, async () => metadata(name, 'v1'));
    app.get(`/${name}/discovery/v2.0/keys`, async () => keys('v2'));
    app.get(`/${name}/discovery/keys`, async () => keys('v1'));
  }

  app.get('/common/discovery/instance', async (request) => {
    const query = instanceQuery.safeParse(request.query);
    if (!query.success)
      throw new EntraError(
        400,
        'invalid_request',
        900144,
        'The request must contain the following parameter: authorization_endpoint.',
        {
          unknownCall: true,
        },
      );
    const asked = new URL(query.data.authorization_endpoint);
    const own = new URL(base()).host;
    if (asked.host !== own && !MICROSOFT_HOSTS.includes(asked.host))
      throw new EntraError(400, 'invalid_instance', 50049, 'Unknown or invalid instance.');
    const tenant = asked.pathname.split('/')[1] ?? 'common';
    return {
      tenant_discovery_endpoint: `${base()}/${tenant}/v2.0/.well-known/openid-configuration`,
      'api-version': query.data['api-version'] ?? '1.1',
      metadata: [
        { preferred_network: own, preferred_cache: own, aliases: [own] },
        {
          preferred_network: 'login.microsoftonline.com',
          preferred_cache: 'login.windows.net',
          aliases: MICROSOFT_HOSTS,
        },
      ],
    };
  });
}
