import type Database from 'libsql';
import type { TenantClock } from '../context';
import { inTransaction } from '../database';
import type { Actor } from './actor';
import { FileBytes } from './fileBytes';
import type { FileEntry } from './fileEntry';
import { driveOf, FileLookup } from './fileLookup';
import { FileMarks } from './fileMarks';
import { checkPathLength, extensionOf, mimeTypeOf } from './fileNames';
import { FileProcessing } from './fileProcessing';
import { FileTree } from './fileTree';
import { FileVersions, type StoredContent } from './fileVersions';
import { GraphError, invalidRequest, notFound } from './graphError';
import type { ItemStore } from './itemStore';
import type { List, ListStore } from './listStore';
import { quickXorHash } from './quickXorHash';
import type { Quirks } from './quirks';
import { SiteQuotas } from './siteQuotas';

export type { FileEntry } from './fileEntry';
export { driveOf } from './fileLookup';

export type Conflict = 'fail' | 'replace' | 'rename';

export const nameExists = (): GraphError =>
  new GraphError(409, 'nameAlreadyExists', 'An item with the same name already exists under the parent');

const unsettled = (): GraphError =>
  new GraphError(
    409,
    'resourceModified',
    'The resource has changed since the caller last read it; usually an eTag mismatch',
  );

/** Files and folders of all libraries. A row points to bytes only once they are whole, so a crash tears nothing. */
export class FileStore extends FileLookup {
  readonly marks: FileMarks;
  readonly quotas: SiteQuotas;
  readonly versions: FileVersions;
  private readonly bytes: FileBytes;
  private readonly processing: FileProcessing;

  constructor(
    private readonly db: Database.Database,
    lists: ListStore,
    items: ItemStore,
    folder: string,
    readonly quirks: Quirks,
    clock: TenantClock,
  ) {
    super(new FileTree(db), lists, items, () => this.processing.runDue());
    this.marks = new FileMarks(db);
    this.quotas = new SiteQuotas(db);
    this.bytes = new FileBytes(folder);
    this.versions = new FileVersions(db, this.bytes);
    this.processing = new FileProcessing(db, clock, quirks, {
      entry: (id) => this.tree.byId(id),
      read: (entry) => this.bytes.read(entry.content),
      rewrite: (entry, bytes) => void this.storeContent(entry, bytes, this.itemOf(entry).modifiedBy),
      markMalware: (entry, description) => this.markMalware(entry, description),
    });
    const uploads = db.prepare<unknown[]>('SELECT id FROM uploadSessions').all() as { id: string }[];
    this.bytes.sweep(this.tree.contents(), new Set(uploads.map(({ id }) => id)));
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
    const free = known ? this.tree.freeName(drive, parent, name) : name;
    return inTransaction(this.db, () => {
      const item = this.items.create(list, { FileLeafRef: free }, by, 'Folder');
      const place = { drive, item: item.id, parent, name: free, isFolder: true };
      return this.tree.insert({ ...place, size: 0, mime: '', content: '', quickXor: '' });
    });
  }

