import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TenantContext } from '../context';
import { isOwnAffair } from '../control/ownAffairs';
import type { Directory } from '../directory';
import { headersOfReply, type TrafficArea } from '../traffic';
import { keptBody } from './shownBody';

/** Notes every call to Microsoft 365 in `context.traffic`, also those that a fault or the guard ends. */
export function watchCalls(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  const { traffic } = context;
  const callers = new Map<string, string | undefined>();
  const callerOf = (authorization: string | undefined): string | undefined => {
    if (authorization === undefined) return undefined;
    if (callers.has(authorization)) return callers.get(authorization);
    if (callers.size > 200) callers.clear();
    const name = nameIn(authorization, directory);
    callers.set(authorization, name);
    return name;
  };

  app.decorateRequest('traffic', undefined);
  app.addHook('onRequest', async (request, reply) => {
    const { url, method, headers } = request;
    if (isOwnAffair(request)) return;
    const draft = traffic.begin({
      area: areaOf(url),
      method,
      path: url,
      who: callerOf(headers.authorization),
      requestHeaders: headers as Record<string, string>,
    });
    request.traffic = draft;
    reply.raw.once('close', () => {
      // Without a finished answer the connection was cut: the caller never learnt the status.
      draft.status = reply.raw.writableFinished && !draft.isCut ? reply.statusCode : 0;
      draft.requestBody = keptBody(request.body, headers['content-type'], lengthOf(request));
      if (draft.area === 'entra' && request.body instanceof URLSearchParams)
        draft.who ??= directory.application(request.body.get('client_id') ?? '')?.displayName;
      traffic.finish(draft);
    });
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const { traffic: draft } = request;
    if (!draft) return payload;
    const type = String(reply.getHeader('content-type') ?? '');
    draft.responseHeaders = headersOfReply(reply);
    draft.responseBody = keptBody(payload, type, Number(reply.getHeader('content-length') ?? 0));
    return payload;
  });
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '';

function areaOf(url: string): TrafficArea {
  const [, first = ''] = pathOf(url).split('/', 2);
  if (first === 'upload' || first === 'download') return 'files';
  if (first === 'connector' || first === 'botframework') return 'connector';
  return first === 'v1.0' || first === 'beta' ? 'graph' : 'entra';
}

function lengthOf({ headers }: FastifyRequest): number | undefined {
  const length = headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

/** Whose token it says it is; whether that is true is for whoever answers the call. */
function nameIn(authorization: string, directory: Directory): string | undefined {
  try {
    const claims = JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString()) as {
      appid?: string;
      azp?: string;
      name?: string;
    };
    return claims.name ?? directory.application(String(claims.appid ?? claims.azp ?? ''))?.displayName;
  } catch {
    return undefined;
  }
}
