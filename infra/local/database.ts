import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';

/**
 * Opens (and creates) the tenant's database in `<dir>/tenant`. Write-ahead logging without a disk flush per write:
 * a killed process loses nothing that it answered for; only a power cut could.
 */
export function openDatabase(dir: string): Database.Database {
  const folder = path.join(dir, 'tenant');
  // It holds secrets and keys: nobody else on the machine needs to read them.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = new Database(path.join(folder, 'tenant.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.exec('CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
  return db;
}

/** Small named values that outlive a restart, such as keys and secrets. */
export interface Meta {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  /** The stored value, or what `make` gives, stored. */
  getOrMake(key: string, make: () => string): string;
}

export function metaOf(db: Database.Database): Meta {
  const read = db.prepare<[string]>('SELECT value FROM meta WHERE key = ?');
  const write = db.prepare<[string, string]>(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const get = (key: string): string | undefined => (read.get(key) as { value: string } | undefined)?.value;
  return {
    get,
    set: (key, value) => void write.run(key, value),
    getOrMake(key, make) {
      const known = get(key);
      if (known !== undefined) return known;
      const made = make();
      write.run(key, made);
      return made;
    },
  };
}

/**
 * Runs `work` as one transaction, or as part of the one that is running already: libsql has no nested ones. An error
 * undoes the whole and is thrown on.
 */
export function inTransaction<T>(db: Database.Database, work: () => T): T {
  if (db.inTransaction) return work();
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}
