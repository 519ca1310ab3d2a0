import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { isTenantTime } from '../clock';
import type { TenantContext } from '../context';
import { inTransaction } from '../database';
import { type Directory, fillDirectory } from '../directory';
import { GraphError } from '../graph/graphError';
import { expireDeltaTokens } from '../graph/itemDelta';
import { editItemAs } from '../graph/personEdits';
import { type QuirkSettings, usualQuirks } from '../graph/quirks';
import { graphStateOf } from '../graph/state';
import { tiers } from '../graph/usage';
import { registerTrafficRoutes } from './trafficRoutes';
import { faultSchema, faultsOf } from './faults';
import { mintToken, mintTokenSchema } from './mintToken';

const editSchema = z.strictObject({
  person: z.string(),
  siteId: z.string(),
  list: z.string(),
  itemId: z.union([z.string(), z.int().transform(String)]),
  fields: z.record(z.string(), z.unknown()),
});
const clockSchema = z.union([
  z.strictObject({ offsetMs: z.number() }),
  z.strictObject({ advanceMs: z.number() }),
  z.strictObject({ at: z.iso.datetime() }),
]);
const limitsSchema = z.strictObject({ tier: z.enum(Object.keys(tiers) as [keyof typeof tiers]).nullable() });
/** Whatever can be switched on and off, or is a number of milliseconds. */
const quirksSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(usualQuirks).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? z.boolean().optional() : z.int().min(0).max(3_600_000).optional(),
    ]),
  ),
) as z.ZodType<Partial<QuirkSettings>>;
const resetSchema = z.strictObject({ keepDirectory: z.boolean().optional() });

/**
 * The tenant's own controls, for tests, the command line and the shell: tokens, clock, faults, counters, reset and a
 * person's edits in SharePoint. `guardLocalServer` keeps web pages out.
 */
export function registerControl(
  app: FastifyInstance,
  context: TenantContext,
  directory: Directory,
  resets: readonly (() => void)[],
): void {
  const state = graphStateOf(context);
  const faults = faultsOf(context);
  const route = <T>(
    method: 'POST' | 'DELETE' | 'GET',
    path: string,
    schema: z.ZodType<T>,
    work: (input: T) => unknown,
  ): void => {
    app.route({
      method,
      url: `/_control/${path}`,
      handler: async (request, reply) => {
        const input = schema.safeParse(request.body ?? {});
        if (!input.success) return problem(reply, 400, z.prettifyError(input.error));
        try {
          return reply.send((await work(input.data)) ?? { ok: true });
        } catch (error) {
          if (error instanceof GraphError) return problem(reply, error.status, error.message);
          throw error;
        }
      },
    });
  };
  const nothing = z.looseObject({});

  app.get('/healthz', async () => ({ status: 'ok' }));

  route('POST', 'token', mintTokenSchema, (input) => mintToken(context, directory, input));

  route('GET', 'clock', nothing, () => clockState(context));
  route('POST', 'clock', clockSchema, (input) => {
    const { clock } = context;
    const offset = offsetOf(input, clock);
    if (!isTenantTime(clock.now() - clock.offset() + offset))
      throw new GraphError(400, 'invalid', 'The tenant’s clock goes from the year 2000 to the year 2100.');
    clock.setOffset(offset);
    context.events.emit('changed', 'clock');
    return clockState(context);
  });

  route('GET', 'faults', nothing, () => ({ faults: faults.list() }));
  route('POST', 'faults', z.union([z.array(faultSchema), faultSchema.transform((fault) => [fault])]), (input) => {
    const broken = input.find(({ match }) => !isPattern(match.pathPattern ?? ''));
    if (broken) throw new GraphError(400, 'invalid', `This is not a regular expression: ${broken.match.pathPattern}`);
    return { added: faults.add(input), faults: faults.list() };
  });
  route('DELETE', 'faults', nothing, () => faults.clear());
  app.delete<{ Params: { id: string } }>('/_control/faults/:id', async ({ params }, reply) =>
    faults.remove(Number(params.id)) ? { ok: true } : problem(reply, 404, 'There is no such fault.'),
  );

  route('GET', 'usage', nothing, () => state.usage.read());
  route('DELETE', 'usage', nothing, () => state.usage.reset());
  route('POST', 'limits', limitsSchema, ({ tier }) => {
    state.usage.tier = tier ?? undefined;
    return { tier };
  });

  route('GET', 'quirks', nothing, () => ({ ...state.quirks.settings, seed: state.quirks.seed }));
  route('POST', 'quirks', quirksSchema, (input) => {
    state.quirks.change(input);
    return { ...state.quirks.settings, seed: state.quirks.seed };
  });
  route('POST', 'expireDelta', nothing, () => expireDeltaTokens(state));

  registerTrafficRoutes(app, context);

  route('GET', 'refused', nothing, () => ({ calls: context.refusedCalls() }));

  route('POST', 'edit', editSchema, ({ person, siteId, list, itemId, fields }) => {
    const by = directory.find(person);
    if (!by) throw new GraphError(404, 'notFound', `Nobody in the directory is called ${person}.`);
    return editItemAs(context, by, siteId, list, itemId, fields);
  });

  route('POST', 'reset', resetSchema, ({ keepDirectory = false }) => {
    inTransaction(context.db, () => {
      for (const clear of resets) clear();
      if (!keepDirectory) {
        context.db.exec('DELETE FROM users');
        fillDirectory(context.db);
      }
    });
    faults.clear();
    context.clock.setOffset(0);
    for (const topic of ['items', 'directory', 'chat', 'mail', 'clock']) context.events.emit('changed', topic);
  });
}

/** The offset in milliseconds that was asked for in one of three ways. */
function offsetOf(input: z.infer<typeof clockSchema>, clock: TenantContext['clock']): number {
  if ('offsetMs' in input) return input.offsetMs;
  if ('advanceMs' in input) return clock.offset() + input.advanceMs;
  return clock.offset() + Date.parse(input.at) - clock.now();
}

const clockState = ({ clock }: TenantContext) => ({
  offsetMs: clock.offset(),
  now: new Date(clock.now()).toISOString(),
});

const problem = (reply: FastifyReply, status: number, message: string): FastifyReply =>
  reply.code(status).send({ error: { code: status === 404 ? 'notFound' : 'invalid', message } });

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
