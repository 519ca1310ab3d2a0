import { z } from 'zod';
import type { TenantContext } from '../context';
import { actorOfApplication } from './actor';
import { registerCheckouts } from './checkouts';
import { driveTarget, existingEntry } from './driveAddress';
import { registerDriveDelta } from './driveDelta';
import { registerDriveItemChanges } from './driveItemChanges';
import { registerDriveItemRoute } from './driveItemRoutes';
import { driveItemShape, listItemShape, readDriveItem, rootShape } from './driveItemShape';
import { checkDriveMatch, isPresentTag } from './driveItemTags';
import { registerDriveItemVersions } from './driveItemVersions';
import { readFields } from './fieldValues';
import type { Conflict } from './fileStore';
import { invalidRequest, notFound, unknownCall } from './graphError';
import { bodyObject, checkColumns, refuseUnknown } from './items';
import { openToken, sealToken, withOption } from './pageToken';
import { readExpand, readTop } from './query';
import type { GraphReply, GraphRequest } from './router';
import { contextUrl, fieldsShape, graphBase, type Json } from './shapes';
import { registerSmallUploads } from './smallUploads';
import type { GraphState } from './state';
import { downloadUrl } from './transfers';
import { settledClash } from './uniqueClash';

/** What a request can say of a new folder; all else about it is Graph's to say. */
const folderFacet = z.strictObject({ '@odata.type': z.string().optional() });

/** Files and folders of a library: reading, uploads, folders, columns, changes, versions, removal, content. */
export function registerDriveItems(context: TenantContext, state: GraphState): void {
  registerDriveItemRoute(context, 'GET', '', 'sites:read', (request) => readOne(context, state, request), {
    query: ['$select', '$expand'],
    resourceUnits: 1,
  });
  registerDriveItemRoute(context, 'GET', 'children', 'sites:read', (request) => children(context, state, request), {
    query: ['$select', '$expand', '$top', '$skiptoken'],
    resourceUnits: 2,
  });
  registerDriveItemRoute(context, 'POST', 'children', 'sites:write', (request) => addFolder(context, state, request), {
    resourceUnits: 2,
  });
  registerDriveItemRoute(
    context,
    'GET',
    'content',
    'sites:read',
    (request) => {
      const entry = existingEntry(state, request);
      if (entry.isFolder) throw invalidRequest('A folder has no content.');
      const known = request.headers['if-none-match'];
      if (known !== undefined && isPresentTag(state, entry, known)) return { status: 304 };
      return { status: 302, headers: { Location: downloadUrl(context, state, entry) } };
    },
    { resourceUnits: 1 },
  );
  registerDriveItemRoute(
    context,
    'DELETE',
    '',
    'sites:write',
    (request) => {
      const entry = existingEntry(state, request);
      checkDriveMatch(state, entry, request.headers['if-match']);
      state.files.remove(state.files.listOf(entry), entry, undefined, actorOfApplication(request.application));
      return { status: 204 };
    },
    { resourceUnits: 2 },
  );
  registerListItems(context, state);
  registerSmallUploads(context, state);
  registerDriveItemChanges(context, state);
  registerDriveItemVersions(context, state);
  registerCheckouts(context, state);
  registerDriveDelta(context, state);
}

