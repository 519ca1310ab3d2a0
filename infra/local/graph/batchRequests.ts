import { z } from 'zod';
import { GraphError, unknownCall } from './graphError';

const MOST_REQUESTS = 20;
const METHODS = new Set(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']);
const WRITES = new Set(['POST', 'PATCH', 'PUT']);

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
export type SubRequest = z.infer<typeof batchSchema>['requests'][number];

const badBatch = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

/**
 * The requests of a `$batch`, each after those that it depends on. Throws 400 for the whole batch when it has more than
 * 20, an id twice (without regard to case), an unknown dependency, a circle, a body without its Content-Type, or a GET
 * or DELETE with a body.
 */
export function readBatch(body: unknown): SubRequest[] {
  const parsed = batchSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const message = `Invalid batch payload format: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim();
    throw issue?.code === 'unrecognized_keys' ? unknownCall(message, 'BadRequest') : badBatch(message);
  }
  const { requests } = parsed.data;
  if (requests.length === 0) throw badBatch('Invalid batch payload format: no requests.');
  if (requests.length > MOST_REQUESTS)
    throw badBatch(`Number of batch request steps exceeds the maximum value of ${MOST_REQUESTS}.`);
  const ids = new Set(requests.map(({ id }) => id.toLowerCase()));
  if (ids.size < requests.length) throw badBatch('Request Id: duplicates are found within the batch.');
  for (const request of requests) check(request, ids);
  return inOrder(requests);
}

function check({ id, dependsOn = [], method, body, headers = {} }: SubRequest, ids: ReadonlySet<string>): void {
  if (!METHODS.has(method.toUpperCase())) throw badBatch(`Request Id: ${id} has the unsupported method ${method}.`);
  if (dependsOn.some((other) => !ids.has(other.toLowerCase())))
    throw badBatch(`Request Id: ${id} depends on a request that is not in the batch.`);
  if (body === undefined) return;
  if (!WRITES.has(method.toUpperCase())) throw badBatch(`Request Id: ${id} is a ${method} and must not have a body.`);
  if (!Object.keys(headers).some((name) => name.toLowerCase() === 'content-type'))
    throw badBatch(`Write request id : ${id} does not contain Content-Type header or body.`);
}

function inOrder(requests: readonly SubRequest[]): SubRequest[] {
  const ordered: SubRequest[] = [];
  let waiting = [...requests];
  while (waiting.length > 0) {
    const done = new Set(ordered.map(({ id }) => id.toLowerCase()));
    const ready = waiting.filter(({ dependsOn = [] }) => dependsOn.every((id) => done.has(id.toLowerCase())));
    if (ready.length === 0) throw badBatch('The batch has requests that depend on each other in a circle.');
    ordered.push(...ready);
    waiting = waiting.filter((sub) => !ready.includes(sub));
  }
  return ordered;
}
