import { randomUUID } from 'node:crypto';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import type { TrafficDraft } from '../traffic';
import { keptBody } from '../traffic/shownBody';
import { batchFaults } from './batchFaults';
import { readBatch, type SubRequest } from './batchRequests';
import type { Answer, GraphDispatcher, RawCall } from './dispatcher';
import { type GraphRequest, registerGraphRoute } from './router';
import type { Json } from './shapes';
import { graphStateOf } from './state';

/**
 * `$batch`: up to 20 requests in one, each with its own status, headers (Retry-After among them) and resource units.
 * The batch itself is answered 200. What depends on a failed request is not carried out: 424.
 */
export function registerBatch(context: TenantContext, dispatcher: GraphDispatcher, directory: Directory): void {
  const { quirks } = graphStateOf(context);
  const withFaults = batchFaults(context, directory);

  registerGraphRoute(context, 'POST', '/$batch', 'none', async (request) => {
    const statuses = new Map<string, number>();
    const responses: Json[] = [];
    for (const sub of readBatch(request.body)) {
      const hasFailed = (sub.dependsOn ?? []).some((id) => (statuses.get(id.toLowerCase()) ?? 500) >= 400);
      const answer = await noted(request, sub, async (call) => {
        if (hasFailed) return refusal(424, 'FailedDependency', 'A request that this one depends on has failed.');
        if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(sub.url))
          return refusal(400, 'BadRequest', 'The url of a request in a batch must be relative.');
        if (/^\/?\$batch\b/i.test(decoded(sub.url)))
          return refusal(400, 'BadRequest', 'A batch cannot contain another batch.');
        return withFaults(call, () => dispatcher.handle(call));
      });
      statuses.set(sub.id.toLowerCase(), answer.status);
      responses.push(responseOf(sub, answer));
    }
    if (quirks.settings.batchOrder && quirks.random() < 0.5) responses.reverse();
    return { status: 200, body: { responses } };
  });
}

const responseOf = (sub: SubRequest, { status, headers, body }: Answer): Json => ({
  id: sub.id,
  status,
  headers: {
    'Cache-Control': 'no-cache',
    ...headers,
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  },
  ...(body === undefined ? {} : { body }),
});

/** Makes a call of a sub-request, and keeps its note in the traffic log with that of its batch. */
async function noted(
  request: GraphRequest,
  sub: SubRequest,
  carryOut: (call: RawCall) => Promise<Answer>,
): Promise<Answer> {
  const { traffic: batch, application } = request;
  const url = sub.url.startsWith('/') ? sub.url : `/${sub.url}`;
  const traffic: TrafficDraft | undefined = batch && {
    at: batch.at,
    started: batch.started,
    area: 'graph',
    method: sub.method,
    path: `/v1.0${url}`,
    who: application.displayName,
    status: 0,
    resourceUnits: 0,
    requestHeaders: sub.headers ?? {},
    requestBody: keptBody(sub.body),
    responseHeaders: {},
  };
  const answer = await carryOut({
    method: sub.method.toUpperCase(),
    url,
    headers: Object.fromEntries(Object.entries(sub.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
    body: undefined,
    requestId: randomUUID(),
    inBatch: { application, json: sub.body },
    traffic,
  });
  if (batch && traffic) {
    traffic.status = answer.status;
    traffic.responseHeaders = answer.headers;
    traffic.responseBody = keptBody(answer.body);
    batch.children ??= [];
    batch.children.push(traffic);
  }
  return answer;
}

const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  headers: {},
  body: { error: { code, message } },
});

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
