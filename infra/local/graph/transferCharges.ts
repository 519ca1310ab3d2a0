import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TenantContext } from '../context';
import { idsOf } from '../requestIds';
import { noteUnits } from '../traffic';
import { throttled } from './dispatcher';
import { errorBody } from './graphError';
import type { UsageMeter } from './usage';

/**
 * Charges what goes over pre-authenticated addresses: 1 resource unit for a download, 2 for a fragment of an upload.
 * They carry no token; only the service is ever given one. Asking for an upload's state or ending it costs nothing.
 */
export function chargeTransfers(scope: FastifyInstance, context: TenantContext, usage: UsageMeter): void {
  scope.addHook('preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
    const charge = chargeOf(request);
    if (!charge) return;
    noteUnits(request, charge.units);
    const { refused, status, headers } = usage.spend('service', charge.route, charge.units);
    void reply.headers(headers);
    if (!refused) return;
    await reply.code(status ?? 429).send(errorBody(throttled(status), idsOf(request), context.clock.now()));
  });
}

function chargeOf({ method, url }: FastifyRequest): { route: string; units: number } | undefined {
  if (method === 'PUT' && url.startsWith('/upload/')) return { route: 'PUT /upload', units: 2 };
  if (method === 'POST' && url.startsWith('/upload/')) return { route: 'POST /upload', units: 2 };
  if (method === 'GET' && url.startsWith('/download/')) return { route: 'GET /download', units: 1 };
  return undefined;
}
