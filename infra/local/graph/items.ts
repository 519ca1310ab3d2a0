import type { TenantContext } from '../context';
import { type Actor, actorOfApplication } from './actor';
import { driveItemShape } from './driveItemShape';
import { readFields } from './fieldValues';
import { readFilter } from './filter';
import { GraphError, invalidRequest, notFound, unknownCall } from './graphError';
import type { Condition, Item } from './item';
import type { List } from './listStore';
import { openToken, optionsMark, sealToken, withOption } from './pageToken';
import { type Expansion, readExpand, readSelect, readTop } from './query';
import { type GraphReply, type GraphRequest, registerGraphRoute } from './router';
import { contextUrl, fieldsShape, graphBase, ITEM_PROPERTIES, iso, itemShape, type Json, selected } from './shapes';
import type { GraphState } from './state';
import { settledClash } from './uniqueClash';

const PATH = '/sites/{site}/lists/{list}/items';
const USUAL_PAGE = 200;
const LARGEST_PAGE = 5_000;
const VIEW_THRESHOLD = 5_000;

/** The list that a request names by id or name. Throws 404. */
export function listOf(state: GraphState, request: GraphRequest): List {
  const list = state.lists.find(request.params.site ?? '', request.params.list ?? '');
  if (!list) throw notFound('The specified list was not found');
  return list;
}

/** List items: reading by page, by filter and by id; creating, changing, removing; earlier versions. */
export function registerItems(context: TenantContext, state: GraphState): void {
  const { items } = state;
  const itemIn = (list: List, request: GraphRequest): Item => {
    const item = items.get(list, request.params.item ?? '');
    if (!item) throw notFound('The specified list item was not found');
    return item;
  };
  const one = (list: List, item: Item, query: ReadonlyMap<string, string>): Json => ({
    '@odata.context': contextUrl(
      context,
      `sites('${encodeURIComponent(list.site)}')/lists('${list.id}')/items/$entity`,
    ),
    ...readItem(context, state, list, query)(item),
  });

  registerGraphRoute(context, 'GET', PATH, 'sites:read', (request) => listItems(context, state, request), {
    query: ['$expand', '$select', '$top', '$filter', '$skiptoken'],
    resourceUnits: 2,
  });

  registerGraphRoute(
    context,
    'GET',
    `${PATH}/{item}`,
    'sites:read',
    (request) => {
      const list = listOf(state, request);
      const item = itemIn(list, request);
      return {
        status: 200,
        body: one(list, item, request.query),
        headers: { ETag: String(one(list, item, new Map()).eTag) },
      };
    },
    { query: ['$expand', '$select'], resourceUnits: 1 },
  );

  registerGraphRoute(
    context,
    'GET',
    `${PATH}/{item}/fields`,
    'sites:read',
    (request) => {
      const list = listOf(state, request);
      const select = readSelect(request.query.get('$select'), columnNames(list), 'microsoft.graph.fieldValueSet');
      return { status: 200, body: fieldsShape(list, itemIn(list, request), select) };
    },
    { query: ['$select'], resourceUnits: 1 },
  );

  registerGraphRoute(
    context,
    'POST',
    PATH,
    'sites:write',
    (request) => {
      const list = listOf(state, request);
      if (list.template === 'documentLibrary')
        throw new GraphError(400, 'notSupported', 'Items of a document library are made by uploading files.');
      const { fields, ...rest } = bodyObject(request.body);
      refuseUnknown(rest);
      const changes = readFields(list, fields);
      const item = settledClash(state, () => items.create(list, changes, actorOfApplication(request.application)));
      return {
        status: 201,
        body: one(list, item, new Map([['$expand', 'fields']])),
        headers: { ETag: `"${item.guid},${item.version}"` },
      };
    },
    { resourceUnits: 2 },
  );

  const change = (request: GraphRequest, body: unknown): { list: List; item: Item } => {
    const list = listOf(state, request);
    const changes = readFields(list, body);
    const by: Actor = actorOfApplication(request.application);
    const item = settledClash(state, () =>
      items.update(list, request.params.item ?? '', changes, by, request.headers['if-match']),
    );
    return { list, item };
  };

  registerGraphRoute(
    context,
    'PATCH',
    `${PATH}/{item}/fields`,
    'sites:write',
    (request) => {
      const { list, item } = change(request, request.body);
      return {
        status: 200,
        body: fieldsShape(list, item, undefined),
        headers: { ETag: `"${item.guid},${item.version}"` },
      };
    },
    { resourceUnits: 2 },
  );

  registerGraphRoute(
    context,
    'PATCH',
    `${PATH}/{item}`,
    'sites:write',
    (request) => {
      const { fields, ...rest } = bodyObject(request.body);
      refuseUnknown(rest);
      const { list, item } = change(request, fields);
      return {
        status: 200,
        body: one(list, item, new Map([['$expand', 'fields']])),
        headers: { ETag: `"${item.guid},${item.version}"` },
      };
    },
    { resourceUnits: 2 },
  );

  registerGraphRoute(
    context,
    'DELETE',
    `${PATH}/{item}`,
    'sites:write',
    (request) => {
      const list = listOf(state, request);
      const item = itemIn(list, request);
      const file = list.drive === undefined ? undefined : state.files.ofItem(list.drive, item.id);
      if (file) state.files.remove(list, file, request.headers['if-match']);
      else items.remove(list, String(item.id), request.headers['if-match']);
      return { status: 204 };
    },
    { resourceUnits: 2 },
  );

  registerGraphRoute(
    context,
    'GET',
    `${PATH}/{item}/versions`,
    'sites:read',
    (request) => {
      const list = listOf(state, request);
      const item = itemIn(list, request);
      const value = items.versions(list, item).map((version) => ({
        id: `${version.version}.0`,
        lastModifiedDateTime: iso(version.modified),
        lastModifiedBy: version.modifiedBy,
        published: { level: 'published', versionId: `${version.version}.0` },
        fields: fieldsShape(list, { ...item, ...version }, undefined),
      }));
      return { status: 200, body: { value } };
    },
    { query: ['$expand'], resourceUnits: 2 },
  );

  registerGraphRoute(
    context,
    'GET',
    `${PATH}/{item}/driveItem`,
    'sites:read',
    (request) => {
      const list = listOf(state, request);
      const file = list.drive === undefined ? undefined : state.files.ofItem(list.drive, itemIn(list, request).id);
      if (!file) throw notFound();
      return { status: 200, body: driveItemShape(context, state, file) };
    },
    { resourceUnits: 1 },
  );
}

