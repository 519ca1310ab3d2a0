import type Database from 'libsql';

/**
 * Creates what libraries need besides the table of their files: contents by version, marks (open, checked out, record,
 * malware), work that SharePoint does later, deleted files, quotas and upload sessions. Times are milliseconds since 1970.
 */
export function createFileSchema(db: Database.Database): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS fileContents (
      file TEXT NOT NULL, since INTEGER NOT NULL, content TEXT NOT NULL, size INTEGER NOT NULL, quickXor TEXT NOT NULL,
      PRIMARY KEY (file, since)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS fileMarks (
      file TEXT NOT NULL, kind TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (file, kind)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS fileWork (
      file TEXT NOT NULL, kind TEXT NOT NULL, due INTEGER NOT NULL, PRIMARY KEY (file, kind)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS goneFiles (
      drive TEXT NOT NULL, item INTEGER NOT NULL, id TEXT NOT NULL, parent TEXT NOT NULL, isFolder INTEGER NOT NULL,
      PRIMARY KEY (drive, item)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS quotas (site TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS uploadSessions (
      id TEXT PRIMARY KEY, drive TEXT NOT NULL, parent TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
      conflict TEXT NOT NULL, deferred INTEGER NOT NULL, total INTEGER NOT NULL, received INTEGER NOT NULL,
      expires INTEGER NOT NULL, actor TEXT NOT NULL, UNIQUE (drive, parent, folded)) WITHOUT ROWID;
  `);
  // Sessions of a state folder that is older than their terms: a table of its own needs no change of theirs.
  db.exec(`
    CREATE TABLE IF NOT EXISTS uploadTerms (session TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID;
    DELETE FROM uploadTerms WHERE session NOT IN (SELECT id FROM uploadSessions);
  `);
  // Files of a state folder that is older than these tables.
  db.exec(`
    INSERT OR IGNORE INTO fileContents (file, since, content, size, quickXor)
    SELECT id, 1, content, size, quickXor FROM files
    WHERE isFolder = 0 AND NOT EXISTS (SELECT 1 FROM fileContents WHERE file = files.id);
  `);
}
