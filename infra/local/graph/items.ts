import type { TenantContext } from '../context';
import { type Actor, actorOfApplication } from './actor';
import { driveItemShape } from './driveItemShape';
import { readFields } from './fieldValues';
import { GraphError, invalidRequest, notFound, unknownCall } from './graphError';
import type { Item } from './item';
import type { List } from './listStore';
import { type Expansion, readExpand, readSelect } from './query';
import { type GraphRequest, registerGraphRoute } from './router';
import { contextUrl, fieldsShape, ITEM_PROPERTIES, itemShape, type Json, selected } from './shapes';
import type { GraphState } from './state';
import { settledClash } from './uniqueClash';

const PATH = '/sites/{site}/lists/{list}/items';
/**
 * How many of the customer's columns come with `fields` when none are selected. Microsoft does not say how many; the
 * tenant uses the one number that the documents know for columns of a query.
 */
const MOST_COLUMNS_UNSELECTED = 12;

/** The list that a request names by id or name. Throws 404. */
export function listOf(state: GraphState, request: GraphRequest): List {
  const list = state.lists.find(request.params.site ?? '', request.params.list ?? '');
  if (!list) throw notFound('The specified list was not found');
  return list;
}

/** List items one by one: reading, creating, changing, removing. */
export function registerItems(context: TenantContext, state: GraphState): void {
  const { items } = state;
  const itemIn = (list: List, request: GraphRequest): Item => itemOfRequest(state, list, request);
  const one = (list: List, item: Item, query: ReadonlyMap<string, string>): Json => ({
    '@odata.context': contextUrl(
      context,
      `sites('${encodeURIComponent(list.site)}')/lists('${list.id}')/items/$entity`,
    ),
    ...readItem(context, state, list, query)(item),
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
    state.files.checkRowChangeable(list, request.params.item ?? '', by);
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
      if (file) state.files.remove(list, file, request.headers['if-match'], actorOfApplication(request.application));
      else items.remove(list, String(item.id), request.headers['if-match']);
      return { status: 204 };
    },
    { resourceUnits: 2 },
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
  const usual = columnsUnselected(list);
  return (item) => {
    const shape = selected(itemShape(context, list, item), select);
    if (fields) shape.fields = fieldsShape(list, item, fields.select ?? usual);
    const file =
      list.drive !== undefined && expand.has('driveItem') ? state.files.ofItem(list.drive, item.id) : undefined;
    if (file) shape.driveItem = driveItemShape(context, state, file);
    return shape;
  };
}

/** The columns that `$expand=fields` brings: what comes after the first dozen is left out without a word. */
export function columnsUnselected(list: List): string[] {
  const shown = list.columns.filter(({ hidden }) => !hidden);
  const own = shown.filter(({ isSystem }) => !isSystem).slice(0, MOST_COLUMNS_UNSELECTED);
  return [...shown.filter(({ isSystem }) => isSystem), ...own].map(({ name }) => name);
}

const columnNames = (list: List): ReadonlySet<string> => new Set(list.columns.map(({ name }) => name));

/** The row that a request names by its id. Throws 404. */
export function itemOfRequest(state: GraphState, list: List, request: GraphRequest): Item {
  const item = state.items.get(list, request.params.item ?? '');
  if (!item) throw notFound('The specified list item was not found');
  return item;
}

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
