import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TenantContext } from '../context';
import { actorOfApplication } from './actor';
import { driveTarget } from './driveAddress';
import { registerDriveItemRoute } from './driveItemRoutes';
import { driveItemShape } from './driveItemShape';
import { conflictOf } from './driveItems';
import { checkDriveMatch } from './driveItemTags';
import { GraphError, invalidRequest, notFound } from './graphError';
import type { GraphReply, GraphRequest } from './router';
import type { GraphState } from './state';
import { beingUploaded } from './uploadSessionStore';

const LARGEST_SMALL_UPLOAD = 250 * 1024 * 1024;

/** Bodies that began to arrive while another upload of the same address was under way. */
const overlapping = new WeakSet<object>();

/** `PUT .../content`: a whole file in one request, up to 250 MB. */
export function registerSmallUploads(context: TenantContext, state: GraphState): void {
  registerDriveItemRoute(context, 'PUT', 'content', 'sites:write', (request) => upload(context, state, request), {
    query: ['@microsoft.graph.conflictBehavior'],
    body: 'bytes',
    resourceUnits: 2,
  });
}

/**
 * Watches uploads of one address that overlap in time: the later one is refused, as SharePoint does while the first is
 * still being received. Register it where Graph's calls come in.
 */
export function watchOverlaps(app: FastifyInstance): void {
  const underWay = new Set<string>();
  const late = new WeakSet<FastifyRequest>();
  app.addHook('onRequest', (request, reply, done) => {
    const address = addressOf(request);
    if (address !== undefined && underWay.has(address)) late.add(request);
    else if (address !== undefined) {
      underWay.add(address);
      reply.raw.once('close', () => underWay.delete(address));
    }
    done();
  });
  app.addHook('preHandler', (request, _reply, done) => {
    if (late.has(request) && Buffer.isBuffer(request.body)) overlapping.add(request.body);
    done();
  });
}

function addressOf({ method, url }: FastifyRequest): string | undefined {
  if (method !== 'PUT' || !url.startsWith('/v1.0/drives/')) return undefined;
  const path = url.split('?', 1)[0] ?? '';
  return /:\/content$/i.test(path) ? path.toLowerCase() : undefined;
}

function upload(context: TenantContext, state: GraphState, request: GraphRequest): GraphReply {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (bytes.length > LARGEST_SMALL_UPLOAD)
    throw new GraphError(413, 'maxFileSizeExceeded', 'Use an upload session for files of more than 250 MB.');
  if (overlapping.has(bytes)) throw beingUploaded();
  const { files } = state;
  const target = driveTarget(state, request);
  const by = actorOfApplication(request.application);
  const conflict = conflictOf(request.query.get('@microsoft.graph.conflictBehavior'), 'replace');
  const match = request.headers['if-match'];
  if (match !== undefined && !target.entry) throw notFound();
  if (target.entry) checkDriveMatch(state, target.entry, match);
  if (target.names.length === 0) {
    if (!target.entry || target.entry.isFolder) throw invalidRequest('Content needs a file name.');
    const { entry } = files.put(target.list, target.entry.parent, target.entry.name, bytes, 'replace', by);
    return { status: 200, body: driveItemShape(context, state, entry) };
  }
  const parent = files.ensureFolder(target.list, target.from, target.names.slice(0, -1), by);
  const { entry, isNew } = files.put(target.list, parent, target.names.at(-1) ?? '', bytes, conflict, by);
  return { status: isNew ? 201 : 200, body: driveItemShape(context, state, entry) };
}
