import { randomUUID } from 'node:crypto';
import type { TenantContext } from '../context';
import type { Application, Directory } from '../directory';
import { tokenIssuerOf } from '../entra/register';
import type { TrafficDraft } from '../traffic';
import { GRAPH_AUDIENCE } from '../entra/tokens';
import { checkPermission } from './access';
import { errorBody, GraphError, unknownCall } from './graphError';
import { deltaCall } from './graphPath';
import { readQuery } from './query';
import type { GraphMethod, GraphReply, GraphRequest, GraphRoute } from './router';
import type { UsageMeter } from './usage';

/** A call as it comes in, from the network or from inside a `$batch`. */
export interface RawCall {
  readonly method: string;
  /** After `/v1.0`, with its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  readonly requestId: string;
  /** The traffic log's note of this call, to be filled in. */
  readonly traffic?: TrafficDraft;
  /** Set for a sub-request of a `$batch`: whose token the batch came with, and the body already parsed. */
  readonly inBatch?: { readonly application: Application; readonly json: unknown };
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

const METHODS = new Set<string>(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']);
export const LARGEST_JSON = 4 * 1024 * 1024;

/** Finds the route of a call, and lets it through only with a token, a permission, and nothing that is not known. */
export class GraphDispatcher {
  constructor(
    private readonly context: TenantContext,
    private readonly directory: Directory,
    private readonly usage: UsageMeter,
  ) {}

  async handle(call: RawCall): Promise<Answer> {
    const clientId = call.headers['client-request-id'] ?? call.requestId;
    const base = { 'request-id': call.requestId, 'client-request-id': clientId };
    try {
      const reply = await this.carryOut(call, base);
      return { status: reply.status, headers: { ...base, ...reply.headers }, body: reply.body };
    } catch (error) {
      const known = error instanceof GraphError ? error : asGraphError(error);
      if (known.options.unknownCall) {
        this.context.refused({ method: call.method, path: `/v1.0${call.url}`, reason: known.message });
        if (call.traffic) call.traffic.refused ??= known.message;
      }
      return {
        status: known.status,
        headers: { ...base, ...known.options.headers },
        body: errorBody(known, { request: call.requestId, client: clientId }, this.context.clock.now()),
      };
    }
  }

  private async carryOut(call: RawCall, headers: Record<string, string>): Promise<GraphReply> {
    const application = call.inBatch?.application ?? this.authenticate(call.headers.authorization);
    const cut = call.url.indexOf('?');
    const called = cut === -1 ? call.url : call.url.slice(0, cut);
    refuseTricks(called, call.headers);
    const { path = called, token } = deltaCall(called) ?? {};
    const { route, params } = this.find(call.method, path);
    refuseReverseMatch(route, call.headers);
    const request: GraphRequest = {
      method: route.method,
      path,
      params,
      query: readQuery(cut === -1 ? '' : call.url.slice(cut + 1), route.options.query ?? [], token),
      headers: call.headers,
      body: bodyOf(call, route),
      application,
      traffic: call.traffic,
    };
    checkPrefer(call.headers.prefer, route);
    checkPermission(this.context, request, route.permission);
    const { resourceUnits = 0 } = route.options;
    const units = typeof resourceUnits === 'function' ? resourceUnits(request) : resourceUnits;
    if (call.traffic) {
      call.traffic.resourceUnits = units;
      call.traffic.who = application.displayName;
    }
    const meter = this.usage.spend(application.name, `${route.method} ${route.path}`, units);
    Object.assign(headers, meter.headers);
    if (meter.refused) throw throttled(meter.status);
    return route.handler(request);
  }

  private find(method: string, path: string): { route: GraphRoute; params: Record<string, string> } {
    if (!METHODS.has(method)) throw unknownCall(`The method ${method} is not supported.`, 'BadRequest', 405);
    const match = this.context.graph.match(method as GraphMethod, path);
    if (match.kind === 'found') return match;
    if (match.kind === 'otherMethod')
      throw unknownCall('Specified HTTP method is not allowed for the request target.', 'Request_BadRequest', 405);
    const segment = path.split('/').filter(Boolean).at(-1) ?? '';
    throw unknownCall(`Resource not found for the segment '${segment}'.`, 'BadRequest');
  }

  /** Only application tokens come to Graph: the product never asks for one of a person. */
  private authenticate(authorization: string | undefined): Application {
    const refuse = (message: string): GraphError =>
      new GraphError(401, 'InvalidAuthenticationToken', message, {
        headers: { 'WWW-Authenticate': 'Bearer realm="", authorization_uri="", client_id=""' },
      });
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw refuse('Access token is empty.');
    const claims = tokenIssuerOf(this.context).verify(token);
    if (!claims) throw refuse('Lifetime validation failed, the token is expired, or its signature is invalid.');
    if (claims.aud !== GRAPH_AUDIENCE) throw refuse('Access token validation failure. Invalid audience.');
    const application = this.directory.application(String(claims.appid ?? ''));
    if (!application) throw refuse('Access token validation failure.');
    const roles = Array.isArray(claims.roles) ? claims.roles.map(String) : [];
    return { ...application, graphRoles: roles };
  }
}

/** What an application reads that has spent too much, or (503) has been blocked because it went on all the same. */
export const throttled = (status: 429 | 503 = 429): GraphError =>
  status === 429
    ? new GraphError(429, 'activityLimitReached', 'The request has been throttled', {
        inner: { code: 'throttledRequest' },
      })
    : new GraphError(503, 'serviceNotAvailable', 'The service is not available. Try the request again after a delay.', {
        inner: { code: 'blockedRequest' },
      });

const METHOD_OVERRIDES = ['x-http-method', 'x-http-method-override', 'x-method-override'];

/** Throws 400 for a NUL in the path, and for a header that would make one method of another. */
function refuseTricks(path: string, headers: Readonly<Record<string, string>>): void {
  if (path.includes('%00')) throw new GraphError(400, 'BadRequest', 'The request URI is not valid.');
  const override = METHOD_OVERRIDES.find((name) => headers[name] !== undefined);
  if (override) throw unknownCall(`The header ${override} is not supported.`, 'BadRequest');
}

/** Throws 400 for a condition on a change that nothing here looks at. Reads and createUploadSession do. */
function refuseReverseMatch({ method }: GraphRoute, headers: Readonly<Record<string, string>>): void {
  if (method !== 'GET' && method !== 'POST' && headers['if-none-match'] !== undefined)
    throw unknownCall(`The header If-None-Match is not supported on ${method}.`);
}

const isJson = (headers: Readonly<Record<string, string>>): boolean =>
  /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');

const notJson = (): GraphError =>
  new GraphError(
    415,
    'UnsupportedMediaType',
    'Write requests must contain the Content-Type header declared as application/json.',
  );

function bodyOf(call: RawCall, route: GraphRoute): unknown {
  if (call.inBatch) {
    if (route.options.body === 'bytes') throw unknownCall('A sub-request cannot carry the content of a file here.');
    if (call.inBatch.json !== undefined && !isJson(call.headers)) throw notJson();
    return call.inBatch.json;
  }
  if (route.options.body === 'bytes') return call.body ?? Buffer.alloc(0);
  if (!call.body || call.body.length === 0) return undefined;
  if (call.body.length > LARGEST_JSON) throw new GraphError(413, 'RequestEntityTooLarge', 'The request is too large.');
  if (!isJson(call.headers)) throw notJson();
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(call.body));
  } catch {
    throw new GraphError(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}

function checkPrefer(prefer: string | undefined, route: GraphRoute): void {
  if (!prefer) return;
  for (const value of prefer.split(',').map((part) => part.trim()))
    if (!route.options.prefer?.includes(value)) throw unknownCall(`The Prefer value '${value}' is not known here.`);
}

function asGraphError(error: unknown): GraphError {
  if (error instanceof URIError) return new GraphError(400, 'BadRequest', 'The request URI is not valid.');
  process.stderr.write(`local tenant: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return new GraphError(500, 'generalException', 'General exception while processing', {
    inner: { code: randomUUID() },
  });
}
