import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EntraError } from './entraError';

/** What the documents and the token endpoint here read of a form. */
const READ = [
  'grant_type',
  'scope',
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'assertion',
  'requested_token_use',
  'refresh_token',
  'client_info',
];
/** What Microsoft's libraries send along for Entra's own statistics and to trace a call; it changes no token. */
const TOLD = [
  'client-request-id',
  'return-client-request-id',
  'x-client-sku',
  'x-client-ver',
  'x-client-os',
  'x-client-cpu',
  'x-client-db',
  'x-client-extra-sku',
  'x-client-xtra-sku',
  'x-client-current-telemetry',
  'x-client-last-telemetry',
  'x-client-brkrver',
  'x-ms-lib-capability',
  'x-app-name',
  'x-app-ver',
  'x-anchormailbox',
];
const FORM_FIELDS: ReadonlySet<string> = new Set([...READ, ...TOLD]);

/** Query options by what a route's address ends with; anywhere else there are none. */
const QUERY_OPTIONS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\/openid-configuration$/, ['appid']],
  [/\/discovery(\/v2\.0)?\/keys$/, ['appid']],
  [/\/oauth2\/v2\.0\/token$/, TOLD],
  [/\/discovery\/instance$/, ['api-version', 'authorization_endpoint', ...TOLD]],
];

const unknown = (kind: string, name: string): EntraError =>
  new EntraError(400, 'invalid_request', 90014, `The ${kind} '${name.slice(0, 100)}' is not known here.`, {
    unknownCall: true,
  });

/** Throws an EntraError, 400 and listed among the refused calls, for a field that nothing here knows. */
export function refuseUnknownFields(form: URLSearchParams): void {
  for (const name of form.keys()) if (!FORM_FIELDS.has(name.toLowerCase())) throw unknown('parameter', name);
}

/** Refuses query options that a route of this scope does not know: 400, and listed among the refused calls. */
export function refuseUnknownOptions(scope: FastifyInstance): void {
  scope.addHook('preValidation', async (request: FastifyRequest) => {
    const url = request.routeOptions.url ?? '';
    const [, known = []] = QUERY_OPTIONS.find(([pattern]) => pattern.test(url)) ?? [];
    const name = Object.keys(request.query ?? {}).find((one) => !known.includes(one.toLowerCase()));
    if (name !== undefined) throw unknown('query option', name);
  });
}
