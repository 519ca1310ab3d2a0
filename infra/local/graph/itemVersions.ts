import type { TenantContext } from '../context';
import { actorOfApplication } from './actor';
import { invalidRequest, notFound, unknownCall } from './graphError';
import type { Item, ItemVersion } from './item';
import { checkColumns, columnsUnselected, itemOfRequest, listOf } from './items';
import type { List } from './listStore';
import { refuseBody } from './noBody';
import { readExpand, readSelect } from './query';
import { type GraphRequest, registerGraphRoute } from './router';
import { contextUrl, fieldsShape, iso, type Json, selected } from './shapes';
import type { GraphState } from './state';
import { settledClash } from './uniqueClash';

const PATH = '/sites/{site}/lists/{list}/items/{item}/versions';
const VERSION_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'lastModifiedDateTime',
  'lastModifiedBy',
  'published',
  'fields',
]);

/** Earlier versions of a list item: every change makes one. */
export function registerItemVersions(context: TenantContext, state: GraphState): void {
  const versionIn = (list: List, item: Item, request: GraphRequest): ItemVersion => {
    const wanted = /^(\d{1,9})\.0$/.exec(request.params.version ?? '')?.[1];
    const version = state.items.versions(list, item).find((known) => String(known.version) === wanted);
    if (!version) throw notFound('The specified version was not found');
    return version;
  };

  registerGraphRoute(
    context,
    'GET',
    PATH,
    'sites:read',
    (request) => {
      const list = listOf(state, request);
      const item = itemOfRequest(state, list, request);
      const shape = readVersion(list, item, request.query);
      const value = state.items.versions(list, item).map(shape);
      return { status: 200, body: { '@odata.context': contextUrl(context, 'Collection(listItemVersion)'), value } };
    },
    { query: ['$expand', '$select'], resourceUnits: 2 },
  );

  registerGraphRoute(
    context,
    'GET',
    `${PATH}/{version}`,
    'sites:read',
    (request) => {
      const list = listOf(state, request);
      const item = itemOfRequest(state, list, request);
      return { status: 200, body: readVersion(list, item, request.query)(versionIn(list, item, request)) };
    },
    { query: ['$expand', '$select'], resourceUnits: 1 },
  );

  registerGraphRoute(
    context,
    'POST',
    `${PATH}/{version}/restoreVersion`,
    'sites:write',
    (request) => {
      refuseBody(request);
      const list = listOf(state, request);
      const item = itemOfRequest(state, list, request);
      const version = versionIn(list, item, request);
      if (version.version === item.version) throw invalidRequest('The present version cannot be restored.');
      const by = actorOfApplication(request.application);
      settledClash(state, () => state.items.restoreVersion(list, item, version, by));
      return { status: 204 };
    },
    { resourceUnits: 2 },
  );
}

/** A function that turns versions into answers; their fields come only when expanded. */
function readVersion(list: List, item: Item, query: ReadonlyMap<string, string>): (version: ItemVersion) => Json {
  const select = readSelect(query.get('$select'), VERSION_PROPERTIES, 'microsoft.graph.listItemVersion');
  const fields = readExpand(query.get('$expand'), ['fields']).get('fields');
  if (fields) checkColumns(list, fields);
  if (select?.includes('fields') && !fields) throw unknownCall('fields of a version must be expanded.');
  const columns = fields?.select ?? columnsUnselected(list);
  return (version) => {
    const shape: Json = {
      id: `${version.version}.0`,
      lastModifiedDateTime: iso(version.modified),
      lastModifiedBy: version.modifiedBy,
      published: { level: 'published', versionId: `${version.version}.0` },
    };
    const answer = selected(shape, select);
    if (fields) answer.fields = fieldsShape(list, { ...item, ...version }, columns);
    return answer;
  };
}
