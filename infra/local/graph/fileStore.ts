import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type Database from 'libsql';
import { inTransaction } from '../database';
import type { Actor } from './actor';
import { checkFileName, checkPathLength, extensionOf, mimeTypeOf } from './fileNames';
import { rewrittenBytes } from './fileRewriting';
import { GraphError, notFound } from './graphError';
import type { Item } from './item';
import type { ItemStore } from './itemStore';
import type { List, ListStore } from './listStore';
import { quickXorHash } from './quickXorHash';
import type { Quirks } from './quirks';

export type Conflict = 'fail' | 'replace' | 'rename';

export interface FileEntry {
  /** The driveItem's id. */
  readonly id: string;
  readonly drive: string;
  /** The id of its list item. */
  readonly item: number;
  /** The id of the folder it is in; the library's root has an id too. */
  readonly parent: string;
  readonly name: string;
  readonly isFolder: boolean;
  /** Bytes as stored. */
  readonly size: number;
  readonly mime: string;
  /** The name under which the bytes are kept. */
  readonly content: string;
  readonly quickXor: string;
  readonly contentVersion: number;
}

export const nameExists = (): GraphError =>
  new GraphError(409, 'nameAlreadyExists', 'An item with the same name already exists under the parent');

/** Files and folders of all libraries. Bytes lie in a folder of their own; a row points to them once they are whole. */
export class FileStore {
  /** Files whose next change of columns answers 409, once. */
  private readonly unsettled = new Set<string>();

  constructor(
    private readonly db: Database.Database,
    private readonly lists: ListStore,
    private readonly items: ItemStore,
    private readonly folder: string,
    private readonly quirks: Quirks,
  ) {
    mkdirSync(folder, { recursive: true });
  }

  /** The id of a library's root folder. */
  rootOf(drive: string): string {
    return `01${createHash('sha256').update(drive).digest('hex').slice(0, 32).toUpperCase()}`;
  }

  get(drive: string, id: string): FileEntry | undefined {
    return entryOf(this.db.prepare<unknown[]>('SELECT * FROM files WHERE drive = ? AND id = ?').get(drive, id));
  }

  ofItem(drive: string, item: number): FileEntry | undefined {
    return entryOf(this.db.prepare<unknown[]>('SELECT * FROM files WHERE drive = ? AND item = ?').get(drive, item));
  }

  child(drive: string, parent: string, name: string): FileEntry | undefined {
    return entryOf(
      this.db
        .prepare<unknown[]>('SELECT * FROM files WHERE drive = ? AND parent = ? AND folded = ?')
        .get(drive, parent, name.toLowerCase()),
    );
  }

  children(drive: string, parent: string): FileEntry[] {
    const rows = this.db
      .prepare<unknown[]>('SELECT * FROM files WHERE drive = ? AND parent = ? ORDER BY folded')
      .all(drive, parent);
    return rows.flatMap((row) => entryOf(row) ?? []);
  }

  /** Follows names down from a folder. An empty path is not an entry: the caller knows the folder. */
  walk(drive: string, from: string, names: readonly string[]): FileEntry | undefined {
    let entry: FileEntry | undefined;
    for (const name of names) {
      entry = this.child(drive, entry?.id ?? from, name);
      if (!entry) return undefined;
    }
    return entry;
  }

  /** The folder names from the root down to an entry, itself excluded. */
  foldersAbove(entry: FileEntry): string[] {
    const above = this.get(entry.drive, entry.parent);
    return above ? [...this.foldersAbove(above), above.name] : [];
  }

  /** The id of the folder at a path below `from`; folders that are missing are made. Throws 409 where a file is in the way. */
  ensureFolder(list: List, from: string, names: readonly string[], by: Actor): string {
    const drive = driveOf(list);
    return names.reduce((parent, name) => {
      const known = this.child(drive, parent, name);
      if (known && !known.isFolder) throw nameExists();
      return (known ?? this.addFolder(list, parent, name, 'fail', by)).id;
    }, from);
  }

  /** Throws 400 for a name that SharePoint does not take, 409 for one in use. */
  addFolder(list: List, parent: string, name: string, conflict: Conflict, by: Actor): FileEntry {
    const drive = driveOf(list);
    this.checkName(list, parent, name);
    const known = this.child(drive, parent, name);
    if (known && conflict === 'replace' && known.isFolder) return known;
    if (known && conflict !== 'rename') throw nameExists();
    const free = known ? this.freeName(drive, parent, name) : name;
    return inTransaction(this.db, () => {
      const item = this.items.create(list, { FileLeafRef: free }, by, 'Folder');
      return this.insert({
        drive,
        item: item.id,
        parent,
        name: free,
        isFolder: true,
        size: 0,
        mime: '',
        content: '',
        quickXor: '',
      });
    });
  }

