import type { FileEntry, GoneFile } from './fileEntry';
import { checkFileName, checkPathLength } from './fileNames';
import type { FileTree } from './fileTree';
import { notFound } from './graphError';
import type { Item } from './item';
import type { ItemStore } from './itemStore';
import type { List, ListStore } from './listStore';

/** Finding files and folders. Each look first lets SharePoint's own work be done that is due by now. */
export class FileLookup {
  /** @param runDue carries out the work that is due; cheap when there is none */
  constructor(
    protected readonly tree: FileTree,
    protected readonly lists: ListStore,
    protected readonly items: ItemStore,
    private readonly runDue: () => void,
  ) {}

  /** The id of a library's root folder. */
  rootOf(drive: string): string {
    return this.tree.rootOf(drive);
  }

  get(drive: string, id: string): FileEntry | undefined {
    this.runDue();
    return this.tree.get(drive, id);
  }

  /** The file of a driveItem's id, in whatever library it lies. */
  byId(id: string): FileEntry | undefined {
    this.runDue();
    return this.tree.byId(id);
  }

  ofItem(drive: string, item: number): FileEntry | undefined {
    this.runDue();
    return this.tree.ofItem(drive, item);
  }

  child(drive: string, parent: string, name: string): FileEntry | undefined {
    this.runDue();
    return this.tree.child(drive, parent, name);
  }

  children(drive: string, parent: string): FileEntry[] {
    this.runDue();
    return this.tree.children(drive, parent);
  }

  countChildren(drive: string, parent: string): number {
    return this.tree.countChildren(drive, parent);
  }

  gone(drive: string, item: number): GoneFile | undefined {
    return this.tree.gone(drive, item);
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

  /** The folders from the root down to an entry, itself excluded. */
  parentsOf(entry: FileEntry): FileEntry[] {
    return this.tree.foldersAbove(entry);
  }

  /** Their names. */
  foldersAbove(entry: FileEntry): string[] {
    return this.parentsOf(entry).map(({ name }) => name);
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

  /** Throws 400 for a name that SharePoint does not take in this folder, and for a path that is too long. */
  checkName(list: List, parent: string, name: string): void {
    checkFileName(name, parent === this.rootOf(driveOf(list)));
    checkPathLength([...this.pathOf(list, parent), name].join('/'));
  }

  /** What counts for the longest path: site, library and folders. */
  protected pathOf(list: List, folder: string): string[] {
    const above = this.tree.get(driveOf(list), folder);
    const folders = above ? [...this.foldersAbove(above), above.name] : [];
    return ['sites', list.site.split(',')[0] ?? '', list.name, ...folders];
  }
}

/** Throws 404 for a list that is not a library. */
export function driveOf(list: List): string {
  if (list.drive === undefined) throw notFound('The list is not a document library.');
  return list.drive;
}
