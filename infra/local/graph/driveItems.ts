import type { TenantContext } from '../context';
import { actorOfApplication } from './actor';
import { driveTarget, existingEntry } from './driveAddress';
import { DRIVE_ITEM_PROPERTIES, driveItemShape, listItemShape, rootShape } from './driveItemShape';
import { readFields } from './fieldValues';
import type { Conflict, FileEntry } from './fileStore';
import { GraphError, invalidRequest, notFound } from './graphError';
import { bodyObject, checkColumns, refuseUnknown } from './items';
import type { List } from './listStore';
import { openToken, sealToken, withOption } from './pageToken';
import { readExpand, readSelect, readTop } from './query';
import {
  type GraphHandler,
  type GraphMethod,
  type GraphRequest,
  type GraphRouteOptions,
  registerGraphRoute,
} from './router';
import { contextUrl, fieldsShape, graphBase, type Json, selected } from './shapes';
import type { GraphState } from './state';
import { downloadUrl } from './transfers';
import { settledClash } from './uniqueClash';

const ROOT = '/drives/{drive}/root';
const ITEM = '/drives/{drive}/items/{item}';
const LARGEST_SMALL_UPLOAD = 250 * 1024 * 1024;

/** Files and folders of a library: reading, small uploads, folders, columns, removal, content. */
export function registerDriveItems(context: TenantContext, state: GraphState): void {
  const everywhere = (
    method: GraphMethod,
    rest: string,
    isWrite: boolean,
    handler: GraphHandler,
    options: GraphRouteOptions,
  ): void => {
    const bare = rest === '' ? [ROOT, ITEM] : [`${ROOT}/${rest}`, `${ITEM}/${rest}`];
    const byPath = [ROOT, ITEM].map((start) => (rest === '' ? `${start}:/{path}` : `${start}:/{path}:/${rest}`));
    for (const path of [...bare, ...byPath])
      registerGraphRoute(context, method, path, isWrite ? 'sites:write' : 'sites:read', handler, options);
  };

  everywhere(
    'GET',
    '',
    false,
    (request) => {
      const target = driveTarget(state, request);
      const shape = readDriveItem(context, state, target.list, request.query);
      if (target.isRoot) return { status: 200, body: rootShape(context, state, target.drive) };
      if (!target.entry) throw notFound('The resource could not be found.');
      return {
        status: 200,
        body: { '@odata.context': contextUrl(context, 'drives/items/$entity'), ...shape(target.entry) },
      };
    },
    { query: ['$select', '$expand'], resourceUnits: 1 },
  );

  everywhere('GET', 'children', false, (request) => children(context, state, request), {
    query: ['$select', '$expand', '$top', '$skiptoken'],
    resourceUnits: 2,
  });

  everywhere(
    'POST',
    'children',
    true,
    (request) => {
      const { name, folder, '@microsoft.graph.conflictBehavior': conflict, ...rest } = bodyObject(request.body);
      refuseUnknown(rest);
      if (typeof name !== 'string' || folder === undefined)
        throw invalidRequest('A new folder needs a name and the folder facet.');
      const target = driveTarget(state, request);
      if (!target.isRoot && !target.entry?.isFolder) throw notFound();
      const parent = target.entry?.id ?? target.from;
      const entry = state.files.addFolder(
        target.list,
        parent,
        name,
        conflictOf(conflict, 'fail'),
        actorOfApplication(request.application),
      );
      return { status: 201, body: driveItemShape(context, state, entry) };
    },
    { resourceUnits: 2 },
  );

  everywhere(
    'GET',
    'content',
    false,
    (request) => {
      const entry = existingEntry(state, request);
      if (entry.isFolder) throw invalidRequest('A folder has no content.');
      return { status: 302, headers: { Location: downloadUrl(context, state, entry) } };
    },
    { resourceUnits: 1 },
  );

  everywhere('PUT', 'content', true, (request) => upload(context, state, request), {
    query: ['@microsoft.graph.conflictBehavior'],
    body: 'bytes',
    resourceUnits: 2,
  });

  everywhere(
    'DELETE',
    '',
    true,
    (request) => {
      const entry = existingEntry(state, request);
      checkDriveMatch(state, entry, request.headers['if-match']);
      state.files.remove(state.files.listOf(entry), entry);
      return { status: 204 };
    },
    { resourceUnits: 2 },
  );

  everywhere(
    'GET',
    'listItem',
    false,
    (request) => {
      const entry = existingEntry(state, request);
      const fields = readExpand(request.query.get('$expand'), ['fields']).get('fields');
      if (fields) checkColumns(state.files.listOf(entry), fields);
      return { status: 200, body: listItemShape(context, state, entry, fields ? (fields.select ?? 'all') : 'none') };
    },
    { query: ['$expand'], resourceUnits: 1 },
  );

  everywhere(
    'GET',
    'listItem/fields',
    false,
    (request) => {
      const entry = existingEntry(state, request);
      return { status: 200, body: fieldsShape(state.files.listOf(entry), state.files.itemOf(entry), undefined) };
    },
    { resourceUnits: 1 },
  );

  everywhere(
    'PATCH',
    'listItem/fields',
    true,
    (request) => {
      const entry = existingEntry(state, request);
      const list = state.files.listOf(entry);
      const changes = readFields(list, request.body);
      if (state.files.takeUnsettled(entry.id))
        throw new GraphError(
          409,
          'resourceModified',
          'The resource has changed since the caller last read it; usually an eTag mismatch',
        );
      const by = actorOfApplication(request.application);
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

/** `If-Match` on a driveItem takes its eTag or cTag. Throws 412 when neither is present any more. */
export function checkDriveMatch(state: GraphState, entry: FileEntry, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch === '*') return;
  const { guid, version } = state.files.itemOf(entry);
  const known = [`"{${guid.toUpperCase()}},${version}"`, `"c:{${guid.toUpperCase()}},${entry.contentVersion}"`];
  if (!known.includes(ifMatch))
    throw new GraphError(412, 'resourceModified', "ETag does not match current item's value");
}

function upload(context: TenantContext, state: GraphState, request: GraphRequest) {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (bytes.length > LARGEST_SMALL_UPLOAD)
    throw new GraphError(413, 'maxFileSizeExceeded', 'Use an upload session for files of more than 250 MB.');
  const target = driveTarget(state, request);
  const by = actorOfApplication(request.application);
  const conflict = conflictOf(request.query.get('@microsoft.graph.conflictBehavior'), 'replace');
  if (target.names.length === 0) {
    if (!target.entry || target.entry.isFolder) throw invalidRequest('Content needs a file name.');
    checkDriveMatch(state, target.entry, request.headers['if-match']);
    const { entry } = state.files.put(target.list, target.entry.parent, target.entry.name, bytes, 'replace', by);
    return { status: 200, body: driveItemShape(context, state, entry) };
  }
  if (target.entry) checkDriveMatch(state, target.entry, request.headers['if-match']);
  const parent = state.files.ensureFolder(target.list, target.from, target.names.slice(0, -1), by);
  const { entry, isNew } = state.files.put(target.list, parent, target.names.at(-1) ?? '', bytes, conflict, by);
  return { status: isNew ? 201 : 200, body: driveItemShape(context, state, entry) };
}

function children(context: TenantContext, state: GraphState, request: GraphRequest) {
  const target = driveTarget(state, request);
  if (!target.isRoot && !target.entry?.isFolder) throw notFound();
  const shape = readDriveItem(context, state, target.list, request.query);
  const top = readTop(request.query.get('$top'), 200, 1_000);
  const token = request.query.get('$skiptoken');
  const opened = token === undefined ? { skip: 0 } : (openToken(state.linkKey, token) as { skip?: number } | undefined);
  if (opened?.skip === undefined) throw invalidRequest('The skip token is not valid.');
  const all = state.files.children(target.drive, target.entry?.id ?? target.from);
  const body: Json = { value: all.slice(opened.skip, opened.skip + top).map(shape) };
  if (all.length > opened.skip + top)
    body['@odata.nextLink'] = withOption(
      `${graphBase(context)}${request.path}`,
      request.query,
      '$skiptoken',
      sealToken(state.linkKey, { skip: opened.skip + top }),
    );
  return { status: 200, body };
}

function readDriveItem(
  context: TenantContext,
  state: GraphState,
  list: List,
  query: ReadonlyMap<string, string>,
): (entry: FileEntry) => Json {
  const select = readSelect(query.get('$select'), DRIVE_ITEM_PROPERTIES, 'microsoft.graph.driveItem');
  const listItem = readExpand(query.get('$expand'), ['listItem']).get('listItem');
  const fields = readExpand(listItem?.expand, ['fields']).get('fields');
  if (fields) checkColumns(list, fields);
  return (entry) => {
    const answer = selected(driveItemShape(context, state, entry), select);
    if (listItem) answer.listItem = listItemShape(context, state, entry, fields ? (fields.select ?? 'all') : 'none');
    return answer;
  };
}
