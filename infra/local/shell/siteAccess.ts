import type { Directory } from '../directory';
import { accessDenied } from '../graph/graphError';
import { mayEdit, mayRead } from '../graph/siteMembers';

/** What somebody may do on a site in SharePoint's own pages. */
export type SiteAccess = 'edit' | 'read' | 'none';

/** Who sees every site and changes nothing: SharePoint's administrator, who is nobody of the directory. */
const ADMINISTRATOR = 'administrator';

/**
 * What `viewer` may do on a site: a short name, id or address of the directory, or `administrator`. Outside addresses
 * may do nothing. Without a viewer it is the machine's owner who looks, at everything.
 */
export function accessTo(directory: Directory, viewer: string | undefined, site: string): SiteAccess {
  if (viewer === undefined || viewer === ADMINISTRATOR) return 'read';
  const person = directory.find(viewer);
  if (!person) return 'none';
  if (mayEdit(person, site)) return 'edit';
  return mayRead(person, site) ? 'read' : 'none';
}

/** Throws 403 when the viewer may not look at the site. */
export function checkMayLook(directory: Directory, viewer: string | undefined, site: string): void {
  if (accessTo(directory, viewer, site) === 'none')
    throw accessDenied('Access denied. You do not have permission to look at this site.');
}
