import { randomUUID } from 'node:crypto';
import type Database from 'libsql';
import type { TenantClock } from '../context';
import { inTransaction, type Meta, metaOf } from '../database';
import type { Actor } from './actor';
import { sqlOf } from './conditionSql';
import type { FieldChanges, Fields } from './fieldValues';
import { fulfils } from './filter';
import { GraphError, notFound } from './graphError';
import {
  type Change,
  type Condition,
  eTagOf,
  type Item,
  type ItemKind,
  type ItemVersion,
  type Tombstone,
} from './item';
import { prepareStatements } from './itemStatements';
import { checkUnique, writeIndex } from './itemIndex';
import { itemOf, itemsOf } from './itemRows';
import type { List } from './listStore';

/** Where the sequence stood when rows were removed that held its latest numbers: tokens know them. */
const PASSED_SEQ = 'graph.passedSeq';
const EVERY_ROW = 100_000_000;
/** Earlier versions that a list keeps of a row, beside the present one. */
const KEPT_VERSIONS = 500;

/** The rows of all lists. Each call is one transaction; a change gets the next number of the tenant's one sequence. */
export class ItemStore {
  private seq: number;
  private readonly meta: Meta;
  private readonly statements;

  constructor(
    private readonly db: Database.Database,
    private readonly clock: TenantClock,
    private readonly changed: () => void,
  ) {
    this.statements = prepareStatements(db);
    this.meta = metaOf(db);
    // List by list, so that the index tells each at once, however many rows there are.
    const { seq } = db
      .prepare<[]>(
        'SELECT max(max(coalesce((SELECT max(seq) FROM items WHERE list = lists.id), 0), coalesce((SELECT max(seq) FROM tombstones WHERE list = lists.id), 0))) AS seq FROM lists',
      )
      .get() as { seq: number | null };
    this.seq = Math.max(seq ?? 0, Number(this.meta.get(PASSED_SEQ) ?? 0));
  }

  get(list: List, id: string): Item | undefined {
    return /^[1-9]\d{0,8}$/.test(id) ? itemOf(this.statements.get.get(list.id, Number(id))) : undefined;
  }

  /** Throws a `uniqueClash`. */
  create(list: List, changes: FieldChanges, by: Actor, kind: ItemKind = 'Item'): Item {
    const item = inTransaction(this.db, (): Item => {
      const { nextItem } = this.statements.nextItem.get(list.id) as { nextItem: number };
      const now = this.clock.now();
      const fields = withoutNulls(changes);
      const made: Item = {
        list: list.id,
        id: nextItem,
        guid: randomUUID(),
        version: 1,
        fields,
        kind,
        created: now,
        modified: now,
        createdBy: by,
        modifiedBy: by,
        seq: this.nextSeq(),
      };
      checkUnique(this.statements, list, made.id, fields);
      this.insert(made);
      writeIndex(this.statements, list, made.id, {}, fields);
      return made;
    });
    this.changed();
    return item;
  }

  /** Throws 404, 412 when `ifMatch` is not the present eTag, or a `uniqueClash`. Every change makes a version. */
  update(list: List, id: string, changes: FieldChanges, by: Actor, ifMatch?: string): Item {
    return this.rewrite(list, id, by, ifMatch, (fields) => ({ ...fields, ...changes }));
  }

  /** Makes an earlier version the present one again, as a new version. Throws a `uniqueClash`. */
  restoreVersion(list: List, item: Item, { fields }: ItemVersion, by: Actor): Item {
    // A file keeps its name and what SharePoint says of its bytes.
    const kept = Object.entries(item.fields).filter(([name]) => list.columns.find((it) => it.name === name)?.readOnly);
    return this.rewrite(list, String(item.id), by, undefined, () => ({ ...fields, ...Object.fromEntries(kept) }));
  }

  private rewrite(
    list: List,
    id: string,
    by: Actor,
    ifMatch: string | undefined,
    next: (fields: Fields) => FieldChanges,
  ): Item {
    const item = inTransaction(this.db, (): Item => {
      const before = this.get(list, id);
      if (!before) throw notFound('The specified list item was not found');
      checkMatch(before, ifMatch);
      const fields = withoutNulls(next(before.fields));
      checkUnique(this.statements, list, before.id, fields);
      const after: Item = {
        ...before,
        fields,
        version: before.version + 1,
        modified: this.clock.now(),
        modifiedBy: by,
        seq: this.nextSeq(),
      };
      this.keep(before);
      this.statements.update.run(
        after.version,
        JSON.stringify(fields),
        after.modified,
        JSON.stringify(by),
        after.seq,
        list.id,
        after.id,
      );
      writeIndex(this.statements, list, before.id, before.fields, fields);
      return after;
    });
    this.changed();
    return item;
  }

  /** Throws 404 and 412 like `update`. */
  remove(list: List, id: string, ifMatch?: string): void {
    inTransaction(this.db, () => {
      const item = this.get(list, id);
      if (!item) throw notFound('The specified list item was not found');
      checkMatch(item, ifMatch);
      writeIndex(this.statements, list, item.id, item.fields, {});
      // Ids are never used again, so earlier versions may stay for the row's return from the recycle bin.
      this.statements.recycle.run(list.id, item.id, JSON.stringify(item));
      this.statements.remove.run(list.id, item.id);
      this.statements.bury.run(list.id, item.id, item.guid, this.clock.now(), this.nextSeq());
    });
    this.changed();
  }

