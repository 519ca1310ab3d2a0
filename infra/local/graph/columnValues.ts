import type Database from 'libsql';
import { cellOf, type Fields, type FieldValue, indexValue } from './fieldValues';

interface Row {
  readonly id: number;
  readonly fields: string;
}

const isIndexable = (value: FieldValue | undefined): value is Exclude<FieldValue, readonly string[]> =>
  value !== undefined && typeof value !== 'object';

/** Enters the values that rows have in a column into its new index. */
export function buildIndex(db: Database.Database, list: string, name: string): void {
  const insert = db.prepare<unknown[]>('INSERT INTO keyValues (list, folded, value, id) VALUES (?, ?, ?, ?)');
  for (const { id, fields } of rowsOf(db, list)) {
    const value = cellOf(JSON.parse(fields) as Fields, name);
    if (isIndexable(value)) insert.run(list, name.toLowerCase(), indexValue(value), id);
  }
}

export function dropIndex(db: Database.Database, list: string, name: string): void {
  db.prepare<[string, string]>('DELETE FROM keyValues WHERE list = ? AND folded = ?').run(list, name.toLowerCase());
}

/** Takes a column out of the rows of a list and of their earlier versions. Versions and delta do not show it. */
export function emptyColumn(db: Database.Database, list: string, name: string): void {
  dropIndex(db, list, name);
  const update = db.prepare<unknown[]>('UPDATE items SET fields = ? WHERE list = ? AND id = ?');
  for (const { id, fields } of rowsOf(db, list)) {
    const { [name]: gone, ...rest } = JSON.parse(fields) as Fields;
    if (gone !== undefined) update.run(JSON.stringify(rest), list, id);
  }
  const rewrite = db.prepare<unknown[]>('UPDATE itemVersions SET fields = ? WHERE list = ? AND id = ? AND version = ?');
  const versions = db.prepare<[string]>('SELECT id, version, fields FROM itemVersions WHERE list = ?').all(list);
  for (const { id, version, fields } of versions as (Row & { version: number })[]) {
    const { [name]: gone, ...rest } = JSON.parse(fields) as Fields;
    if (gone !== undefined) rewrite.run(JSON.stringify(rest), list, id, version);
  }
}

const rowsOf = (db: Database.Database, list: string): Row[] =>
  db.prepare<[string]>('SELECT id, fields FROM items WHERE list = ?').all(list) as Row[];
