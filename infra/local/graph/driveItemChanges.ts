import { z } from 'zod';
import type { TenantContext } from '../context';
import { actorOfApplication } from './actor';
import { driveTarget, existingEntry } from './driveAddress';
import { registerDriveItemRoute } from './driveItemRoutes';
import { driveItemShape } from './driveItemShape';
import { checkDriveMatch } from './driveItemTags';
import type { FileEntry } from './fileEntry';
import { GraphError, invalidRequest, notFound, unknownCall } from './graphError';
import { bodyObject, refuseUnknown } from './items';
import type { GraphReply, GraphRequest } from './router';
import type { GraphState } from './state';

const reference = z.strictObject({
  id: z.string().optional(),
  driveId: z.string().optional(),
  path: z.string().optional(),
});

/** `PATCH` on a driveItem: another name, another folder of the same library, or both. */
export function registerDriveItemChanges(context: TenantContext, state: GraphState): void {
  registerDriveItemRoute(context, 'PATCH', '', 'sites:write', (request) => change(context, state, request), {
    resourceUnits: 2,
  });
}

function change(context: TenantContext, state: GraphState, request: GraphRequest): GraphReply {
  const entry = existingEntry(state, request);
  const { name = entry.name, parentReference, ...rest } = bodyObject(request.body);
  refuseUnknown(rest);
  if (typeof name !== 'string') throw invalidRequest('The name must be text.');
  checkDriveMatch(state, entry, request.headers['if-match']);
  const parent = parentReference === undefined ? entry.parent : parentOf(state, request, entry, parentReference);
  const moved = state.files.move(entry, parent, name, actorOfApplication(request.application));
  return { status: 200, body: driveItemShape(context, state, moved) };
}

function parentOf(state: GraphState, request: GraphRequest, entry: FileEntry, value: unknown): string {
  const parsed = reference.safeParse(value);
  if (!parsed.success) throw unknownCall(`Invalid parentReference: ${parsed.error.issues[0]?.message ?? ''}`);
  const { id, driveId = entry.drive, path } = parsed.data;
  if (driveId !== entry.drive)
    throw new GraphError(
      400,
      'notSupported',
      'Items cannot be moved between drives by changing their parentReference.',
    );
  if (id === 'root') throw invalidRequest('The id of the root folder must be given, not the word root.');
  const target =
    id === undefined
      ? driveTarget(state, { ...request, params: addressIn(entry.drive, path) })
      : driveTarget(state, { ...request, params: { drive: entry.drive, item: id } });
  if (target.isRoot) return target.from;
  if (!target.entry) throw notFound();
  if (!target.entry.isFolder) throw invalidRequest('The new parent is not a folder.');
  return target.entry.id;
}

/** `/drives/{id}/root:/a/b`, `/drive/root:/a/b`, or nothing after `root:` for the root itself. */
function addressIn(drive: string, path: string | undefined): Record<string, string> {
  const [, inside] = /^\/drives?(?:\/[^/]+)?\/root:(\/.*)?$/.exec(path ?? '') ?? [];
  if (path === undefined || !/^\/drives?(?:\/[^/]+)?\/root:/.test(path))
    throw invalidRequest('The parentReference needs an id or a path.');
  const folders = decodeURIComponent(inside ?? '').replace(/^\/+|\/+$/g, '');
  return folders === '' ? { drive } : { drive, path: folders };
}
