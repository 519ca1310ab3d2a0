import type { FastifyInstance } from 'fastify';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { registerAnnouncements } from './announcements';
import { registerChatSummary } from './chatSummary';
import { registerEventStream } from './eventStream';
import { noteFaultedUnits } from './faultedUnits';
import { registerFiles } from './fileRoutes';
import { registerPages } from './pages';
import { registerPeople } from './peopleRoutes';
import { registerRows } from './rowRoutes';
import { registerSharePointView } from './sharePointView';
import { registerState } from './stateRoutes';
import { registerUploads } from './uploadRoutes';

/** The Teams shell at the tenant's root: its page, its events, and what it shows that is not Graph's or the bot's. */
export function registerShell(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  registerEventStream(app, context);
  noteFaultedUnits(app, context);
  registerState(app, context, directory, registerAnnouncements(app, context));
  registerPeople(app, directory);
  registerChatSummary(app, context);
  registerSharePointView(app, context, directory);
  registerRows(app, context, directory);
  registerFiles(app, context, directory);
  registerUploads(app, context, directory);
  registerPages(app, context);
}