  /**
   * Stores a file, as SharePoint would change it. Throws 400 for its name, 409 for a name in use (`fail`), 423 or 403
   * for a file that is locked, 507 when the site is full.
   */
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
    const replaced = conflict === 'replace' ? known : undefined;
    if (replaced) this.marks.checkChangeable(replaced.id, by);
    this.quotas.check(list.site, bytes.length);
    const plan = this.processing.plan(name, bytes);
    const entry = replaced
      ? this.storeContent(replaced, plan.bytes, by)
      : this.storeNew(list, parent, known ? this.tree.freeName(drive, parent, name) : name, plan.bytes, by);
    this.marks.clearMalware(entry.id);
    this.processing.uploaded(entry.id, plan);
    return { entry, isNew: replaced === undefined };
  }

  /**
   * For a change of columns. Throws 423 or 403 for a locked file, and once 409 for one that has only just been uploaded
   * and is still being worked on by SharePoint; its own pages know to wait.
   */
  checkColumnsChangeable(entry: FileEntry, by: Actor, { isPerson = false } = {}): void {
    this.marks.checkChangeable(entry.id, by);
    if (!isPerson && this.processing.takeUnsettled(entry.id)) throw unsettled();
  }

  /** The same by the id of a row, in any list: rows that are not files can be changed. */
  checkRowChangeable(list: List, item: string, by: Actor, options: { isPerson?: boolean } = {}): void {
    const entry = list.drive === undefined ? undefined : this.ofItem(list.drive, Number(item));
    if (entry) this.checkColumnsChangeable(entry, by, options);
  }

  /** Renames or moves. Throws 400 for the name or a place inside itself, 409 for a name in use, 423 when locked. */
  move(entry: FileEntry, parent: string, name: string, by: Actor): FileEntry {
    const list = this.listOf(entry);
    this.checkName(list, parent, name);
    const known = this.child(entry.drive, parent, name);
    if (known && known.id !== entry.id) throw nameExists();
    const below = this.tree.withBelow(entry);
    if (below.some(({ id }) => id === parent)) throw invalidRequest('A folder cannot be moved into itself.');
    for (const { id } of below) this.marks.checkChangeable(id, by);
    const start = this.foldersAbove(entry).length;
    for (const inside of below.slice(1)) {
      const rest = [...this.foldersAbove(inside).slice(start + 1), inside.name];
      checkPathLength([...this.pathOf(list, parent), name, ...rest].join('/'));
    }
    return inTransaction(this.db, () => {
      const icon = entry.isFolder ? null : extensionOf(name) || null;
      this.items.update(list, String(entry.item), { FileLeafRef: name, DocIcon: icon }, by);
      return this.tree.place(entry, parent, name, entry.isFolder ? '' : mimeTypeOf(name));
    });
  }

  /** Makes an earlier version the present one, as a new version. Throws 404 for a version that is not there. */
  restoreVersion(entry: FileEntry, version: number, by: Actor): FileEntry {
    const list = this.listOf(entry);
    const item = this.itemOf(entry);
    const old = this.items.versions(list, item).find((known) => known.version === version);
    const content = this.versions.at(entry.id, version);
    if (!old || !content) throw notFound('The version could not be found.');
    this.marks.checkChangeable(entry.id, by);
    const emptied = Object.fromEntries(Object.keys(item.fields).map((name) => [name, null]));
    const place = { FileLeafRef: entry.name, DocIcon: extensionOf(entry.name) || null };
    const fields = { ...emptied, ...old.fields, ...place, FileSizeDisplay: String(content.size) };
    return this.newContent(entry, content, fields, by);
  }

  /** Removes a file, or a folder with all in it. Throws 412 for another eTag, 423 or 403 when something in it is locked. */
  remove(list: List, entry: FileEntry, ifMatch?: string, by?: Actor): void {
    const all = this.tree.withBelow(entry).reverse();
    for (const { id } of all) this.marks.checkChangeable(id, by ?? NOBODY);
    const contents = inTransaction(this.db, () =>
      all.flatMap((each) => {
        this.items.remove(list, String(each.item), each === entry ? ifMatch : undefined);
        this.tree.remove(each);
        this.marks.forget(each.id);
        return this.versions.forget(each.id);
      }),
    );
    this.versions.drop(contents);
  }

  /** Marks a file as harmful, as the scanner of SharePoint does; undefined takes the mark off. */
  markMalware(entry: FileEntry, description: string | undefined): void {
    inTransaction(this.db, () => {
      if (description === undefined) this.marks.clearMalware(entry.id);
      else this.marks.markMalware(entry.id, description);
      // Without a change of its row nobody who follows the changes would learn of it.
      this.items.update(this.listOf(entry), String(entry.item), {}, this.itemOf(entry).modifiedBy);
    });
  }

  read(entry: FileEntry): Buffer {
    return this.bytes.read(entry.content);
  }

  /** Where the bytes lie, to be sent in parts. */
  pathOfContent(content: string): string {
    return this.bytes.pathOf(content);
  }

  /** The bytes that upload sessions have received. */
  get parts(): Pick<FileBytes, 'writePart' | 'readPart' | 'removePart'> {
    return this.bytes;
  }

  clear(): void {
    this.tree.clear();
    this.quotas.clear();
    this.processing.clear();
    this.db.exec('DELETE FROM uploadSessions; DELETE FROM uploadTerms');
    this.bytes.clear();
  }

  private storeNew(list: List, parent: string, name: string, bytes: Buffer, by: Actor): FileEntry {
    const stored = this.keep(bytes);
    try {
      return inTransaction(this.db, () => {
        const size = String(stored.size);
        const fields = { FileLeafRef: name, DocIcon: extensionOf(name) || null, FileSizeDisplay: size };
        const item = this.items.create(list, fields, by, 'Document');
        const place = { drive: driveOf(list), item: item.id, parent, name, isFolder: false, mime: mimeTypeOf(name) };
        const entry = this.tree.insert({ ...place, ...stored });
        this.versions.add(entry.id, item.version, stored);
        return entry;
      });
    } catch (error) {
      this.versions.drop([stored.content]);
      throw error;
    }
  }

  private storeContent(entry: FileEntry, bytes: Buffer, by: Actor): FileEntry {
    const stored = this.keep(bytes);
    try {
      return this.newContent(entry, stored, { FileSizeDisplay: String(stored.size) }, by);
    } catch (error) {
      this.versions.drop([stored.content]);
      throw error;
    }
  }

  private newContent(
    entry: FileEntry,
    stored: StoredContent,
    fields: Parameters<ItemStore['update']>[2],
    by: Actor,
  ): FileEntry {
    let dropped: readonly string[] = [];
    const after = inTransaction(this.db, () => {
      const { version } = this.items.update(this.listOf(entry), String(entry.item), fields, by);
      dropped = this.versions.add(entry.id, version, stored);
      return this.tree.setContent(entry, stored);
    });
    this.versions.drop(dropped);
    return after;
  }

  private keep(bytes: Buffer): StoredContent {
    return { content: this.bytes.keep(bytes), size: bytes.length, quickXor: quickXorHash(bytes) };
  }
}

/** Who holds no lock: for callers that do not say who they are. */
const NOBODY: Actor = { application: { id: '', displayName: '' } };
