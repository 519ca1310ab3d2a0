import { randomBytes, randomUUID } from 'node:crypto';
import type Database from 'libsql';
import type { TenantClock } from '../context';
import { inTransaction } from '../database';
import type { Actor } from './actor';
import { checkIndexesFor, checkRoomFor, MOST_ITEMS_FOR_NEW_INDEX, overThreshold } from './columnLimits';
import { type Column, columnExists, type ListTemplate, systemColumns } from './columns';
import { buildIndex, dropIndex, emptyColumn } from './columnValues';
import { GraphError, invalidRequest } from './graphError';
import { checkLibraryColumn } from './libraryColumns';
import { sites } from './siteNames';

export interface List {
  readonly id: string;
  readonly site: string;
  readonly name: string;
  readonly description: string;
  readonly template: ListTemplate;
  /** Set for a library. */
  readonly drive?: string;
  readonly created: number;
  readonly modified: number;
  readonly createdBy: Actor;
  /** System columns first, then the customer's in the order of their making. */
  readonly columns: readonly Column[];
}

export interface NewList {
  readonly name: string;
  readonly description: string;
  readonly template: ListTemplate;
  readonly columns: readonly Column[];
}

interface ListRow {
  id: string;
  site: string;
  name: string;
  description: string;
  template: ListTemplate;
  drive: string | null;
  created: number;
  modified: number;
  createdBy: string;
}

/** Lists and libraries with their columns. They are few and read with every call, so they are kept in memory. */
export class ListStore {
  private cache: List[] | undefined;

  constructor(
    private readonly db: Database.Database,
    private readonly clock: TenantClock,
  ) {}

  inSite(site: string): List[] {
    return this.all().filter((list) => list.site === site);
  }

  /** By id, or by name without regard to case. */
  find(site: string, idOrName: string): List | undefined {
    const wanted = idOrName.toLowerCase();
    return this.all().find((list) => list.site === site && (list.id === wanted || list.name.toLowerCase() === wanted));
  }

  byDrive(drive: string): List | undefined {
    return this.all().find((list) => list.drive === drive);
  }

