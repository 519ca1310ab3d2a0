import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import { connectorStateOf } from './connectorState';
import type { ConnectorParts } from './parts';

const wish = z.strictObject({
  limits: z.boolean().optional(),
  disabledByAdmin: z.boolean().optional(),
  finalSlash: z.boolean().optional(),
  quirks: z
    .strictObject({
      retryAfterMissing: z.boolean(),
      updatesVary: z.boolean(),
      invokesRepeat: z.boolean(),
      patienceVaries: z.boolean(),
      installLagMs: z.int().min(0).max(60_000),
    })
    .partial()
    .optional(),
});
const rolling = z.strictObject({ dropOld: z.boolean().optional() });

/**
 * `GET` and `POST /_control/connector`: limits, quirks, whether the administrator has switched the bot off, and whether
 * the service address ends with a slash. `POST /_control/rollBotKeys` signs with a new key from now on; the old one stays
 * published unless `dropOld`.
 */
export function registerConnectorControl(app: FastifyInstance, context: TenantContext, parts: ConnectorParts): void {
  const state = connectorStateOf(context);
  const view = () => ({
    limits: state.isLimited,
    disabledByAdmin: state.isDisabledByAdmin,
    finalSlash: state.hasFinalSlash,
    quirks: state.quirks,
  });

  app.get('/_control/connector', async () => view());

  app.post('/_control/connector', async (request) => {
    const { limits, disabledByAdmin, finalSlash, quirks } = wish.parse(request.body ?? {});
    if (limits !== undefined) {
      state.isLimited = limits;
      state.limits.clear();
    }
    if (disabledByAdmin !== undefined) state.isDisabledByAdmin = disabledByAdmin;
    if (finalSlash !== undefined) state.hasFinalSlash = finalSlash;
    Object.assign(state.quirks, quirks);
    return view();
  });

  app.post('/_control/rollBotKeys', async (request) => {
    const { dropOld = false } = rolling.parse(request.body ?? {});
    const keys = await parts.keys();
    await keys.roll(dropOld);
    return { kids: keys.published().keys.map(({ kid }) => kid) };
  });
}
