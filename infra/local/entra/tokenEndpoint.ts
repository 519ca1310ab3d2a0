import { randomUUID } from 'node:crypto';
import type { TenantContext } from '../context';
import type { Application, Directory } from '../directory';
import { CONNECTOR_AUDIENCE, GRAPH_AUDIENCE, TOKEN_LIFETIME, type TokenIssuer } from './tokens';

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Answers `POST /{tenant}/oauth2/v2.0/token`: client credentials with a secret, for Graph or the Bot Connector. */
export function answerTokenRequest(
  { context, directory, issuer }: { context: TenantContext; directory: Directory; issuer: TokenIssuer },
  tenant: string,
  form: URLSearchParams,
  authorization: string | undefined,
): TokenAnswer {
  const { settings, clock } = context;
  const refuse = (status: number, error: string, number: number, text: string): TokenAnswer => {
    const trace = randomUUID();
    const correlation = form.get('client-request-id') ?? randomUUID();
    const at = new Date(clock.now())
      .toISOString()
      .replace('T', ' ')
      .replace(/\.\d+Z/, 'Z');
    return {
      status,
      body: {
        error,
        error_description: `AADSTS${number}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${at}`,
        error_codes: [number],
        timestamp: at,
        trace_id: trace,
        correlation_id: correlation,
        error_uri: `${settings.origin}/error?code=${number}`,
      },
    };
  };

  if (tenant.toLowerCase() !== settings.tenantId)
    return refuse(
      400,
      'invalid_tenant',
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`,
    );
  const grant = form.get('grant_type');
  if (!grant)
    return refuse(
      400,
      'invalid_request',
      900144,
      "The request body must contain the following parameter: 'grant_type'.",
    );
  if (grant !== 'client_credentials') {
    context.refused({ method: 'POST', path: '/oauth2/v2.0/token', reason: `grant_type ${grant}` });
    return refuse(400, 'unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grant}'.`);
  }
  const { id, secret } = credentialsOf(form, authorization);
  if (!id)
    return refuse(
      400,
      'invalid_request',
      900144,
      "The request body must contain the following parameter: 'client_id'.",
    );
  const application = directory.application(id);
  if (!application || application.id !== id.toLowerCase())
    return refuse(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${id}' was not found in the directory 'Northgate Trading Ltd'.`,
    );
  if (!secret)
    return refuse(
      401,
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  if (!directory.isSecretOf(application, secret))
    return refuse(
      401,
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${id}'.`,
    );
  const scope = form.get('scope') ?? '';
  const audience = audienceOf(scope, settings.origin, application);
  if (!audience)
    return refuse(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      expires_in: TOKEN_LIFETIME - 1,
      ext_expires_in: TOKEN_LIFETIME - 1,
      access_token: issuer.forApplication(application, audience),
    },
  };
}

function credentialsOf(form: URLSearchParams, authorization: string | undefined): { id: string; secret: string } {
  const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (!basic) return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString().split(':');
  return { id: decodeURIComponent(id), secret: decodeURIComponent(secret.join(':')) };
}

/** The `aud` of a token for `<resource>/.default`. An application may also ask for its own API. */
function audienceOf(scope: string, origin: string, application: Application): string | undefined {
  // MSAL adds nothing to a client-credentials scope, but an order of several resources is refused by Entra too.
  const resource = /^(\S+?)\/+\.default$/.exec(scope.trim())?.[1];
  if (resource === GRAPH_AUDIENCE || resource === origin) return GRAPH_AUDIENCE;
  if (resource === CONNECTOR_AUDIENCE) return CONNECTOR_AUDIENCE;
  if (resource === `api://${application.id}` || resource === application.id) return application.id;
  return undefined;
}
