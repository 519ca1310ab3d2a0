import type Database from 'libsql';

/** The statements that rows are read and written with, prepared once: preparing takes longer than running. */
export function prepareStatements(db: Database.Database) {
  const prepare = (sql: string) => db.prepare<unknown[]>(sql);
  const byText = new Map<string, ReturnType<typeof prepare>>();
  return {
    /** The statement of a text that is put together from few parts, prepared on first use. */
    prepared(sql: string) {
      const known = byText.get(sql) ?? prepare(sql);
      byText.set(sql, known);
      return known;
    },
    get: prepare('SELECT * FROM items WHERE list = ? AND id = ?'),
    nextItem: prepare('UPDATE lists SET nextItem = nextItem + 1 WHERE id = ? RETURNING nextItem - 1 AS nextItem'),
    insert: prepare(
      'INSERT INTO items (list, id, guid, version, fields, kind, created, modified, createdBy, modifiedBy, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    update: prepare(
      'UPDATE items SET version = ?, fields = ?, modified = ?, modifiedBy = ?, seq = ? WHERE list = ? AND id = ?',
    ),
    remove: prepare('DELETE FROM items WHERE list = ? AND id = ?'),
    bury: prepare('INSERT INTO tombstones (list, id, guid, at, seq) VALUES (?, ?, ?, ?, ?)'),
    page: prepare('SELECT * FROM items WHERE list = ? AND id > ? ORDER BY id LIMIT ?'),
    count: prepare('SELECT count(*) AS count FROM items INDEXED BY items_seq WHERE list = ?'),
    changed: prepare('SELECT * FROM items WHERE list = ? AND seq > ? ORDER BY seq LIMIT ?'),
    buried: prepare('SELECT id, guid, at, seq FROM tombstones WHERE list = ? AND seq > ? ORDER BY seq LIMIT ?'),
    keepVersion: prepare(
      'INSERT INTO itemVersions (list, id, version, fields, modified, modifiedBy) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    dropVersion: prepare('DELETE FROM itemVersions WHERE list = ? AND id = ? AND version <= ?'),
    recycle: prepare('INSERT OR REPLACE INTO recycled (list, id, doc) VALUES (?, ?, ?)'),
    recycled: prepare('SELECT doc FROM recycled WHERE list = ? AND id = ?'),
    unrecycle: prepare('DELETE FROM recycled WHERE list = ? AND id = ?'),
    unbury: prepare('DELETE FROM tombstones WHERE list = ? AND id = ?'),
    versions: prepare(
      'SELECT version, fields, modified, modifiedBy FROM itemVersions WHERE list = ? AND id = ? ORDER BY version DESC',
    ),
    clash: prepare('SELECT 1 FROM keyValues WHERE list = ? AND folded = ? AND value = ? AND id <> ?'),
    index: prepare('INSERT INTO keyValues (list, folded, value, id) VALUES (?, ?, ?, ?)'),
    unindex: prepare('DELETE FROM keyValues WHERE list = ? AND folded = ? AND value = ? AND id = ?'),
  };
}

export type ItemStatements = ReturnType<typeof prepareStatements>;
