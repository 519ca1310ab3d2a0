import type Database from 'libsql';
import { GraphError } from './graphError';

/** What a site has when nobody has set less: 25 TB. */
const USUAL_BYTES = 27_487_790_694_400;

export interface QuotaState {
  readonly total: number;
  readonly used: number;
  readonly remaining: number;
  readonly state: 'normal' | 'nearing' | 'critical' | 'exceeded';
}

export const quotaReached = (): GraphError =>
  new GraphError(507, 'quotaLimitReached', 'Insufficient Space Available: the site has reached its storage quota.');

/** How many bytes the libraries of a site may hold together; earlier versions count too. */
export class SiteQuotas {
  private readonly limits = new Map<string, number>();

  constructor(private readonly db: Database.Database) {
    const rows = db.prepare<unknown[]>('SELECT site, bytes FROM quotas').all() as { site: string; bytes: number }[];
    for (const { site, bytes } of rows) this.limits.set(site, bytes);
  }

  /** Null takes the limit back. */
  set(site: string, bytes: number | null): void {
    if (bytes === null) {
      this.limits.delete(site);
      this.db.prepare<unknown[]>('DELETE FROM quotas WHERE site = ?').run(site);
      return;
    }
    this.limits.set(site, bytes);
    this.db.prepare<unknown[]>('INSERT OR REPLACE INTO quotas (site, bytes) VALUES (?, ?)').run(site, bytes);
  }

  /** Throws 507 when so many more bytes do not fit. */
  check(site: string, bytes: number): void {
    const limit = this.limits.get(site);
    if (limit !== undefined && this.usedBy(site) + bytes > limit) throw quotaReached();
  }

  read(site: string): QuotaState {
    const total = this.limits.get(site) ?? USUAL_BYTES;
    const used = this.usedBy(site);
    const share = used / Math.max(1, total);
    const state = share >= 1 ? 'exceeded' : share > 0.99 ? 'critical' : share > 0.9 ? 'nearing' : 'normal';
    return { total, used, remaining: Math.max(0, total - used), state };
  }

  clear(): void {
    this.limits.clear();
    this.db.exec('DELETE FROM quotas');
  }

  private usedBy(site: string): number {
    const row = this.db
      .prepare<unknown[]>(
        `SELECT coalesce(sum(fileContents.size), 0) AS used FROM lists
         JOIN files ON files.drive = lists.drive JOIN fileContents ON fileContents.file = files.id WHERE lists.site = ?`,
      )
      .get(site) as { used: number };
    return row.used;
  }
}
