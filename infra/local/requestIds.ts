import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The ids of a call as Graph tells them: its own, a GUID, and that of the caller, or its own again without one. */
export interface RequestIds {
  readonly request: string;
  readonly client: string;
}

export function idsOf({ id, headers }: Pick<FastifyRequest, 'id' | 'headers'>): RequestIds {
  const client = headers['client-request-id'];
  return { request: id, client: typeof client === 'string' && client !== '' ? client : id };
}

/** Whether an address belongs to Graph or to the pre-authenticated addresses that Graph gives out. */
export const isOfGraph = (path: string): boolean => /^\/(beta|v\d[\d.]*|upload|download)(\/|$)/i.test(path);

/**
 * Puts `request-id` and `client-request-id` on every answer of Graph that does not carry them yet: those of faults, of
 * refusals and of the addresses for files. Register it after the faults, which replace the headers of an answer.
 */
export function nameRequests(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!isOfGraph(request.url.split('?', 1)[0] ?? '')) return payload;
    const { request: own, client } = idsOf(request);
    if (!reply.hasHeader('request-id')) void reply.header('request-id', own);
    if (!reply.hasHeader('client-request-id')) void reply.header('client-request-id', client);
    return payload;
  });
}