  /** Stores a file, as SharePoint would change it. Throws 400 for its name, 409 for a name in use (`fail`). */
  put(
    list: List,
    parent: string,
    name: string,
    bytes: Buffer,
    conflict: Conflict,
    by: Actor,
  ): { entry: FileEntry; isNew: boolean } {
    const drive = driveOf(list);
    this.checkName(list, parent, name);
    const known = this.child(drive, parent, name);
    if (known && (conflict === 'fail' || known.isFolder)) throw nameExists();
    const kept = this.quirks.settings.fileRewriting ? rewrittenBytes(name, bytes) : bytes;
    const content = randomUUID();
    this.writeContent(content, kept);
    const about = { size: kept.length, content, quickXor: quickXorHash(kept) };
    const size = { FileSizeDisplay: String(kept.length) };
    if (known && conflict === 'replace') {
      const entry = inTransaction(this.db, (): FileEntry => {
        this.items.update(list, String(known.item), size, by);
        this.db
          .prepare<unknown[]>(
            'UPDATE files SET size = ?, content = ?, quickXor = ?, contentVersion = contentVersion + 1 WHERE id = ?',
          )
          .run(about.size, about.content, about.quickXor, known.id);
        return { ...known, ...about, contentVersion: known.contentVersion + 1 };
      });
      rmSync(this.contentFile(known.content), { force: true });
      return { entry, isNew: false };
    }
    const free = known ? this.freeName(drive, parent, name) : name;
    const entry = inTransaction(this.db, () => {
      const fields = { FileLeafRef: free, DocIcon: extensionOf(free) || null, ...size };
      const item = this.items.create(list, fields, by, 'Document');
      return this.insert({
        drive,
        item: item.id,
        parent,
        name: free,
        isFolder: false,
        mime: mimeTypeOf(free),
        ...about,
      });
    });
    if (this.quirks.settings.conflictAfterUpload && this.quirks.random() < 0.3) this.unsettled.add(entry.id);
    return { entry, isNew: true };
  }

  /** True once for a file that has only just been uploaded and is still being worked on by SharePoint. */
  takeUnsettled(id: string): boolean {
    return this.unsettled.delete(id);
  }

  /** Removes a file, or a folder with all in it. */
  remove(list: List, entry: FileEntry, ifMatch?: string): void {
    for (const child of entry.isFolder ? this.children(entry.drive, entry.id) : []) this.remove(list, child);
    inTransaction(this.db, () => {
      this.items.remove(list, String(entry.item), ifMatch);
      this.db.prepare<unknown[]>('DELETE FROM files WHERE id = ?').run(entry.id);
    });
    if (entry.content) rmSync(this.contentFile(entry.content), { force: true });
  }

  listOf(entry: FileEntry): List {
    const list = this.lists.byDrive(entry.drive);
    if (!list) throw notFound();
    return list;
  }

  itemOf(entry: FileEntry): Item {
    const item = this.items.get(this.listOf(entry), String(entry.item));
    if (!item) throw notFound();
    return item;
  }

  read(entry: FileEntry): Buffer {
    return readFileSync(this.contentFile(entry.content));
  }

  clear(): void {
    this.db.exec('DELETE FROM files; DELETE FROM uploads;');
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    this.unsettled.clear();
  }

  /** Where the bytes received by an upload session wait. */
  uploadFile(id: string): string {
    return path.join(this.folder, `${id}.part`);
  }

  checkName(list: List, parent: string, name: string): void {
    checkFileName(name, parent === this.rootOf(driveOf(list)));
    const above = this.get(driveOf(list), parent);
    const folders = above ? [...this.foldersAbove(above), above.name] : [];
    checkPathLength(['sites', list.site.split(',')[0], list.name, ...folders, name].join('/'));
  }

  private contentFile(content: string): string {
    return path.join(this.folder, content);
  }

  private writeContent(content: string, bytes: Buffer): void {
    const draft = path.join(this.folder, `${content}.new`);
    writeFileSync(draft, bytes);
    renameSync(draft, this.contentFile(content));
  }

  private insert(entry: Omit<FileEntry, 'id' | 'contentVersion'>): FileEntry {
    const made: FileEntry = {
      ...entry,
      id: `01${randomBytes(20).toString('hex').slice(0, 32).toUpperCase()}`,
      contentVersion: 1,
    };
    this.db
      .prepare<unknown[]>(
        'INSERT INTO files (id, drive, item, parent, name, folded, isFolder, size, mime, content, quickXor, contentVersion) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)',
      )
      .run(
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

  private freeName(drive: string, parent: string, name: string): string {
    const dot = name.lastIndexOf('.');
    const [base, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    for (let number = 1; ; number += 1) {
      const candidate = `${base} ${number}${extension}`;
      if (!this.child(drive, parent, candidate)) return candidate;
    }
  }
}

export function driveOf(list: List): string {
  if (list.drive === undefined) throw notFound('The list is not a document library.');
  return list.drive;
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