  /** Throws 409 for a name that the site has already, 400 for too many indexes. */
  create(site: string, list: NewList, by: Actor): List {
    if (this.find(site, list.name))
      throw new GraphError(
        409,
        'nameAlreadyExists',
        `A list, survey, discussion board, or document library with the specified title already exists in this Web site.  Please choose another title.`,
      );
    for (const column of list.columns) checkLibraryColumn(list.template, column);
    const id = randomUUID();
    const now = this.clock.now();
    const drive = list.template === 'documentLibrary' ? `b!${randomBytes(48).toString('base64url')}` : null;
    this.changing(() => {
      this.db
        .prepare<unknown[]>(
          'INSERT INTO lists (id, site, name, folded, description, template, drive, created, modified, createdBy) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        )
        .run(
          id,
          site,
          list.name,
          list.name.toLowerCase(),
          list.description,
          list.template,
          drive,
          now,
          now,
          JSON.stringify(by),
        );
      for (const column of list.columns) this.insertColumn(id, column);
    });
    const made = this.find(site, id);
    if (!made) throw new Error('The list just made is missing.');
    return made;
  }

  /** Throws 409 for a name that the list has already, 400 for an index too many or too late. */
  addColumn(list: List, column: Column): void {
    checkLibraryColumn(list.template, column);
    if (column.indexed) this.checkNewIndex(list);
    this.changing(() => {
      this.insertColumn(list.id, column);
      this.touch(list);
    });
  }

  /**
   * Replaces a column's definition; an index is built or dropped with it. Throws 400 for an index too many or too late,
   * and where rows hold a value twice that is to be unique.
   */
  changeColumn(list: List, column: Column): void {
    const before = list.columns.find(({ id }) => id === column.id);
    if (!before) throw new Error('The column to change is missing.');
    checkLibraryColumn(list.template, column);
    this.changing(() => {
      if (column.indexed && !before.indexed) {
        this.checkNewIndex(list);
        checkIndexesFor(column, list.columns);
        buildIndex(this.db, list.id, column.name);
      }
      if (!column.indexed && before.indexed) dropIndex(this.db, list.id, column.name);
      if (column.unique && !before.unique && this.holdsTwice(list, column.name))
        throw invalidRequest('This column contains duplicate values, so unique values cannot be enforced.');
      this.db
        .prepare<[string, string, string]>('UPDATE columns SET doc = ? WHERE list = ? AND folded = ?')
        .run(JSON.stringify(column), list.id, column.name.toLowerCase());
      this.touch(list);
    });
  }

  /** Removes a column of the customer's with all its values. */
  removeColumn(list: List, column: Column): void {
    this.changing(() => {
      emptyColumn(this.db, list.id, column.name);
      this.db
        .prepare<[string, string]>('DELETE FROM columns WHERE list = ? AND folded = ?')
        .run(list.id, column.name.toLowerCase());
      this.touch(list);
    });
  }

  /** Removes the list; its rows and files are the caller's to remove in the same transaction. */
  remove(list: List): void {
    this.changing(() => {
      this.db.prepare<[string]>('DELETE FROM columns WHERE list = ?').run(list.id);
      this.db.prepare<[string]>('DELETE FROM lists WHERE id = ?').run(list.id);
    });
  }

  private touch(list: List): void {
    this.db.prepare<[number, string]>('UPDATE lists SET modified = ? WHERE id = ?').run(this.clock.now(), list.id);
  }

  private checkNewIndex(list: List): void {
    const { count } = this.db
      .prepare<[string]>('SELECT count(*) AS count FROM items INDEXED BY items_seq WHERE list = ?')
      .get(list.id) as { count: number };
    if (count > MOST_ITEMS_FOR_NEW_INDEX) throw overThreshold();
  }

  private holdsTwice(list: List, name: string): boolean {
    const twice = this.db
      .prepare<[string, string]>(
        'SELECT 1 FROM keyValues WHERE list = ? AND folded = ? GROUP BY value HAVING count(*) > 1 LIMIT 1',
      )
      .get(list.id, name.toLowerCase());
    return twice !== undefined;
  }

  /** One transaction, after which (done or undone) lists are read afresh. */
  private changing(work: () => void): void {
    try {
      inTransaction(this.db, work);
    } finally {
      this.cache = undefined;
    }
  }

  private insertColumn(list: string, column: Column): void {
    this.cache = undefined;
    const { columns = [] } = this.all().find(({ id }) => id === list) ?? {};
    const folded = column.name.toLowerCase();
    if (columns.some(({ name }) => name.toLowerCase() === folded)) throw columnExists(column.name);
    checkIndexesFor(column, columns);
    checkRoomFor(
      column,
      columns.filter(({ isSystem }) => !isSystem),
    );
    this.db
      .prepare<[string, string, string]>('INSERT INTO columns (list, folded, doc) VALUES (?, ?, ?)')
      .run(list, folded, JSON.stringify(column));
  }

  /** Every site has a library of its own making. */
  createDefaultLibraries(): void {
    for (const site of Object.values(sites))
      if (!this.find(site.id, 'Documents'))
        this.create(
          site.id,
          { name: 'Documents', description: '', template: 'documentLibrary', columns: [] },
          { application: { id: '00000003-0000-0ff1-ce00-000000000000', displayName: 'SharePoint' } },
        );
  }

  clear(): void {
    this.db.exec('DELETE FROM columns; DELETE FROM lists;');
    this.cache = undefined;
  }

  private all(): List[] {
    if (this.cache) return this.cache;
    const columns = this.db.prepare<[string]>('SELECT doc FROM columns WHERE list = ? ORDER BY ord');
    const rows = this.db.prepare<[]>('SELECT * FROM lists ORDER BY created, name').all() as ListRow[];
    this.cache = rows.map(({ drive, createdBy, ...row }) => ({
      ...row,
      ...(drive === null ? {} : { drive }),
      createdBy: JSON.parse(createdBy) as Actor,
      columns: [
        ...systemColumns[row.template],
        ...(columns.all(row.id) as { doc: string }[]).map(({ doc }) => JSON.parse(doc) as Column),
      ],
    }));
    return this.cache;
  }
}
