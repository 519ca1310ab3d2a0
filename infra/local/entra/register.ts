import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addressBase } from '../callOrigin';
import type { TenantContext } from '../context';
import { metaOf } from '../database';
import type { Directory } from '../directory';
import { registerEntraControl } from './controlEntra';
import { registerDocuments } from './documents';
import { EntraError, entraErrorBody } from './entraError';
import { checkedForm, readForms } from './formBody';
import { refuseUnknownOptions } from './knownParameters';
import { openKeyRing } from './keyRing';
import { createRefreshTokens } from './refreshTokens';
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
  const meta = metaOf(context.db);
  const keys = openKeyRing(meta, signingKey);
  const issuer = createTokenIssuer(context, directory, keys);
  issuers.set(context, issuer);
  const endpoint = { context, directory, issuer, refreshTokens: createRefreshTokens(meta, () => context.clock.now()) };
  registerEntraControl(app, context, directory, keys);
  context.onReset(() => {
    for (const { name } of directory.applications())
      directory.setState(name, { enabled: true, secretExpired: false, consentRevoked: false });
  });

  void app.register(async (scope) => {
    readForms(scope);
    refuseUnknownOptions(scope);
    scope.setErrorHandler((error, request, reply) => answerError(context, toEntraError(error), request, reply));
    registerDocuments(scope, context, issuer);
    scope.post<{ Params: { tenant: string } }>('/:tenant/oauth2/v2.0/token', async (request, reply) => {
      const form = checkedForm(request.body);
      const answer = answerTokenRequest(endpoint, request.params.tenant, form, request.headers.authorization);
      return reply.header('cache-control', 'no-store, no-cache').header('pragma', 'no-cache').send(answer);
    });
    scope.get('/:tenant/oauth2/v2.0/token', async (request) => {
      throw new EntraError(
        400,
        'invalid_request',
        900561,
        `The endpoint only accepts POST, OPTIONS requests. Received a ${request.method} request.`,
      );
    });
  });
}

function answerError(
  context: TenantContext,
  error: EntraError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error.options.unknownCall) context.refused({ method: request.method, path: request.url, reason: error.message });
  const form = request.body instanceof URLSearchParams ? request.body : undefined;
  const correlation = request.headers['client-request-id'] ?? form?.get('client-request-id') ?? undefined;
  return reply
    .code(error.status)
    .header('cache-control', 'no-store, no-cache')
    .send(entraErrorBody(error, correlation?.toString(), context.clock.now(), addressBase(context.settings)));
}

function toEntraError(error: unknown): EntraError {
  if (error instanceof EntraError) return error;
  const { statusCode, message } = error as Partial<FastifyError>;
  if (statusCode !== undefined && statusCode < 500)
    return new EntraError(
      statusCode,
      'invalid_request',
      90013,
      `Invalid input received from the user: ${message ?? ''}`,
    );
  process.stderr.write(`local tenant: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return new EntraError(500, 'server_error', 90033, 'A transient error has occurred. Please try again.');
}
