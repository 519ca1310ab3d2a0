import { createHash } from 'node:crypto';
import type Database from 'libsql';

/** The app in one person's personal scope. */
export interface Installation {
  /** Graph's id of the installation, opaque. */
  readonly id: string;
  readonly personId: string;
  /** The app's id in the organisation's catalogue. */
  readonly appId: string;
}

/**
 * What can be true of a person in Teams besides having the app. `blocked`: they blocked the bot, and it may not write;
 * `neverOpened`: they have never opened Teams, so nothing can be installed for them; `aclRefused`: a chat with them is
 * refused, as happens to some guests; `notInRoster`: the bot is missing from the chat although the app is there.
 */
export type PersonState = 'blocked' | 'neverOpened' | 'aclRefused' | 'notInRoster';

/** Keeps who has the app. One installation per person, since the tenant knows one app. */
export interface InstallationStore {
  get(personId: string): Installation | undefined;
  list(): readonly Installation[];
  /** False when it is installed already. */
  install(personId: string, appId: string): boolean;
  /** False when it is not installed. */
  uninstall(personId: string): boolean;
  /** Outlives an uninstall: blocking does so in Teams. */
  setState(personId: string, state: PersonState, isSo: boolean): void;
  hasState(personId: string, state: PersonState): boolean;
  /** Forgets everybody. */
  clear(): void;
}

/** Opens the installations kept in the tenant's database. */
export function openInstallations(db: Database.Database, now: () => number): InstallationStore {
  db.exec(`
    CREATE TABLE IF NOT EXISTS app_installations (
      person_id TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, app_id TEXT NOT NULL, at INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS person_states (
      person_id TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (person_id, state)) WITHOUT ROWID;
  `);
  const select = 'SELECT person_id AS personId, id, app_id AS appId FROM app_installations';
  const one = db.prepare(`${select} WHERE person_id = ?`);
  const all = db.prepare(select);
  const insert = db.prepare('INSERT OR IGNORE INTO app_installations (person_id, id, app_id, at) VALUES (?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM app_installations WHERE person_id = ?');
  const setState = db.prepare('INSERT OR IGNORE INTO person_states (person_id, state) VALUES (?, ?)');
  const unsetState = db.prepare('DELETE FROM person_states WHERE person_id = ? AND state = ?');
  const state = db.prepare('SELECT 1 FROM person_states WHERE person_id = ? AND state = ?');

  return {
    get: (personId) => one.get(personId) as Installation | undefined,
    list: () => all.all() as Installation[],
    install: (personId, appId) => insert.run(personId, installationIdOf(personId, appId), appId, now()).changes > 0,
    uninstall: (personId) => remove.run(personId).changes > 0,
    setState(personId, name, isSo) {
      (isSo ? setState : unsetState).run(personId, name);
    },
    hasState: (personId, name) => state.get(personId, name) !== undefined,
    clear: () => void db.exec('DELETE FROM app_installations; DELETE FROM person_states'),
  };
}

/** Graph's ids of installations are opaque; callers must not read them. */
function installationIdOf(personId: string, appId: string): string {
  const hash = createHash('sha256').update(`${personId}|${appId}`).digest('hex');
  return Buffer.from(`${hash.slice(0, 8)}-${hash.slice(8, 20)}##${appId}`).toString('base64url');
}
