import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { idsOf } from '../requestIds';
import { type FaultedCall, faultAnswer } from './faultAnswers';
import { faultsOf, type KnownFault } from './faults';
import { faultTargets, subCallsOf } from './faultTargets';
import { isOwnAffair } from './ownAffairs';

const USUAL_DELAY_MS = 200;

/** Puts the faults in the way of every call but those of the tenant's own shell and control. */
export function registerFaults(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  const book = faultsOf(context);
  const targets = faultTargets(context, directory);
  const afterwards = new WeakMap<FastifyRequest, KnownFault>();
  const callOf = (request: FastifyRequest, path: string): FaultedCall => ({
    path,
    now: context.clock.now(),
    ids: idsOf(request),
    origin: context.settings.origin,
  });

  // After the body was read, because it may say whom the call is about; before anything is carried out.
  app.addHook('preHandler', async (request, reply) => {
    if (book.isEmpty) return;
    if (isOwnAffair(request)) return;
    const path = pathOf(request);
    const { method, headers, body } = request;
    const { authorization } = headers;
    const target = targets.of({ method, path, authorization, body });
    const slow = book.hit(target, ['slow']);
    if (slow) await sleep(slow.delayMs ?? USUAL_DELAY_MS);
    const fault =
      book.hit(target, ['expireTokens', 'throttle', 'status', 'drop', 'statusAfter', 'dropAfter']) ??
      // One connection and one token carry a whole batch: when they break for one request of it, they break for all.
      firstOf(subCallsOf({ method, path, authorization, body }), (call) =>
        book.hit(targets.of(call), ['expireTokens', 'drop', 'dropAfter']),
      );
    if (!fault) return;
    if (fault.kind === 'drop') return breakOff(request, reply);
    if (fault.kind === 'statusAfter' || fault.kind === 'dropAfter') return void afterwards.set(request, fault);
    const answer = faultAnswer(fault, callOf(request, path));
    await reply.code(answer.status).headers(answer.headers).send(answer.body);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = afterwards.get(request);
    if (!fault) return payload;
    if (fault.kind === 'dropAfter') {
      breakOff(request, reply);
      return payload;
    }
    const answer = faultAnswer(fault, callOf(request, pathOf(request)));
    const text = JSON.stringify(answer.body);
    for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
    void reply.code(answer.status).headers({ ...answer.headers, 'content-type': 'application/json; charset=utf-8' });
    return text;
  });
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '';

function firstOf<T, R>(all: readonly T[], find: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function breakOff(request: FastifyRequest, reply: FastifyReply): void {
  if (request.traffic) request.traffic.isCut = true;
  reply.hijack();
  request.raw.socket.destroy();
}
