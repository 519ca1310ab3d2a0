import type { FastifyInstance } from 'fastify';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { registerEventStream } from './eventStream';
import { registerPages } from './pages';
import { registerPeople } from './peopleRoutes';
import { registerSharePointView } from './sharePointView';
import { registerState } from './stateRoutes';

/** The Teams shell at the tenant's root: its page, its events, and what it shows that is not Graph's or the bot's. */
export function registerShell(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  registerEventStream(app, context);
  registerState(app, context, directory);
  registerPeople(app, directory);
  registerSharePointView(app, context);
  registerPages(app, context);
}
