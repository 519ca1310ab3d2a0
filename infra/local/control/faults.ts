import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import { isOwnAffair } from './ownAffairs';

/**
 * A fault on demand. `status` answers so instead of carrying out; `drop` breaks the connection before anything
 * happens; `dropAfter` carries out and then breaks the connection without an answer; `slow` waits first.
 * `pathPattern` is a regular expression on the path without its query (`^/v1.0/sites/`); inside a `$batch` the
 * sub-request's path is tried too, for `status` only. `times` ends the fault after so many calls, `rate` is the share
 * of calls it hits, 0 to 1.
 */
export const faultSchema = z.strictObject({
  match: z.strictObject({ method: z.string().optional(), pathPattern: z.string() }),
  kind: z.enum(['status', 'drop', 'slow', 'dropAfter']),
  status: z.int().min(400).max(599).optional(),
  /** Seconds. */
  retryAfter: z.number().min(0).optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
  times: z.int().min(1).optional(),
  rate: z.number().min(0).max(1).optional(),
});
export type Fault = z.infer<typeof faultSchema>;

export interface FaultBook {
  add(faults: readonly Fault[]): void;
  clear(): void;
  list(): readonly (Fault & { readonly hits: number })[];
  /** The first fault that hits this call, counted. */
  hit(method: string, path: string, kinds: readonly Fault['kind'][]): Fault | undefined;
}

const books = new WeakMap<TenantContext, FaultBook>();

/** The faults of a tenant. */
export function faultsOf(context: TenantContext): FaultBook {
  const known = books.get(context);
  if (known) return known;
  const book = createFaultBook();
  books.set(context, book);
  return book;
}

function createFaultBook(): FaultBook {
  let faults: { fault: Fault; pattern: RegExp; hits: number }[] = [];
  return {
    add(more) {
      faults.push(...more.map((fault) => ({ fault, pattern: new RegExp(fault.match.pathPattern), hits: 0 })));
    },
    clear() {
      faults = [];
    },
    list: () => faults.map(({ fault, hits }) => ({ ...fault, hits })),
    hit(method, path, kinds) {
      const entry = faults.find(
        ({ fault, pattern, hits }) =>
          kinds.includes(fault.kind) &&
          (fault.match.method === undefined || fault.match.method.toUpperCase() === method) &&
          pattern.test(path) &&
          (fault.times === undefined || hits < fault.times) &&
          (fault.rate === undefined || Math.random() < fault.rate),
      );
      if (entry) entry.hits += 1;
      return entry?.fault;
    },
  };
}

/** Puts the faults in the way of every call but those of the tenant's own shell and control. */
export function registerFaults(app: FastifyInstance, context: TenantContext): void {
  const book = faultsOf(context);
  const dropAfter = new WeakSet<FastifyRequest>();

  app.addHook('onRequest', async (request, reply) => {
    const path = pathOf(request);
    if (isOwnAffair(path)) return;
    const slow = book.hit(request.method, path, ['slow']);
    if (slow) await new Promise((resolve) => setTimeout(resolve, slow.delayMs ?? 200));
    const fault = book.hit(request.method, path, ['status', 'drop', 'dropAfter']);
    if (!fault) return;
    if (fault.kind === 'drop') return breakOff(request, reply);
    if (fault.kind === 'dropAfter') return void dropAfter.add(request);
    const { status, headers, body } = answerOf(fault);
    await reply.code(status).headers(headers).send(body);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    if (!dropAfter.has(request)) return payload;
    breakOff(request, reply);
    return payload;
  });
}

/** What a `status` fault answers, in the shape that Graph and the Bot Connector share. */
export function answerOf(fault: Fault): { status: number; headers: Record<string, string>; body: unknown } {
  const status = fault.status ?? 503;
  return {
    status,
    headers: fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) },
    body: {
      error: {
        code: status === 429 ? 'activityLimitReached' : status >= 500 ? 'serviceNotAvailable' : 'generalException',
        message: status === 429 ? 'The request has been throttled' : 'The service is not available. Try again later.',
        innerError: {},
      },
    },
  };
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '';

function breakOff(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  request.raw.socket.destroy();
}
