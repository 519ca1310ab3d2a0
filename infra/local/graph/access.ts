import type { TenantContext } from '../context';
import { accessDenied, GraphError, invalidRequest, notFound } from './graphError';
import type { GraphPermission, GraphRequest } from './router';
import { sites } from './siteNames';
import { siteOfDrive } from './state';

const RANK = { read: 1, write: 2, fullcontrol: 3 } as const;
const NEEDED = { 'sites:read': 1, 'sites:write': 2, 'sites:manage': 3 } as const;

const insufficient = (): GraphError =>
  new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');

/**
 * Throws 403 unless the application's token carries the permission; for a site, unless the site exists (404) and the
 * application has been granted enough on it. A grant to write items does not allow creating lists or columns.
 */
export function checkPermission(context: TenantContext, request: GraphRequest, permission: GraphPermission): void {
  const { application, params } = request;
  if (permission === 'none') return;
  if (permission !== 'sites:read' && permission !== 'sites:write' && permission !== 'sites:manage') {
    if (!application.graphRoles.includes(permission)) throw insufficient();
    return;
  }
  if (!application.graphRoles.includes('Sites.Selected')) throw accessDenied();
  if (params.site !== undefined) checkSite(params.site);
  if (params.drive !== undefined && siteOfDrive(context, params.drive) === undefined)
    throw notFound('The drive could not be found.');
  const granted = application.siteRole === undefined ? 0 : RANK[application.siteRole];
  if (granted < NEEDED[permission]) throw accessDenied();
}

function checkSite(id: string): void {
  if (Object.values(sites).some((site) => site.id === id)) return;
  const isWellFormed = /^[\w.-]+,[0-9a-f-]{36},[0-9a-f-]{36}$/i.test(id);
  throw isWellFormed
    ? notFound('Requested site could not be found')
    : invalidRequest('Invalid hostname for this tenancy');
}
