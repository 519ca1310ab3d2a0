import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ownPartOf } from './control/ownAffairs';

const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Keeps web pages out of a server that trusts everybody on this machine. Every request must name a loopback host (a
 * stranger's name that resolves here is refused); `/_control` and all changes under `/_shell` must carry the header
 * `x-local-control: 1`, which no page of another origin can send, and no foreign `Origin`.
 */
export function guardLocalServer(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const problem = hostProblem(request) ?? controlProblem(request);
    if (problem) await refuse(reply, problem);
  });
}

function hostProblem({ headers }: FastifyRequest): string | undefined {
  const name = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return LOCAL_NAMES.has(name) ? undefined : 'The local tenant answers only to localhost and 127.0.0.1.';
}

function controlProblem(request: FastifyRequest): string | undefined {
  const part = ownPartOf(request);
  if (part !== 'control' && part !== 'shell') return undefined;
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) return 'This page may not speak to the local tenant.';
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return 'This page may not speak to the local tenant.';
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if ((part === 'control' || changes) && request.headers['x-local-control'] !== '1')
    return 'Send the header x-local-control: 1 to control the local tenant.';
  return undefined;
}

const refuse = (reply: FastifyReply, message: string): FastifyReply =>
  reply.code(403).send({ error: { code: 'forbidden', message } });