function registerListItems(context: TenantContext, state: GraphState): void {
  registerDriveItemRoute(
    context,
    'GET',
    'listItem',
    'sites:read',
    (request) => {
      const entry = existingEntry(state, request);
      const fields = readExpand(request.query.get('$expand'), ['fields']).get('fields');
      if (fields) checkColumns(state.files.listOf(entry), fields);
      return { status: 200, body: listItemShape(context, state, entry, fields ? (fields.select ?? 'all') : 'none') };
    },
    { query: ['$expand'], resourceUnits: 1 },
  );
  registerDriveItemRoute(
    context,
    'GET',
    'listItem/fields',
    'sites:read',
    (request) => {
      const entry = existingEntry(state, request);
      return { status: 200, body: fieldsShape(state.files.listOf(entry), state.files.itemOf(entry), undefined) };
    },
    { resourceUnits: 1 },
  );
  registerDriveItemRoute(
    context,
    'PATCH',
    'listItem/fields',
    'sites:write',
    (request) => {
      const entry = existingEntry(state, request);
      const list = state.files.listOf(entry);
      const changes = readFields(list, request.body);
      const by = actorOfApplication(request.application);
      state.files.checkColumnsChangeable(entry, by);
      const item = settledClash(state, () =>
        state.items.update(list, String(entry.item), changes, by, request.headers['if-match']),
      );
      return { status: 200, body: fieldsShape(list, item, undefined) };
    },
    { resourceUnits: 2 },
  );
}

/** Reads how a name in use is to be treated. Throws 400 for a word that Graph does not know. */
export function conflictOf(value: unknown, usual: Conflict): Conflict {
  if (value === undefined) return usual;
  if (value === 'fail' || value === 'replace' || value === 'rename') return value;
  throw invalidRequest("The conflict behavior must be 'fail', 'replace' or 'rename'.");
}

function readOne(context: TenantContext, state: GraphState, request: GraphRequest): GraphReply {
  const target = driveTarget(state, request);
  const shape = readDriveItem(context, state, target.list, request.query);
  if (target.isRoot) return { status: 200, body: rootShape(context, state, target.drive) };
  if (!target.entry) throw notFound('The resource could not be found.');
  const known = request.headers['if-none-match'];
  if (known !== undefined && isPresentTag(state, target.entry, known)) return { status: 304 };
  return {
    status: 200,
    body: { '@odata.context': contextUrl(context, 'drives/items/$entity'), ...shape(target.entry) },
  };
}

function addFolder(context: TenantContext, state: GraphState, request: GraphRequest): GraphReply {
  const { name, folder, '@microsoft.graph.conflictBehavior': conflict, ...rest } = bodyObject(request.body);
  refuseUnknown(rest);
  if (typeof name !== 'string' || folder === undefined)
    throw invalidRequest('A new folder needs a name and the folder facet.');
  if (!folderFacet.safeParse(folder).success) throw unknownCall('The folder facet of a new folder is an empty object.');
  const target = driveTarget(state, request);
  if (!target.isRoot && !target.entry?.isFolder) throw notFound();
  const parent = target.entry?.id ?? target.from;
  const by = actorOfApplication(request.application);
  const entry = state.files.addFolder(target.list, parent, name, conflictOf(conflict, 'fail'), by);
  return { status: 201, body: driveItemShape(context, state, entry) };
}

function children(context: TenantContext, state: GraphState, request: GraphRequest): GraphReply {
  const target = driveTarget(state, request);
  if (!target.isRoot && !target.entry?.isFolder) throw notFound();
  const shape = readDriveItem(context, state, target.list, request.query);
  const top = readTop(request.query.get('$top'), 200, 1_000);
  const token = request.query.get('$skiptoken');
  const folder = target.entry?.id ?? target.from;
  // The folder is in the token, so that a link is of no use anywhere else.
  const opened =
    token === undefined
      ? { folder, skip: 0 }
      : (openToken(state.linkKey, token) as { folder?: string; skip?: number } | undefined);
  if (opened?.folder !== folder || opened.skip === undefined) throw invalidRequest('The skip token is not valid.');
  const all = state.files.children(target.drive, folder);
  const limit = state.quirks.pageSize(top);
  const body: Json = { value: all.slice(opened.skip, opened.skip + limit).map(shape) };
  if (all.length > opened.skip + limit)
    body['@odata.nextLink'] = withOption(
      `${graphBase(context)}${request.path}`,
      request.query,
      '$skiptoken',
      sealToken(state.linkKey, { folder, skip: opened.skip + limit }),
    );
  return { status: 200, body };
}
