import { z } from 'zod';
import type { TenantContext } from '../context';
import { inTransaction } from '../database';
import { actorOfApplication } from './actor';
import { columnDefinition, readColumn } from './columns';
import { invalidRequest, notFound, unknownCall } from './graphError';
import { listOf } from './items';
import type { List } from './listStore';
import { readExpand, readSelect } from './query';
import { registerGraphRoute } from './router';
import { contextUrl, iso, type Json, listWebUrl, selected, siteWebUrl } from './shapes';
import { sites } from './siteNames';
import type { GraphState } from './state';

const LIST_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'eTag',
  'name',
  'displayName',
  'description',
  'createdDateTime',
  'lastModifiedDateTime',
  'createdBy',
  'webUrl',
  'parentReference',
  'list',
  'columns',
  'drive',
]);
const SITE_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'name',
  'displayName',
  'webUrl',
  'createdDateTime',
  'lastModifiedDateTime',
  'siteCollection',
]);
const newListSchema = z.strictObject({
  displayName: z.string().trim().min(1).max(255),
  description: z.string().optional(),
  columns: z.array(z.unknown()).optional(),
  list: z
    .strictObject({
      template: z.enum(['genericList', 'documentLibrary']).optional(),
      contentTypesEnabled: z.literal(false).optional(),
      hidden: z.literal(false).optional(),
    })
    .optional(),
});

/** Sites and lists: what provisioning needs, and what the service may look at. */
export function registerLists(context: TenantContext, state: GraphState): void {
  registerGraphRoute(
    context,
    'GET',
    '/sites/{site}',
    'sites:read',
    (request) => {
      const select = readSelect(request.query.get('$select'), SITE_PROPERTIES, 'microsoft.graph.site');
      return { status: 200, body: selected(siteShape(context, request.params.site ?? ''), select) };
    },
    { query: ['$select'], resourceUnits: 1 },
  );

  registerGraphRoute(
    context,
    'GET',
    '/sites/{site}/lists',
    'sites:read',
    (request) => {
      const shape = readList(context, request.query);
      return {
        status: 200,
        body: {
          '@odata.context': contextUrl(context, 'sites/lists'),
          value: state.lists.inSite(request.params.site ?? '').map(shape),
        },
      };
    },
    { query: ['$select', '$expand'], resourceUnits: 2 },
  );

  registerGraphRoute(
    context,
    'POST',
    '/sites/{site}/lists',
    'sites:manage',
    (request) => {
      refuseOwnName(request.body);
      const parsed = newListSchema.safeParse(request.body);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw unknownCall(`Invalid list definition: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
      }
      const { displayName, description = '', columns = [], list } = parsed.data;
      if (/[^\u0020-\u007e]|["#%*:<>?/\\|]/.test(displayName))
        throw invalidRequest('The name of a list becomes its address: use plain letters, digits and spaces.');
      const made = state.lists.create(
        request.params.site ?? '',
        { name: displayName, description, template: list?.template ?? 'genericList', columns: columns.map(readColumn) },
        actorOfApplication(request.application),
      );
      context.events.emit('changed', 'items');
      return { status: 201, body: readList(context, new Map())(made) };
    },
    { resourceUnits: 2 },
  );

  registerGraphRoute(
    context,
    'GET',
    '/sites/{site}/lists/{list}',
    'sites:read',
    (request) => ({ status: 200, body: readList(context, request.query)(listOf(state, request)) }),
    { query: ['$select', '$expand'], resourceUnits: 1 },
  );

  registerGraphRoute(
    context,
    'DELETE',
    '/sites/{site}/lists/{list}',
    'sites:manage',
    (request) => {
      const list = listOf(state, request);
      const { drive } = list;
      const entries = drive === undefined ? [] : state.files.children(drive, state.files.rootOf(drive));
      for (const entry of entries) state.files.remove(list, entry);
      inTransaction(context.db, () => {
        state.items.removeAll(list);
        state.lists.remove(list);
      });
      return { status: 204 };
    },
    { resourceUnits: 2 },
  );
}

function refuseOwnName(body: unknown): void {
  if (typeof body === 'object' && body !== null && 'name' in body)
    throw invalidRequest(
      "Cannot define a 'name' for a list as it is assigned by the server. Instead, provide 'displayName'",
    );
}

function siteShape(context: TenantContext, id: string): Json {
  const site = Object.values(sites).find((known) => known.id === id);
  if (!site) throw notFound('Requested site could not be found');
  return {
    '@odata.context': contextUrl(context, 'sites/$entity'),
    createdDateTime: '2026-01-05T08:00:00Z',
    lastModifiedDateTime: '2026-01-05T08:00:00Z',
    id,
    name: site.name,
    displayName: site.displayName,
    webUrl: siteWebUrl(context, id),
    siteCollection: { hostname: id.split(',')[0] },
  };
}

function readList(context: TenantContext, query: ReadonlyMap<string, string>): (list: List) => Json {
  const select = readSelect(query.get('$select'), LIST_PROPERTIES, 'microsoft.graph.list');
  const expand = readExpand(query.get('$expand'), ['columns', 'drive']);
  const columnSelect = expand.get('columns')?.select;
  return (list) => {
    const shape: Json = {
      '@odata.etag': `"${list.id},${list.columns.length}"`,
      createdDateTime: iso(list.created),
      description: list.description,
      eTag: `"${list.id},${list.columns.length}"`,
      id: list.id,
      lastModifiedDateTime: iso(list.modified),
      name: list.name,
      webUrl: listWebUrl(context, list),
      displayName: list.name,
      createdBy: list.createdBy,
      parentReference: { siteId: list.site },
      list: { contentTypesEnabled: false, hidden: false, template: list.template },
    };
    const answer = selected(shape, select);
    if (expand.has('columns'))
      answer.columns = list.columns.map((column) => selected(columnDefinition(column), columnSelect));
    if (expand.has('drive') && list.drive !== undefined)
      answer.drive = { id: list.drive, driveType: 'documentLibrary', name: list.name };
    return answer;
  };
}
