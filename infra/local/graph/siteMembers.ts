import type { Person } from '../directory';
import { accessDenied } from './graphError';
import { sites } from './siteNames';

/** Roles in the product go with membership of the records site; readers are its visitors. */
const MEMBERS = ['Manager', 'Reviewer', 'Buyer'];
const VISITORS = ['Reader'];

const isIn = ({ userType, roles }: Person, wanted: readonly string[]): boolean =>
  userType === 'Member' && roles.some((role) => wanted.includes(role));

/** Whether a person may look at a site: members and visitors of the records site. The system site has neither. */
export const mayRead = (person: Person, site: string): boolean =>
  site === sites.records.id && isIn(person, [...MEMBERS, ...VISITORS]);

/** Whether a person may change rows and files of a site. */
export const mayEdit = (person: Person, site: string): boolean => site === sites.records.id && isIn(person, MEMBERS);

/** Throws 403 when the person may not change rows and files of the site. */
export function checkMayEdit(person: Person, site: string): void {
  if (!mayEdit(person, site))
    throw accessDenied(`Access denied: ${person.displayName} does not have permission to change items of this site.`);
}
