import { createHash } from 'node:crypto';
import type Database from 'libsql';

/** The app in one person's personal scope. */
export interface Installation {
  /** Graph's id of the installation, opaque. */
  readonly id: string;
  readonly personId: string;
  /** The app's id in the organisation's catalogue. */
  readonly appId: string;
  /** True while the person has blocked the bot: it may not write. */
  readonly isBlocked: boolean;
}

/** Keeps who has the app. One installation per person, since the tenant knows one app. */
export interface InstallationStore {
  get(personId: string): Installation | undefined;
  list(): readonly Installation[];
  /** False when it is installed already. */
  install(personId: string, appId: string): boolean;
  /** False when it is not installed. */
  uninstall(personId: string): boolean;
  /** Blocking outlives an uninstall, as in Teams. */
  setBlocked(personId: string, isBlocked: boolean): void;
  isBlocked(personId: string): boolean;
  /** Forgets everybody. */
  clear(): void;
}

/** Opens the installations kept in the tenant's database. */
export function openInstallations(db: Database.Database, now: () => number): InstallationStore {
  db.exec(`
    CREATE TABLE IF NOT EXISTS app_installations (
      person_id TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, app_id TEXT NOT NULL, at INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS bot_blocks (person_id TEXT PRIMARY KEY);
  `);
  const select = `SELECT i.person_id AS personId, i.id, i.app_id AS appId, b.person_id IS NOT NULL AS isBlocked
    FROM app_installations i LEFT JOIN bot_blocks b ON b.person_id = i.person_id`;
  const one = db.prepare(`${select} WHERE i.person_id = ?`);
  const all = db.prepare(select);
  const insert = db.prepare('INSERT OR IGNORE INTO app_installations (person_id, id, app_id, at) VALUES (?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM app_installations WHERE person_id = ?');
  const block = db.prepare('INSERT OR IGNORE INTO bot_blocks (person_id) VALUES (?)');
  const unblock = db.prepare('DELETE FROM bot_blocks WHERE person_id = ?');
  const blocked = db.prepare('SELECT 1 FROM bot_blocks WHERE person_id = ?');
  const read = (row: unknown): Installation | undefined =>
    row ? { ...(row as Installation), isBlocked: Boolean((row as Installation).isBlocked) } : undefined;

  return {
    get: (personId) => read(one.get(personId)),
    list: () => all.all().map((row) => read(row)!),
    install: (personId, appId) => insert.run(personId, installationIdOf(personId, appId), appId, now()).changes > 0,
    uninstall: (personId) => remove.run(personId).changes > 0,
    setBlocked(personId, isBlocked) {
      (isBlocked ? block : unblock).run(personId);
    },
    isBlocked: (personId) => blocked.get(personId) !== undefined,
    clear: () => void db.exec('DELETE FROM app_installations; DELETE FROM bot_blocks'),
  };
}

/** Graph's ids of installations are opaque; callers must not read them. */
function installationIdOf(personId: string, appId: string): string {
  const hash = createHash('sha256').update(`${personId}|${appId}`).digest('hex');
  return Buffer.from(`${hash.slice(0, 8)}-${hash.slice(8, 20)}##${appId}`).toString('base64url');
}
