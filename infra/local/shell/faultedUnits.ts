import type { FastifyInstance } from 'fastify';
import type { TenantContext } from '../context';
import type { GraphMethod } from '../graph/router';
import { noteUnits } from '../traffic';

const PREFIX = '/v1.0';
/** Of a call whose cost depends on what it asks for. */
const FEWEST_UNITS = 1;

/**
 * Writes into the log of requests what a call would have cost that a fault throttled: throttled calls count at
 * Microsoft, and a fault answers before anything is counted.
 */
export function noteFaultedUnits(app: FastifyInstance, { graph }: TenantContext): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const { traffic, method, url } = request;
    if (reply.statusCode !== 429 || traffic?.area !== 'graph' || traffic.resourceUnits > 0) return payload;
    const [path = ''] = url.split('?', 1);
    const match = graph.match(method as GraphMethod, path.slice(PREFIX.length));
    if (match.kind !== 'found') return payload;
    const { resourceUnits = 0 } = match.route.options;
    noteUnits(request, typeof resourceUnits === 'number' ? resourceUnits : FEWEST_UNITS);
    return payload;
  });
}
