import type { FastifyInstance } from 'fastify';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { registerMailControl } from './controlMail';
import { openExchangeLimits } from './exchangeLimits';
import { registerInvitations } from './invitations';
import { openMail } from './mailStore';
import { registerMessages } from './messageRoutes';
import { createPostOffice } from './postOffice';
import { registerSendMail } from './sendMail';

/** Mail: Graph's sendMail and inbox, invitations of guests, bounces on demand, and everybody's inbox for the shell. */
export function registerMailbox(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  const store = openMail(context.db, () => context.clock.now());
  const office = createPostOffice(context, store, directory);
  const limits = openExchangeLimits(context);
  registerSendMail(context, directory, office, limits);
  registerMessages(context, directory, store, limits);
  registerInvitations(context, directory, office);
  registerMailControl(app, store, office, limits);
  context.onReset(() => {
    store.clear();
    office.setBouncing([]);
    limits.reset();
  });
}
