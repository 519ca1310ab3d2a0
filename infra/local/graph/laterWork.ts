import type Database from 'libsql';
import type { TenantClock } from '../context';

/** What SharePoint does with a file some time after the upload was answered. */
export type WorkKind = 'rewrite' | 'scan';

/**
 * Work that is due a little later, in the order of time. It is kept in the database, so that a restart does not lose
 * it, and carried out by a timer or by the next look at a file, whichever comes first.
 */
export class LaterWork {
  private next = Number.POSITIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;

  constructor(
    private readonly db: Database.Database,
    private readonly clock: TenantClock,
    private readonly carryOut: (file: string, kind: WorkKind) => void,
  ) {
    this.plan();
  }

  add(file: string, kind: WorkKind, inMs: number): void {
    this.db
      .prepare<unknown[]>('INSERT OR REPLACE INTO fileWork (file, kind, due) VALUES (?, ?, ?)')
      .run(file, kind, this.clock.now() + inMs);
    this.plan();
  }

  /** Carries out what is due. Cheap when nothing is; does nothing within a transaction, which could undo it. */
  runDue(): void {
    if (this.next > this.clock.now() || this.isRunning || this.db.inTransaction) return;
    this.isRunning = true;
    try {
      const due = this.db
        .prepare<unknown[]>('SELECT file, kind FROM fileWork WHERE due <= ? ORDER BY due')
        .all(this.clock.now()) as { file: string; kind: WorkKind }[];
      for (const { file, kind } of due) {
        try {
          this.carryOut(file, kind);
        } catch (error) {
          // Work on a file that has gone meanwhile is done; it must not come up again for ever.
          process.stderr.write(`local tenant: ${kind} of file ${file}: ${String(error)}\n`);
        }
        this.db.prepare<unknown[]>('DELETE FROM fileWork WHERE file = ? AND kind = ?').run(file, kind);
      }
    } finally {
      this.isRunning = false;
      this.plan();
    }
  }

  clear(): void {
    this.db.exec('DELETE FROM fileWork');
    this.plan();
  }

  private plan(): void {
    clearTimeout(this.timer);
    const { due } = this.db.prepare<unknown[]>('SELECT min(due) AS due FROM fileWork').get() as { due: number | null };
    this.next = due ?? Number.POSITIVE_INFINITY;
    if (due === null) return;
    // The process may end, and the tenant may close, before it is due.
    this.timer = setTimeout(
      () => {
        if (!this.db.open) return;
        this.runDue();
        // A timer may be a moment early, and the clock may have been put back.
        this.plan();
      },
      Math.min(Math.max(5, due - this.clock.now()), 60_000),
    ).unref();
  }
}
