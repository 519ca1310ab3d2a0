import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';

const listQuery = z.strictObject({
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});

/**
 * The request log: `GET /_control/traffic?after=SEQ&limit=N` without bodies, `GET /_control/traffic/SEQ` with headers
 * and bodies, `DELETE /_control/traffic` empties it.
 */
export function registerTrafficRoutes(app: FastifyInstance, { traffic }: TenantContext): void {
  app.get('/_control/traffic', async (request, reply) => {
    const query = listQuery.safeParse(request.query);
    if (!query.success)
      return reply.code(400).send({ error: { code: 'invalid', message: z.prettifyError(query.error) } });
    return traffic.list(query.data);
  });
  app.get<{ Params: { seq: string } }>('/_control/traffic/:seq', async ({ params }, reply) => {
    const detail = traffic.detail(Number(params.seq));
    return detail ?? reply.code(404).send({ error: { code: 'notFound', message: 'The log no longer has this call.' } });
  });
  app.delete('/_control/traffic', async () => {
    traffic.clear();
    return { ok: true };
  });
}
