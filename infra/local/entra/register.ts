import type { FastifyInstance } from 'fastify';
import type { TenantContext } from '../context';
import { metaOf } from '../database';
import type { Directory } from '../directory';
import { storedSigningKey } from './signingKey';
import { answerTokenRequest } from './tokenEndpoint';
import { createTokenIssuer, type TokenIssuer } from './tokens';

const issuers = new WeakMap<TenantContext, TokenIssuer>();

/** The token issuer of a tenant that `registerEntra` has been called for. */
export function tokenIssuerOf(context: TenantContext): TokenIssuer {
  const issuer = issuers.get(context);
  if (!issuer) throw new Error('Entra is not registered for this tenant.');
  return issuer;
}

/** Entra: OpenID metadata, signing keys and the token endpoint. `signingKey` is PKCS8 PEM for a first start. */
export function registerEntra(
  app: FastifyInstance,
  context: TenantContext,
  directory: Directory,
  signingKey?: string,
): void {
  const { settings } = context;
  const key = storedSigningKey(metaOf(context.db), signingKey);
  const issuer = createTokenIssuer(context, directory, key);
  issuers.set(context, issuer);
  const base = (): string => `${settings.origin}/${settings.tenantId}`;

  app.get(`/${settings.tenantId}/v2.0/.well-known/openid-configuration`, async () => ({
    issuer: issuer.issuer(),
    authorization_endpoint: `${base()}/oauth2/v2.0/authorize`,
    token_endpoint: `${base()}/oauth2/v2.0/token`,
    jwks_uri: `${base()}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'tid', 'ver', 'oid', 'name', 'preferred_username'],
    request_uri_parameter_supported: false,
    tenant_region_scope: 'NA',
  }));

  app.get(`/${settings.tenantId}/discovery/v2.0/keys`, async () => ({
    keys: [{ ...issuer.key.jwk, issuer: issuer.issuer() }],
  }));

  void app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    );
    scope.post<{ Params: { tenant: string } }>('/:tenant/oauth2/v2.0/token', async (request, reply) => {
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const answer = answerTokenRequest(
        { context, directory, issuer },
        request.params.tenant,
        form,
        request.headers.authorization,
      );
      return reply.code(answer.status).header('cache-control', 'no-store, no-cache').send(answer.body);
    });
  });
}
