import type { TenantContext } from '../context';
import { accessDenied, GraphError, invalidRequest, notFound } from './graphError';
import type { GraphPermission, GraphRequest } from './router';
import { type SiteGrantRole, siteGrantsOf } from './siteGrants';
import { sites } from './siteNames';
import { siteOfDrive } from './state';

/** How far a role on a site reaches: 1 reads, 2 also writes items and files, 3 also makes lists and columns. */
const RANK: Readonly<Record<SiteGrantRole, number>> = { read: 1, write: 2, owner: 3, fullcontrol: 3 };
const NEEDED = { 'sites:read': 1, 'sites:write': 2, 'sites:manage': 3 } as const;

/** Permissions for all sites, which need no grant. */
const ON_ALL_SITES: Readonly<Record<string, number>> = {
  'Sites.Read.All': 1,
  'Sites.ReadWrite.All': 2,
  'Sites.Manage.All': 3,
  'Sites.FullControl.All': 3,
};

/** Larger permissions that include a smaller one. */
const INCLUDED_IN: Readonly<Record<string, readonly string[]>> = {
  'Mail.Read': ['Mail.ReadWrite'],
  'User.Read.All': ['User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  'User.Invite.All': ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
};

const insufficient = (): GraphError =>
  new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');

/** Exchange and SharePoint refuse in their own words, the directory in its. */
const refusalOf = (permission: string): GraphError =>
  permission.startsWith('Mail.')
    ? new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.')
    : permission.startsWith('Sites.')
      ? accessDenied()
      : insufficient();

/**
 * Throws 403 unless the application's token carries the permission; for a site, unless the site exists (404) and the
 * application has been granted enough on it. A grant to write items does not allow creating lists or columns.
 */
export function checkPermission(context: TenantContext, request: GraphRequest, permission: GraphPermission): void {
  const { application, params } = request;
  if (permission === 'none') return;
  const roles = application.graphRoles;
  if (permission !== 'sites:read' && permission !== 'sites:write' && permission !== 'sites:manage') {
    if (![permission, ...(INCLUDED_IN[permission] ?? [])].some((name) => roles.includes(name)))
      throw refusalOf(permission);
    if (permission.startsWith('Sites.') && params.site !== undefined) checkSite(params.site);
    return;
  }
  let reach = 0;
  for (const role of roles) reach = Math.max(reach, ON_ALL_SITES[role] ?? 0);
  if (reach === 0 && !roles.includes('Sites.Selected')) throw accessDenied();
  if (params.site !== undefined) checkSite(params.site);
  const site = params.site ?? (params.drive === undefined ? undefined : siteOfDrive(context, params.drive));
  if (params.drive !== undefined && site === undefined) throw notFound('The drive could not be found.');
  if (roles.includes('Sites.Selected') && site !== undefined)
    for (const role of siteGrantsOf(context).of(site, application.id)?.roles ?? []) reach = Math.max(reach, RANK[role]);
  if (reach < NEEDED[permission]) throw accessDenied();
}

function checkSite(id: string): void {
  if (Object.values(sites).some((site) => site.id === id)) return;
  const isWellFormed = /^[\w.-]+,[0-9a-f-]{36},[0-9a-f-]{36}$/i.test(id);
  throw isWellFormed
    ? notFound('Requested site could not be found')
    : invalidRequest('Invalid hostname for this tenancy');
}
