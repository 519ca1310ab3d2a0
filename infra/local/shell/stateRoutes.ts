import type { FastifyInstance } from 'fastify';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import type { Announcement } from './announcements';

/** What the shell needs to know before it draws anything. */
export interface ShellState {
  readonly tenantId: string;
  readonly organization: string;
  /** Where the product's tab is framed from, without a slash at the end. */
  readonly productUrl: string;
  readonly appName: string;
  /** The only origin that the tab accepts as its frame. */
  readonly origin: string;
  /** Tenant time, ISO, and how far it is from real time in milliseconds. */
  readonly now: string;
  readonly offsetMs: number;
  /** Something longer that is under way. */
  readonly announcement?: Announcement;
}

/** `GET /_shell/state`; `POST /_shell/startEmpty` and `/_shell/startSample` ask the start command to begin anew. */
export function registerState(
  app: FastifyInstance,
  context: TenantContext,
  directory: Directory,
  announced: () => Announcement | undefined,
): void {
  const { settings, clock, events } = context;

  app.get(
    '/_shell/state',
    async (): Promise<ShellState> => ({
      tenantId: settings.tenantId,
      organization: directory.list().find(({ userType }) => userType === 'Member')?.companyName ?? '',
      productUrl: settings.productUrl,
      appName: 'Trustlane',
      origin: settings.origin,
      now: new Date(clock.now()).toISOString(),
      offsetMs: clock.offset(),
      announcement: announced(),
    }),
  );

  for (const event of ['startEmpty', 'startSample'] as const)
    app.post(`/_shell/${event}`, async (_request, reply) => {
      if (events.emit(event)) return reply.code(202).send({});
      const message =
        event === 'startEmpty'
          ? 'Nobody here can start empty. Start with: npm start -- --empty'
          : 'Nobody here can start again. Run "npm run local -- reset", then "npm start".';
      return reply.code(501).send({ error: { code: 'shell', message } });
    });
}
