import type { TenantContext } from '../context';
import { driveOf } from './fileStore';
import { notFound } from './graphError';
import { listOf } from './items';
import type { List } from './listStore';
import { readSelect } from './query';
import { registerGraphRoute } from './router';
import { iso, type Json, listWebUrl, selected } from './shapes';
import type { GraphState } from './state';

const DRIVE_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'name',
  'description',
  'driveType',
  'createdDateTime',
  'lastModifiedDateTime',
  'webUrl',
  'createdBy',
  'quota',
]);

/** Drives: the libraries of a site as file stores. */
export function registerDrives(context: TenantContext, state: GraphState): void {
  const shape = (list: List, query: ReadonlyMap<string, string>): Json =>
    selected(
      driveShape(context, state, list),
      readSelect(query.get('$select'), DRIVE_PROPERTIES, 'microsoft.graph.drive'),
    );

  registerGraphRoute(
    context,
    'GET',
    '/sites/{site}/drives',
    'sites:read',
    (request) => {
      const libraries = state.lists.inSite(request.params.site ?? '').filter(({ drive }) => drive !== undefined);
      return { status: 200, body: { value: libraries.map((list) => shape(list, request.query)) } };
    },
    { query: ['$select'], resourceUnits: 2 },
  );

  registerGraphRoute(
    context,
    'GET',
    '/sites/{site}/drive',
    'sites:read',
    (request) => {
      const list = state.lists.find(request.params.site ?? '', 'Documents');
      if (!list) throw notFound();
      return { status: 200, body: shape(list, request.query) };
    },
    { query: ['$select'], resourceUnits: 1 },
  );

  registerGraphRoute(
    context,
    'GET',
    '/sites/{site}/lists/{list}/drive',
    'sites:read',
    (request) => {
      const list = listOf(state, request);
      driveOf(list);
      return { status: 200, body: shape(list, request.query) };
    },
    { query: ['$select'], resourceUnits: 1 },
  );

  registerGraphRoute(
    context,
    'GET',
    '/drives/{drive}',
    'sites:read',
    (request) => {
      const list = state.lists.byDrive(request.params.drive ?? '');
      if (!list) throw notFound();
      return { status: 200, body: shape(list, request.query) };
    },
    { query: ['$select'], resourceUnits: 1 },
  );
}

const driveShape = (context: TenantContext, state: GraphState, list: List): Json => ({
  createdDateTime: iso(list.created),
  description: list.description,
  id: list.drive,
  lastModifiedDateTime: iso(list.modified),
  name: list.name,
  webUrl: listWebUrl(context, list),
  driveType: 'documentLibrary',
  createdBy: list.createdBy,
  quota: state.files.quotas.read(list.site),
});
