import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { GraphError } from './graphError';
import { removeItemAs, restoreItemAs } from './personEdits';

const rowSchema = z.strictObject({
  person: z.string(),
  siteId: z.string(),
  list: z.string(),
  itemId: z.union([z.string(), z.int().transform(String)]),
});

/**
 * What a person does with whole rows in SharePoint itself: `POST /_control/rows/remove` and `/_control/rows/restore`
 * with `{person, siteId, list, itemId}`. Columns are edited at `/_control/edit`.
 */
export function registerControlRows(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  const acts = { remove: removeItemAs, restore: restoreItemAs };
  for (const [name, act] of Object.entries(acts))
    app.post(`/_control/rows/${name}`, async (request, reply) => {
      const input = rowSchema.safeParse(request.body);
      if (!input.success)
        return reply.code(400).send({ error: { code: 'invalid', message: z.prettifyError(input.error) } });
      const { person, siteId, list, itemId } = input.data;
      const by = directory.find(person);
      if (!by)
        return reply
          .code(404)
          .send({ error: { code: 'notFound', message: `Nobody in the directory is called ${person}.` } });
      try {
        return act(context, by, siteId, list, itemId) ?? { ok: true };
      } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        return reply.code(error.status).send({ error: { code: error.code, message: error.message } });
      }
    });
}
