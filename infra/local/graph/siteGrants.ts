import { createHash } from 'node:crypto';
import { applications } from '../applications';
import type { TenantContext } from '../context';
import { inTransaction } from '../database';
import { sites } from './siteNames';

/** Roles that an application can be granted on a site under `Sites.Selected`. */
export const SITE_ROLES = ['read', 'write', 'owner', 'fullcontrol'] as const;
export type SiteGrantRole = (typeof SITE_ROLES)[number];

/** One application's grant on one site. */
export interface SiteGrant {
  readonly id: string;
  readonly site: string;
  /** The client id of the application. */
  readonly application: string;
  readonly displayName: string;
  readonly roles: readonly SiteGrantRole[];
}

/** The grants, kept in the database: consent to `Sites.Selected` opens no site without one. */
export interface SiteGrants {
  list(site: string): readonly SiteGrant[];
  get(site: string, id: string): SiteGrant | undefined;
  of(site: string, application: string): SiteGrant | undefined;
  /** Gives the roles, in place of those that the application had on the site. */
  grant(site: string, application: { id: string; displayName: string }, roles: readonly SiteGrantRole[]): SiteGrant;
  revoke(site: string, id: string): void;
}

const books = new WeakMap<TenantContext, SiteGrants>();

/** The grants of a tenant. The first start, and every reset, grants what the applications are declared with. */
export function siteGrantsOf(context: TenantContext): SiteGrants {
  const known = books.get(context);
  if (known) return known;
  const grants = openGrants(context);
  books.set(context, grants);
  return grants;
}

function openGrants({ db, onReset }: TenantContext): SiteGrants {
  const isNew = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'site_grants'").get() === undefined;
  db.exec(`CREATE TABLE IF NOT EXISTS site_grants (
    id TEXT PRIMARY KEY, site TEXT NOT NULL, application TEXT NOT NULL, display_name TEXT NOT NULL,
    roles TEXT NOT NULL, UNIQUE (site, application))`);
  const insert = db.prepare('INSERT OR REPLACE INTO site_grants VALUES (?, ?, ?, ?, ?)');
  // Looked at with every call, so the few there are stay in memory.
  const held = new Map<string, SiteGrant>();
  const key = (site: string, application: string): string => `${site}|${application}`;

  const grant: SiteGrants['grant'] = (site, { id: application, displayName }, roles) => {
    const made: SiteGrant = { id: grantId(site, application), site, application, displayName, roles: [...roles] };
    insert.run(made.id, site, application, displayName, JSON.stringify(made.roles));
    held.set(key(site, application), made);
    return made;
  };
  const fill = (): void => {
    for (const { id, displayName, siteRole } of applications)
      for (const site of Object.values(sites)) if (siteRole) grant(site.id, { id, displayName }, [siteRole]);
  };
  const clear = (): void => {
    db.exec('DELETE FROM site_grants');
    held.clear();
  };

  if (isNew) inTransaction(db, fill);
  for (const row of db.prepare('SELECT * FROM site_grants').all() as GrantRow[])
    held.set(key(row.site, row.application), {
      id: row.id,
      site: row.site,
      application: row.application,
      displayName: row.display_name,
      roles: JSON.parse(row.roles) as SiteGrantRole[],
    });
  onReset(() => {
    clear();
    fill();
  });

  const list = (site: string): SiteGrant[] => [...held.values()].filter((one) => one.site === site);
  const get = (site: string, id: string): SiteGrant | undefined => list(site).find((one) => one.id === id);
  return {
    list,
    get,
    of: (site, application) => held.get(key(site, application)),
    grant,
    revoke(site, id) {
      const found = get(site, id);
      if (!found) return;
      db.prepare('DELETE FROM site_grants WHERE id = ?').run(id);
      held.delete(key(site, found.application));
    },
  };
}

interface GrantRow {
  readonly id: string;
  readonly site: string;
  readonly application: string;
  readonly display_name: string;
  readonly roles: string;
}

/** Opaque, and the same for the same application and site. */
const grantId = (site: string, application: string): string =>
  Buffer.from(
    `i:0i.t|ms.sp.ext|${application}|${createHash('sha256').update(site).digest('hex').slice(0, 8)}`,
  ).toString('base64url');
