import type { FastifyInstance } from 'fastify';
import type { SigningKeys } from './signingKeys';
import { CONNECTOR_ISSUER } from './signingKeys';

/** The connector's OpenID metadata and key set, where the bot learns whose signatures to trust. */
export function registerMetadata(app: FastifyInstance, origin: () => string, keys: () => Promise<SigningKeys>): void {
  app.get('/botframework/v1/.well-known/openidconfiguration', async () => ({
    issuer: CONNECTOR_ISSUER,
    authorization_endpoint: 'https://invalid.botframework.com',
    jwks_uri: `${origin()}/botframework/v1/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  }));
  app.get('/botframework/v1/keys', async () => (await keys()).published());
}
