import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TenantSettings } from './context';

const current = new AsyncLocalStorage<string>();

/** The scheme and host that the running call came with, such as `https://localhost:4979`; undefined outside a call. */
export const originOfCall = (): string | undefined => current.getStore();

/** Where addresses in an answer point: to where the call came in, or to the tenant's own address outside a call. */
export const addressBase = ({ origin }: TenantSettings): string => current.getStore() ?? origin;

/**
 * Remembers for the time of each call where it came in. The plain case, the tenant's own address, is left alone:
 * it needs no memory and costs nothing. Register it after `guardLocalServer`, which lets only local hosts through.
 */
export function followCallOrigin(app: FastifyInstance, settings: TenantSettings): void {
  const follow = (request: FastifyRequest, done: () => void): void => {
    const origin = `${request.protocol}://${request.headers.host}`;
    if (origin === settings.origin || !request.headers.host) done();
    else current.run(origin, done);
  };
  app.addHook('onRequest', (request, _reply, done) => follow(request, done));
  // A body arrives in events of the socket, which know nothing of the first hook.
  app.addHook('preValidation', (request, _reply, done) => follow(request, done));
}
