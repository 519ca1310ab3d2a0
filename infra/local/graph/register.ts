import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { registerBatch } from './batch';
import { GraphDispatcher, LARGEST_JSON } from './dispatcher';
import { registerColumns } from './columnRoutes';
import { registerControlRows } from './controlRows';
import { registerDriveItems } from './driveItems';
import { registerDrives } from './drives';
import { registerFileControl } from './fileControl';
import { registerItemDelta } from './itemDelta';
import { registerItemPages } from './itemPages';
import { registerItems } from './items';
import { registerItemVersions } from './itemVersions';
import { registerLists } from './lists';
import { registerSitePermissions } from './sitePermissions';
import { graphStateOf } from './state';
import { chargeTransfers } from './transferCharges';
import { registerTransfers } from './transfers';
import { registerUploadSessions } from './uploadSessions';
import { registerUsers } from './users';
import { registerWebAddresses } from './webAddresses';

/** A small upload may be 250 MB; JSON bodies are held to 4 MB by the dispatcher. */
const LARGEST_BODY = 262_144_000;

const JSON_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

/** Microsoft Graph under `/v1.0`, as far as the product uses it. Everything else is refused and recorded. */
export function registerGraph(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  const state = graphStateOf(context);
  const dispatcher = new GraphDispatcher(context, directory, state.usage);

  registerLists(context, state);
  registerColumns(context, state);
  registerItems(context, state);
  registerItemPages(context, state);
  registerItemVersions(context, state);
  registerItemDelta(context, state);
  registerDrives(context, state);
  registerDriveItems(context, state);
  registerUploadSessions(context, state);
  registerUsers(context, directory);
  registerSitePermissions(context, directory);
  registerBatch(context, dispatcher, directory);
  registerWebAddresses(app);
  registerControlRows(app, context, directory);
  registerFileControl(app, context, directory);

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_BODY }, (_request, body, done) =>
      done(null, body),
    );
    // A JSON body is refused by its announced length, before it takes up memory.
    scope.addHook('preParsing', async ({ headers, url }) => {
      const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
      const isFile = /\/(content|upload\/[^/]*)$/.test(url.split('?', 1)[0] ?? '');
      if (isJson && !isFile && Number(headers['content-length'] ?? 0) > LARGEST_JSON)
        throw Object.assign(new Error('The request is too large.'), { statusCode: 413 });
    });
    scope.all('/v1.0/*', { bodyLimit: LARGEST_BODY }, async (request, reply) => {
      state.usage.countRequest();
      const answer = await dispatcher.handle({
        method: request.method,
        url: request.url.slice('/v1.0'.length),
        headers: plainHeaders(request.headers),
        body: Buffer.isBuffer(request.body) ? request.body : undefined,
        requestId: randomUUID(),
        traffic: request.traffic,
      });
      reply.code(answer.status).headers(answer.headers);
      if (answer.body === undefined) return reply.send();
      return reply.header('content-type', JSON_TYPE).send(JSON.stringify(answer.body));
    });
    chargeTransfers(scope, context, state.usage);
    registerTransfers(scope, context, state);
  });
}

const plainHeaders = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
