import type { FastifyInstance } from 'fastify';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { registerMailControl } from './controlMail';
import { registerInbox } from './inboxRoutes';
import { registerInvitations } from './invitations';
import { openMail } from './mailStore';
import { createPostOffice } from './postOffice';
import { createSendingLimit } from './sendingLimit';
import { registerSendMail } from './sendMail';

/** Mail: Graph's sendMail and inbox, invitations of guests, bounces on demand, and everybody's inbox for the shell. */
export function registerMailbox(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  const store = openMail(context.db, () => context.clock.now());
  const office = createPostOffice(store, directory, () => void context.events.emit('changed', 'mail'));
  const limit = createSendingLimit(() => context.clock.now());
  registerSendMail(context, directory, office, limit);
  registerInbox(context, directory, store);
  registerInvitations(context, directory, office);
  registerMailControl(app, store, office, limit);
  context.onReset(() => {
    store.clear();
    office.setBouncing([]);
    limit.clear();
  });
}
