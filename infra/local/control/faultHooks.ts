import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { faultAnswer } from './faultAnswers';
import { faultsOf, type KnownFault } from './faults';
import { faultTargets } from './faultTargets';
import { isOwnAffair } from './ownAffairs';

const USUAL_DELAY_MS = 200;

/** Puts the faults in the way of every call but those of the tenant's own shell and control. */
export function registerFaults(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  const book = faultsOf(context);
  const targets = faultTargets(context, directory);
  const afterwards = new WeakMap<FastifyRequest, KnownFault>();

  // After the body was read, because it may say whom the call is about; before anything is carried out.
  app.addHook('preHandler', async (request, reply) => {
    if (book.isEmpty) return;
    const path = pathOf(request);
    if (isOwnAffair(path)) return;
    const { method, headers, body } = request;
    const target = targets.of({ method, path, authorization: headers.authorization, body });
    const slow = book.hit(target, ['slow']);
    if (slow) await sleep(slow.delayMs ?? USUAL_DELAY_MS);
    const fault = book.hit(target, ['expireTokens', 'throttle', 'status', 'drop', 'statusAfter', 'dropAfter']);
    if (!fault) return;
    if (fault.kind === 'drop') return breakOff(request, reply);
    if (fault.kind === 'statusAfter' || fault.kind === 'dropAfter') return void afterwards.set(request, fault);
    const answer = faultAnswer(fault, path, context.clock.now(), request.id);
    await reply.code(answer.status).headers(answer.headers).send(answer.body);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = afterwards.get(request);
    if (!fault) return payload;
    if (fault.kind === 'dropAfter') {
      breakOff(request, reply);
      return payload;
    }
    const answer = faultAnswer(fault, pathOf(request), context.clock.now(), request.id);
    const text = JSON.stringify(answer.body);
    for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
    void reply.code(answer.status).headers({ ...answer.headers, 'content-type': 'application/json; charset=utf-8' });
    return text;
  });
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '';

function breakOff(request: FastifyRequest, reply: FastifyReply): void {
  if (request.traffic) request.traffic.isCut = true;
  reply.hijack();
  request.raw.socket.destroy();
}
