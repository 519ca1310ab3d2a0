import type Database from 'libsql';
import type { Actor } from './actor';
import { accessDenied, GraphError } from './graphError';

/** `open`: a person edits it; `checkedOut`: to one person or application; `record`: a retention label locks it. */
export type LockKind = 'open' | 'checkedOut' | 'record';
type MarkKind = LockKind | 'malware';

/** What keeps a file from being changed, or from being read. */
export class FileMarks {
  private readonly statements;

  constructor(db: Database.Database) {
    const prepare = (sql: string) => db.prepare<unknown[]>(sql);
    this.statements = {
      all: prepare('SELECT kind, note FROM fileMarks WHERE file = ?'),
      set: prepare('INSERT OR REPLACE INTO fileMarks (file, kind, note) VALUES (?, ?, ?)'),
      remove: prepare('DELETE FROM fileMarks WHERE file = ? AND kind = ?'),
      clear: prepare('DELETE FROM fileMarks WHERE file = ?'),
    };
  }

  /** Throws 423 when somebody else has it checked out already. */
  lock(file: string, kind: LockKind, by: Actor): void {
    if (kind === 'checkedOut') this.checkChangeable(file, by);
    this.statements.set.run(file, kind, JSON.stringify(by));
  }

  unlock(file: string, kind: LockKind): void {
    this.statements.remove.run(file, kind);
  }

  /** Who holds each lock of a file. */
  locksOf(file: string): ReadonlyMap<LockKind, Actor> {
    const locks = new Map<LockKind, Actor>();
    for (const { kind, note } of this.marksOf(file)) if (kind !== 'malware') locks.set(kind, JSON.parse(note) as Actor);
    return locks;
  }

  markMalware(file: string, description: string): void {
    this.statements.set.run(file, 'malware', description);
  }

  clearMalware(file: string): void {
    this.statements.remove.run(file, 'malware');
  }

  /** What the scanner calls it; undefined for a clean file. */
  malwareOf(file: string): string | undefined {
    return this.marksOf(file).find(({ kind }) => kind === 'malware')?.note;
  }

  /** Throws 423 for a file that is open or checked out by somebody else, 403 for a locked record. */
  checkChangeable(file: string, by: Actor): void {
    const locks = this.locksOf(file);
    if (locks.size === 0) return;
    if (locks.has('record'))
      throw accessDenied(
        "Request was cancelled by event received. If attempting to delete a non-empty folder, it's possible that it's on hold",
      );
    for (const holder of locks.values())
      if (idOf(holder) !== idOf(by))
        throw new GraphError(423, 'resourceLocked', 'The resource you are attempting to access is locked');
  }

  forget(file: string): void {
    this.statements.clear.run(file);
  }

  private marksOf(file: string): { kind: MarkKind; note: string }[] {
    return this.statements.all.all(file) as { kind: MarkKind; note: string }[];
  }
}

const idOf = (actor: Actor): string => ('user' in actor ? actor.user.id : actor.application.id);