function listItems(context: TenantContext, state: GraphState, request: GraphRequest): GraphReply {
  const list = listOf(state, request);
  const { query } = request;
  const filter = query.get('$filter');
  const condition = filter === undefined ? undefined : readFilter(list, filter);
  const top = readTop(query.get('$top'), USUAL_PAGE, LARGEST_PAGE);
  const shape = readItem(context, state, list, query);
  const after = readSkipToken(state, list, query);
  if (condition) refuseTooMany(state, list, condition);
  const limit = state.quirks.pageSize(top);
  const found = condition
    ? state.items.search(list, condition, after, limit + 1)
    : state.items.page(list, after, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const base = `${graphBase(context)}${request.path}`;
  const body: Json = {
    '@odata.context': contextUrl(context, `sites('${encodeURIComponent(list.site)}')/lists('${list.id}')/items`),
    value: page.map(shape),
  };
  if (found.length > limit && last) {
    const token = sealToken(state.linkKey, {
      list: list.id,
      after: last.id,
      options: optionsMark(query, ['$skiptoken']),
    });
    body['@odata.nextLink'] = withOption(base, query, '$skiptoken', token);
  }
  return { status: 200, body };
}

/** A page goes on only with the options it began with: a nextLink is to be followed as it is. */
function readSkipToken(state: GraphState, list: List, query: ReadonlyMap<string, string>): number {
  const token = query.get('$skiptoken');
  if (token === undefined) return 0;
  const value = openToken(state.linkKey, token) as { list?: string; after?: number; options?: string } | undefined;
  if (value?.list !== list.id || value.options !== optionsMark(query, ['$skiptoken']))
    throw unknownCall('The skip token is not valid for this request. Follow @odata.nextLink as it is.');
  return value.after ?? 0;
}

function refuseTooMany(state: GraphState, list: List, condition: Condition): void {
  if (state.items.countMatches(list, condition, VIEW_THRESHOLD + 1) > VIEW_THRESHOLD)
    throw invalidRequest('The attempted operation is prohibited because it exceeds the list view threshold.');
}

/** A function that turns items into answers with the `$select` and `$expand` of a query, which it checks first. */
export function readItem(
  context: TenantContext,
  state: GraphState,
  list: List,
  query: ReadonlyMap<string, string>,
): (item: Item) => Json {
  const select = readSelect(query.get('$select'), ITEM_PROPERTIES, 'microsoft.graph.listItem');
  const expand = readExpand(query.get('$expand'), list.drive === undefined ? ['fields'] : ['fields', 'driveItem']);
  const fields = expand.get('fields');
  if (fields) checkColumns(list, fields);
  return (item) => {
    const shape = selected(itemShape(context, list, item), select);
    if (fields) shape.fields = fieldsShape(list, item, fields.select);
    const file =
      list.drive !== undefined && expand.has('driveItem') ? state.files.ofItem(list.drive, item.id) : undefined;
    if (file) shape.driveItem = driveItemShape(context, state, file);
    return shape;
  };
}

const columnNames = (list: List): ReadonlySet<string> => new Set(list.columns.map(({ name }) => name));

/** Throws 400 for a column in `fields($select=…)` that the list does not have. */
export function checkColumns(list: List, { select = [], expand }: Expansion): void {
  if (expand !== undefined)
    throw unknownCall('Parsing OData Select and Expand failed: fields cannot be expanded further.');
  const names = columnNames(list);
  for (const name of select) if (!names.has(name)) throw unknownCall(`Field '${name}' is not recognized`);
}

export function bodyObject(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw invalidRequest('The request body must be a JSON object.');
}

export function refuseUnknown(rest: Readonly<Record<string, unknown>>): void {
  const [name] = Object.keys(rest);
  if (name !== undefined)
    throw unknownCall(`The property '${name}' does not exist on this type or cannot be set here.`);
}
