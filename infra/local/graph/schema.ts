import type Database from 'libsql';

/** Creates the tables of lists, items and files where they are missing. Times are milliseconds since 1970. */
export function createSchema(db: Database.Database): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS lists (
      id TEXT PRIMARY KEY, site TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, description TEXT NOT NULL,
      template TEXT NOT NULL, drive TEXT UNIQUE, created INTEGER NOT NULL, modified INTEGER NOT NULL,
      createdBy TEXT NOT NULL, nextItem INTEGER NOT NULL DEFAULT 1, UNIQUE (site, folded));
    CREATE TABLE IF NOT EXISTS columns (
      ord INTEGER PRIMARY KEY AUTOINCREMENT, list TEXT NOT NULL, folded TEXT NOT NULL, doc TEXT NOT NULL,
      UNIQUE (list, folded));
    CREATE TABLE IF NOT EXISTS items (
      list TEXT NOT NULL, id INTEGER NOT NULL, guid TEXT NOT NULL, version INTEGER NOT NULL, fields TEXT NOT NULL,
      kind TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL, createdBy TEXT NOT NULL,
      modifiedBy TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (list, id)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS items_seq ON items (list, seq);
    CREATE TABLE IF NOT EXISTS tombstones (
      list TEXT NOT NULL, id INTEGER NOT NULL, guid TEXT NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL,
      PRIMARY KEY (list, id)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS tombstones_seq ON tombstones (list, seq);
    CREATE TABLE IF NOT EXISTS recycled (
      list TEXT NOT NULL, id INTEGER NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (list, id)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS itemVersions (
      list TEXT NOT NULL, id INTEGER NOT NULL, version INTEGER NOT NULL, fields TEXT NOT NULL, modified INTEGER NOT NULL,
      modifiedBy TEXT NOT NULL, PRIMARY KEY (list, id, version)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS keyValues (
      list TEXT NOT NULL, folded TEXT NOT NULL, value NOT NULL, id INTEGER NOT NULL,
      PRIMARY KEY (list, folded, value, id)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS files (
      id TEXT PRIMARY KEY, drive TEXT NOT NULL, item INTEGER NOT NULL, parent TEXT NOT NULL, name TEXT NOT NULL,
      folded TEXT NOT NULL, isFolder INTEGER NOT NULL, size INTEGER NOT NULL, mime TEXT NOT NULL, content TEXT NOT NULL,
      quickXor TEXT NOT NULL, contentVersion INTEGER NOT NULL, UNIQUE (drive, parent, folded), UNIQUE (drive, item));
  `);
}
