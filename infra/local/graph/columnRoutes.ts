import type { TenantContext } from '../context';
import { changedColumn, type Column, columnDefinition, readColumn } from './columns';
import { invalidRequest, notFound } from './graphError';
import { listOf } from './items';
import type { List } from './listStore';
import { readSelect } from './query';
import { type GraphRequest, registerGraphRoute } from './router';
import { contextUrl, selected } from './shapes';
import type { GraphState } from './state';

const PATH = '/sites/{site}/lists/{list}/columns';
const COLUMN_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'name',
  'displayName',
  'description',
  'columnGroup',
  'enforceUniqueValues',
  'hidden',
  'indexed',
  'readOnly',
  'required',
  'text',
  'number',
  'boolean',
  'dateTime',
  'choice',
]);

/** The columns of lists: read by everybody, made and changed by provisioning only. */
export function registerColumns(context: TenantContext, state: GraphState): void {
  registerGraphRoute(
    context,
    'GET',
    PATH,
    'sites:read',
    (request) => {
      const select = readSelect(request.query.get('$select'), COLUMN_PROPERTIES, 'microsoft.graph.columnDefinition');
      const value = listOf(state, request).columns.map((column) => selected(columnDefinition(column), select));
      return { status: 200, body: { '@odata.context': contextUrl(context, 'columns'), value } };
    },
    { query: ['$select'], resourceUnits: 2 },
  );

  registerGraphRoute(
    context,
    'POST',
    PATH,
    'sites:manage',
    (request) => {
      const column = readColumn(request.body);
      state.lists.addColumn(listOf(state, request), column);
      return { status: 201, body: columnDefinition(column) };
    },
    { resourceUnits: 2 },
  );

  registerGraphRoute(
    context,
    'GET',
    `${PATH}/{column}`,
    'sites:read',
    (request) => ({ status: 200, body: columnDefinition(columnOf(listOf(state, request), request)) }),
    { resourceUnits: 1 },
  );

  registerGraphRoute(
    context,
    'PATCH',
    `${PATH}/{column}`,
    'sites:manage',
    (request) => {
      const list = listOf(state, request);
      const column = changedColumn(columnOf(list, request), request.body);
      state.lists.changeColumn(list, column);
      return { status: 200, body: columnDefinition(column) };
    },
    { resourceUnits: 2 },
  );

  registerGraphRoute(
    context,
    'DELETE',
    `${PATH}/{column}`,
    'sites:manage',
    (request) => {
      const list = listOf(state, request);
      const column = columnOf(list, request);
      if (column.isSystem) throw invalidRequest(`The column '${column.name}' cannot be deleted.`);
      state.lists.removeColumn(list, column);
      return { status: 204 };
    },
    { resourceUnits: 2 },
  );
}

/** By id or by internal name. Throws 404. */
function columnOf(list: List, request: GraphRequest): Column {
  const wanted = request.params.column ?? '';
  const column = list.columns.find(({ id, name }) => id === wanted.toLowerCase() || name === wanted);
  if (!column) throw notFound('The specified column was not found');
  return column;
}
