import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory, Person } from '../directory';
import { GraphError } from '../graph/graphError';
import type { List } from '../graph/listStore';
import { sites } from '../graph/siteNames';
import { graphStateOf } from '../graph/state';

/**
 * A route of the shell: its query (GET) or body is read by `schema`. A wrong one answers 400; a GraphError, which is
 * what a person would be told in SharePoint, answers its own status.
 */
export function shellRoute<T>(
  app: FastifyInstance,
  method: 'GET' | 'POST',
  url: string,
  schema: z.ZodType<T>,
  work: (input: T, reply: FastifyReply) => unknown,
): void {
  app.route({
    method,
    url,
    handler: async (request, reply) => {
      const input = schema.safeParse(method === 'GET' ? request.query : (request.body ?? {}));
      if (!input.success) return problem(reply, 400, z.prettifyError(input.error));
      try {
        return reply.send((await work(input.data, reply)) ?? { ok: true });
      } catch (error) {
        if (error instanceof GraphError) return problem(reply, error.status, error.message);
        throw error;
      }
    },
  });
}

const problem = (reply: FastifyReply, status: number, message: string): FastifyReply =>
  reply.code(status).send({ error: { code: 'shell', message } });

/** A list by its id or name in a site by its id or name. Throws 404. */
export function listNamed(context: TenantContext, site: string, list: string): List {
  const known = Object.values(sites).find(({ id, name }) => id === site || name === site);
  const found = graphStateOf(context).lists.find(known?.id ?? site, list);
  if (!found) throw new GraphError(404, 'itemNotFound', 'There is no such list.');
  return found;
}

/** Somebody of the directory who can work in SharePoint. Throws 404. */
export function personNamed(directory: Directory, name: string): Person {
  const person = directory.find(name);
  if (!person || person.isMailboxOnly)
    throw new GraphError(404, 'itemNotFound', `Nobody in the directory is called ${name}.`);
  return person;
}
