import { createHash, randomBytes } from 'node:crypto';
import type Database from 'libsql';
import type { FileEntry, GoneFile } from './fileEntry';
import { createFileSchema } from './fileSchema';
import type { StoredContent } from './fileVersions';

/** The rows of files and folders: who lies in which folder under which name. Names are told apart without case. */
export class FileTree {
  private readonly statements;

  constructor(private readonly db: Database.Database) {
    createFileSchema(db);
    const prepare = (sql: string) => db.prepare<unknown[]>(sql);
    this.statements = {
      get: prepare('SELECT * FROM files WHERE drive = ? AND id = ?'),
      byId: prepare('SELECT * FROM files WHERE id = ?'),
      ofItem: prepare('SELECT * FROM files WHERE drive = ? AND item = ?'),
      child: prepare('SELECT * FROM files WHERE drive = ? AND parent = ? AND folded = ?'),
      children: prepare('SELECT * FROM files WHERE drive = ? AND parent = ? ORDER BY folded'),
      count: prepare('SELECT count(*) AS count FROM files WHERE drive = ? AND parent = ?'),
      insert: prepare(
        'INSERT INTO files (id, drive, item, parent, name, folded, isFolder, size, mime, content, quickXor, contentVersion) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)',
      ),
      place: prepare('UPDATE files SET parent = ?, name = ?, folded = ?, mime = ? WHERE id = ?'),
      content: prepare(
        'UPDATE files SET size = ?, content = ?, quickXor = ?, contentVersion = contentVersion + 1 WHERE id = ?',
      ),
      remove: prepare('DELETE FROM files WHERE id = ?'),
      bury: prepare('INSERT OR REPLACE INTO goneFiles (drive, item, id, parent, isFolder) VALUES (?, ?, ?, ?, ?)'),
      gone: prepare('SELECT id, item, parent, isFolder FROM goneFiles WHERE drive = ? AND item = ?'),
    };
  }

  /** The id of a library's root folder. */
  rootOf(drive: string): string {
    return `01${createHash('sha256').update(drive).digest('hex').slice(0, 32).toUpperCase()}`;
  }

  get(drive: string, id: string): FileEntry | undefined {
    return entryOf(this.statements.get.get(drive, id));
  }

  byId(id: string): FileEntry | undefined {
    return entryOf(this.statements.byId.get(id));
  }

  ofItem(drive: string, item: number): FileEntry | undefined {
    return entryOf(this.statements.ofItem.get(drive, item));
  }

  child(drive: string, parent: string, name: string): FileEntry | undefined {
    return entryOf(this.statements.child.get(drive, parent, name.toLowerCase()));
  }

  children(drive: string, parent: string): FileEntry[] {
    return this.statements.children.all(drive, parent).flatMap((row) => entryOf(row) ?? []);
  }

  countChildren(drive: string, parent: string): number {
    return (this.statements.count.get(drive, parent) as { count: number }).count;
  }

  /** The folders from the root down to an entry, itself excluded. */
  foldersAbove(entry: FileEntry): FileEntry[] {
    const above: FileEntry[] = [];
    for (let folder = this.get(entry.drive, entry.parent); folder; folder = this.get(folder.drive, folder.parent))
      above.unshift(folder);
    return above;
  }

  /** An entry and everything below it, parents first. */
  withBelow(entry: FileEntry): FileEntry[] {
    const found = [entry];
    for (let index = 0; index < found.length; index += 1) {
      const next = found[index];
      if (next?.isFolder) found.push(...this.children(next.drive, next.id));
    }
    return found;
  }

  insert(entry: Omit<FileEntry, 'id' | 'contentVersion'>): FileEntry {
    const made: FileEntry = { ...entry, id: `01${randomBytes(16).toString('hex').toUpperCase()}`, contentVersion: 1 };
    this.statements.insert.run(
      made.id,
      made.drive,
      made.item,
      made.parent,
      made.name,
      made.name.toLowerCase(),
      made.isFolder ? 1 : 0,
      made.size,
      made.mime,
      made.content,
      made.quickXor,
    );
    return made;
  }

  place(entry: FileEntry, parent: string, name: string, mime: string): FileEntry {
    this.statements.place.run(parent, name, name.toLowerCase(), mime, entry.id);
    return { ...entry, parent, name, mime };
  }

  setContent(entry: FileEntry, { size, content, quickXor }: StoredContent): FileEntry {
    this.statements.content.run(size, content, quickXor, entry.id);
    return { ...entry, size, content, quickXor, contentVersion: entry.contentVersion + 1 };
  }

  remove(entry: FileEntry): void {
    this.statements.remove.run(entry.id);
    this.statements.bury.run(entry.drive, entry.item, entry.id, entry.parent, entry.isFolder ? 1 : 0);
  }

  gone(drive: string, item: number): GoneFile | undefined {
    const row = this.statements.gone.get(drive, item) as
      | (Omit<GoneFile, 'isFolder'> & { isFolder: number })
      | undefined;
    return row === undefined ? undefined : { ...row, isFolder: row.isFolder === 1 };
  }

  /** `plan.txt`, or `plan 1.txt` and so on when that is taken. */
  freeName(drive: string, parent: string, name: string): string {
    const dot = name.lastIndexOf('.');
    const [base, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    for (let number = 1; ; number += 1) {
      const candidate = `${base} ${number}${extension}`;
      if (!this.child(drive, parent, candidate)) return candidate;
    }
  }

  /** Every name under which bytes are kept, of all versions of all files. */
  contents(): ReadonlySet<string> {
    const rows = this.db.prepare<unknown[]>('SELECT content FROM fileContents').all() as { content: string }[];
    return new Set(rows.map(({ content }) => content));
  }

  clear(): void {
    this.db.exec('DELETE FROM files; DELETE FROM goneFiles; DELETE FROM fileContents; DELETE FROM fileMarks;');
  }
}

function entryOf(row: unknown): FileEntry | undefined {
  if (row === undefined) return undefined;
  const {
    folded: _folded,
    isFolder,
    ...entry
  } = row as Omit<FileEntry, 'isFolder'> & { folded: string; isFolder: number };
  return { ...entry, isFolder: isFolder === 1 };
}
