import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Answer, GraphDispatcher } from './dispatcher';
import { GraphError, unknownCall } from './graphError';
import { type GraphRequest, registerGraphRoute } from './router';
import type { Json } from './shapes';
import { graphStateOf } from './state';

const MOST_REQUESTS = 20;

const batchSchema = z.strictObject({
  requests: z.array(
    z.strictObject({
      id: z.string().min(1),
      method: z.string(),
      url: z.string().min(1),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
      dependsOn: z.array(z.string()).optional(),
    }),
  ),
});
type SubRequest = z.infer<typeof batchSchema>['requests'][number];

const badBatch = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

/** `$batch`: up to 20 requests in one, each with its own status. The batch itself is answered 200. */
export function registerBatch(context: TenantContext, dispatcher: GraphDispatcher): void {
  const { quirks } = graphStateOf(context);
  registerGraphRoute(context, 'POST', '/$batch', 'none', async (request) => {
    const requests = readBatch(request.body);
    const statuses = new Map<string, number>();
    const responses: Json[] = [];
    for (const sub of inOrder(requests)) {
      const failed = (sub.dependsOn ?? []).some((id) => (statuses.get(id) ?? 500) >= 400);
      const answer = failed ? dependencyFailed() : await carryOut(dispatcher, request, sub);
      statuses.set(sub.id, answer.status);
      responses.push({
        id: sub.id,
        status: answer.status,
        headers: {
          'Cache-Control': 'no-cache',
          ...answer.headers,
          ...(answer.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(answer.body === undefined ? {} : { body: answer.body }),
      });
    }
    if (quirks.settings.batchOrder && quirks.random() < 0.5) responses.reverse();
    return { status: 200, body: { responses } };
  });
}

function readBatch(body: unknown): SubRequest[] {
  const parsed = batchSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badBatch(`Invalid batch payload format: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
  }
  const { requests } = parsed.data;
  if (requests.length === 0) throw badBatch('Invalid batch payload format: no requests.');
  if (requests.length > MOST_REQUESTS)
    throw badBatch(`Number of batch request steps exceeds the maximum value of ${MOST_REQUESTS}.`);
  const ids = new Set(requests.map(({ id }) => id.toLowerCase()));
  if (ids.size < requests.length) throw badBatch('Request Id: duplicates are found within the batch.');
  for (const { id, dependsOn = [], method, body: content, headers = {} } of requests) {
    if (dependsOn.some((other) => !requests.some((request) => request.id === other)))
      throw badBatch(`Request Id: ${id} depends on a request that is not in the batch.`);
    const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
    if (['POST', 'PATCH', 'PUT'].includes(method) && content !== undefined && !hasType)
      throw badBatch(`Write request id : ${id} does not contain Content-Type header or body.`);
  }
  return requests;
}

/** Requests after those they depend on. Throws 400 for a circle. */
function inOrder(requests: readonly SubRequest[]): SubRequest[] {
  const ordered: SubRequest[] = [];
  let waiting = [...requests];
  while (waiting.length > 0) {
    const done = new Set(ordered.map(({ id }) => id));
    const ready = waiting.filter(({ dependsOn = [] }) => dependsOn.every((id) => done.has(id)));
    if (ready.length === 0) throw badBatch('The batch has requests that depend on each other in a circle.');
    ordered.push(...ready);
    waiting = waiting.filter((sub) => !ready.includes(sub));
  }
  return ordered;
}

async function carryOut(dispatcher: GraphDispatcher, request: GraphRequest, sub: SubRequest): Promise<Answer> {
  const headers = Object.fromEntries(
    Object.entries(sub.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const url = sub.url.startsWith('/') ? sub.url : `/${sub.url}`;
  return dispatcher.handle({
    method: sub.method,
    url: /^\/\$batch\b/i.test(url) ? '/$batch/nested' : url,
    headers,
    body: undefined,
    requestId: randomUUID(),
    inBatch: { application: request.application, json: sub.body },
  });
}

function dependencyFailed(): Answer {
  const { code, message } = unknownCall(
    'ATO failed: a request that this one depends on has failed.',
    'FailedDependency',
    424,
  );
  return { status: 424, headers: {}, body: { error: { code, message } } };
}