  /**
   * Brings a removed row back from the recycle bin under its old id, with its history. Throws 404 when it is not there,
   * a `uniqueClash` when its key has been taken meanwhile.
   */
  restore(list: List, id: string, by: Actor): Item {
    const item = inTransaction(this.db, (): Item => {
      const row = this.statements.recycled.get(list.id, Number(id)) as { doc: string } | undefined;
      if (!row) throw notFound('The item is not in the recycle bin.');
      const removed = JSON.parse(row.doc) as Item;
      const back: Item = {
        ...removed,
        version: removed.version + 1,
        modified: this.clock.now(),
        modifiedBy: by,
        seq: this.nextSeq(),
      };
      checkUnique(this.statements, list, back.id, back.fields);
      this.keep(removed);
      this.insert(back);
      writeIndex(this.statements, list, back.id, {}, back.fields);
      this.statements.unrecycle.run(list.id, back.id);
      this.statements.unbury.run(list.id, back.id);
      return back;
    });
    this.changed();
    return item;
  }

  /** Items in the order of their ids. */
  page(list: List, after: number, limit: number): Item[] {
    return itemsOf(this.statements.page.all(list.id, after, limit));
  }

  count(list: List): number {
    return (this.statements.count.get(list.id) as { count: number }).count;
  }

  /** Items that fulfil the condition, in the order of their ids. Without an index every row is looked at. */
  search(list: List, condition: Condition, after: number, limit: number): Item[] {
    if (!condition.isIndexed)
      return this.page(list, after, EVERY_ROW)
        .filter(({ fields }) => fulfils(fields, condition))
        .slice(0, limit);
    const { where, values } = sqlOf(list, condition);
    const sql = `SELECT items.* FROM keyValues JOIN items ON items.list = keyValues.list AND items.id = keyValues.id WHERE ${where} AND keyValues.id > ? ORDER BY keyValues.id LIMIT ?`;
    return itemsOf(this.statements.prepared(sql).all(...values, after, limit));
  }

  /** How many rows the index narrows to, counted up to `most`. */
  countMatches(list: List, condition: Condition, most: number): number {
    const { where, values } = sqlOf(list, condition);
    const sql = `SELECT count(*) AS count FROM (SELECT 1 FROM keyValues WHERE ${where} LIMIT ?)`;
    return (this.statements.prepared(sql).get(...values, most) as { count: number }).count;
  }

  /** Changes after a number of the sequence, oldest first, up to the first that `isVisible` does not let through. */
  changesSince(list: List, seq: number, limit: number, isVisible: (change: Change) => boolean): Change[] {
    const items = itemsOf(this.statements.changed.all(list.id, seq, limit)).map((item): Change => ({ item }));
    const deleted = (this.statements.buried.all(list.id, seq, limit) as Tombstone[]).map(
      (tombstone): Change => ({ deleted: tombstone }),
    );
    const changes = [...items, ...deleted].sort((a, b) => seqOf(a) - seqOf(b)).slice(0, limit);
    // A change that is not to be seen yet ends the page even when an older one follows: what a token has passed is
    // never given again.
    const hidden = changes.findIndex((change) => !isVisible(change));
    return hidden === -1 ? changes : changes.slice(0, hidden);
  }

  /** The number of the latest change in the whole tenant. */
  latest(): number {
    return this.seq;
  }

  /** Earlier versions and the present one, newest first. */
  versions(list: List, item: Item): ItemVersion[] {
    const rows = this.statements.versions.all(list.id, item.id) as {
      version: number;
      fields: string;
      modified: number;
      modifiedBy: string;
    }[];
    const earlier = rows.map((row) => ({
      ...row,
      fields: JSON.parse(row.fields) as Fields,
      modifiedBy: JSON.parse(row.modifiedBy) as Actor,
    }));
    return [
      { version: item.version, fields: item.fields, modified: item.modified, modifiedBy: item.modifiedBy },
      ...earlier,
    ];
  }

  /** Removes all rows of a list with their history. */
  removeAll(list: List): void {
    inTransaction(this.db, () => {
      for (const table of ['items', 'tombstones', 'itemVersions', 'keyValues', 'recycled'])
        this.db.prepare<[string]>(`DELETE FROM ${table} WHERE list = ?`).run(list.id);
      this.meta.set(PASSED_SEQ, String(this.seq));
    });
    this.changed();
  }

  clear(): void {
    this.meta.set(PASSED_SEQ, String(this.seq));
    this.db.exec(
      'DELETE FROM items; DELETE FROM tombstones; DELETE FROM itemVersions; DELETE FROM keyValues; DELETE FROM recycled;',
    );
  }

  private nextSeq(): number {
    this.seq += 1;
    return this.seq;
  }

  private insert({ list, id, guid, version, fields, kind, created, modified, createdBy, modifiedBy, seq }: Item): void {
    const [by, lastBy] = [JSON.stringify(createdBy), JSON.stringify(modifiedBy)];
    this.statements.insert.run(
      list,
      id,
      guid,
      version,
      JSON.stringify(fields),
      kind,
      created,
      modified,
      by,
      lastBy,
      seq,
    );
  }

  /** Keeps a row as an earlier version of itself. */
  private keep({ list, id, version, fields, modified, modifiedBy }: Item): void {
    this.statements.keepVersion.run(list, id, version, JSON.stringify(fields), modified, JSON.stringify(modifiedBy));
    this.statements.dropVersion.run(list, id, version - KEPT_VERSIONS);
  }
}

function checkMatch(item: Item, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== eTagOf(item))
    throw new GraphError(
      412,
      'resourceModified',
      'The resource has changed since the caller last read it; usually an eTag mismatch',
    );
}

const seqOf = (change: Change): number => ('item' in change ? change.item.seq : change.deleted.seq);

const withoutNulls = (changes: FieldChanges): Fields =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null)) as Fields;
