import type { FastifyInstance } from 'fastify';
import { ZodError } from 'zod';
import { TEAMS_APP_CATALOG_ID } from '../applications';
import { addressBase } from '../callOrigin';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { botAccess } from './botAccess';
import { NotAccepted, NotInstalled } from './chat';
import { connectorStateOf } from './connectorState';
import { registerChatControl } from './controlChat';
import { registerConnectorControl } from './controlConnector';
import { registerBotTokens } from './controlTokens';
import { registerInstalledApps } from './installedApps';
import { registerMetadata } from './metadataRoutes';
import { createConnectorParts, UnknownPerson } from './parts';
import { registerPlaygroundRelay } from './playgroundRelay';
import { registerService } from './serviceRoutes';

/** The manifest's id, as the catalogue knows it. */
const EXTERNAL_APP_ID = '45444444-0000-4000-8000-000000000001';

/** The Bot Connector: what the bot calls, what it is told, who has the app, and the control that plays people. */
export function registerConnector(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  const parts = createConnectorParts(context, directory);
  const catalogApp = { id: TEAMS_APP_CATALOG_ID, externalId: EXTERNAL_APP_ID, displayName: 'Trustlane' };
  registerMetadata(app, context, () => addressBase(context.settings), parts.keys);
  const access = botAccess(context, parts.botAppId);
  registerService(app, context, directory, parts, access);
  registerInstalledApps(context, directory, parts, catalogApp);
  void app.register(async (control) => {
    control.setErrorHandler((error, _request, reply) => {
      const { status, message } = explain(error);
      return reply.code(status).send({ error: { code: CONTROL_CODES[status] ?? 'invalid', message } });
    });
    registerChatControl(control, catalogApp.id, parts);
    registerBotTokens(control, context, parts);
    registerConnectorControl(control, context, parts);
    registerPlaygroundRelay(app, control, context, access);
  });
  context.onReset(() => {
    parts.conversations.clear();
    parts.installations.clear();
    connectorStateOf(context).reset();
  });
  app.addHook('onClose', () => parts.close());
}

/** As the other controls name what went wrong. */
const CONTROL_CODES: Readonly<Record<number, string>> = { 404: 'notFound', 409: 'conflict', 500: 'internal' };

function explain(error: unknown): { status: number; message: string } {
  if (error instanceof UnknownPerson) return { status: 404, message: error.message };
  if (error instanceof NotInstalled || error instanceof NotAccepted) return { status: 409, message: error.message };
  if (error instanceof ZodError)
    return { status: 400, message: error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join(' ') };
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  return { status: statusCode ?? 500, message: message ?? 'Unknown error.' };
}
