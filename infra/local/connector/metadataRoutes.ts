import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TenantContext } from '../context';
import { badArgument, ConnectorError } from './connectorError';
import type { SigningKeys } from './signingKeys';
import { CONNECTOR_ISSUER } from './signingKeys';

/** The connector's OpenID metadata and key set, where the bot learns whose signatures to trust. */
export function registerMetadata(
  app: FastifyInstance,
  context: TenantContext,
  origin: () => string,
  keys: () => Promise<SigningKeys>,
): void {
  const preValidation = async (request: FastifyRequest): Promise<void> => refuseOptions(context, request);
  void app.register(async (scope) => {
    scope.setErrorHandler((error, _request, reply) => {
      if (error instanceof ConnectorError) return reply.code(error.status).send(error.body);
      throw error;
    });
    scope.get('/botframework/v1/.well-known/openidconfiguration', { preValidation }, async () => ({
      issuer: CONNECTOR_ISSUER,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${origin()}/botframework/v1/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    }));
    scope.get('/botframework/v1/keys', { preValidation }, async () => (await keys()).published());
  });
}

/** Throws 400, listed among the refused calls, for any query option: neither address has one. */
function refuseOptions(context: TenantContext, { method, url, query }: FastifyRequest): void {
  const [name] = Object.keys(query ?? {});
  if (name === undefined) return;
  const reason = `The query option '${name.slice(0, 100)}' is not known here.`;
  context.refused({ method, path: url, reason });
  throw badArgument(reason);
}
