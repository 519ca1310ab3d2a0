import { randomUUID } from 'node:crypto';
import type Database from 'libsql';
import type { TenantClock } from '../context';
import { inTransaction } from '../database';
import type { Actor } from './actor';
import { type FieldChanges, type Fields, indexValue } from './fieldValues';
import { GraphError, notFound } from './graphError';
import {
  type Change,
  type Condition,
  eTagOf,
  type Item,
  type ItemKind,
  type ItemVersion,
  type Tombstone,
  uniqueClash,
} from './item';
import { prepareStatements } from './itemStatements';
import type { List } from './listStore';

interface ItemRow extends Omit<Item, 'fields' | 'createdBy' | 'modifiedBy'> {
  fields: string;
  createdBy: string;
  modifiedBy: string;
}

const KEPT_VERSIONS = 50;

/** The rows of all lists. Each call is one transaction; a change gets the next number of the tenant's one sequence. */
export class ItemStore {
  private seq: number;
  private readonly statements;

  constructor(
    private readonly db: Database.Database,
    private readonly clock: TenantClock,
    private readonly changed: () => void,
  ) {
    this.statements = prepareStatements(db);
    const { seq } = db
      .prepare<[]>(
        'SELECT max(s) AS seq FROM (SELECT max(seq) AS s FROM items UNION ALL SELECT max(seq) FROM tombstones)',
      )
      .get() as { seq: number | null };
    this.seq = seq ?? 0;
  }

  get(list: List, id: string): Item | undefined {
    return /^\d{1,9}$/.test(id) ? itemOf(this.statements.get.get(list.id, Number(id))) : undefined;
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
      this.checkUnique(list, made.id, fields);
      const doc = JSON.stringify(by);
      this.statements.insert.run(
        made.list,
        made.id,
        made.guid,
        1,
        JSON.stringify(fields),
        kind,
        now,
        now,
        doc,
        doc,
        made.seq,
      );
      this.index(list, made.id, {}, fields);
      return made;
    });
    this.changed();
    return item;
  }

  /** Throws 404, 412 when `ifMatch` is not the present eTag, or a `uniqueClash`. Every change makes a version. */
  update(list: List, id: string, changes: FieldChanges, by: Actor, ifMatch?: string): Item {
    const item = inTransaction(this.db, (): Item => {
      const before = this.get(list, id);
      if (!before) throw notFound('The specified list item was not found');
      checkMatch(before, ifMatch);
      const fields = withoutNulls({ ...before.fields, ...changes });
      this.checkUnique(list, before.id, fields);
      const after: Item = {
        ...before,
        fields,
        version: before.version + 1,
        modified: this.clock.now(),
        modifiedBy: by,
        seq: this.nextSeq(),
      };
      this.statements.keepVersion.run(
        list.id,
        before.id,
        before.version,
        JSON.stringify(before.fields),
        before.modified,
        JSON.stringify(before.modifiedBy),
      );
      this.statements.dropVersion.run(list.id, before.id, before.version - KEPT_VERSIONS);
      this.statements.update.run(
        after.version,
        JSON.stringify(fields),
        after.modified,
        JSON.stringify(by),
        after.seq,
        list.id,
        after.id,
      );
      this.index(list, before.id, before.fields, fields);
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
      this.index(list, item.id, item.fields, {});
      this.statements.remove.run(list.id, item.id);
      this.statements.dropVersions.run(list.id, item.id);
      this.statements.bury.run(list.id, item.id, item.guid, this.clock.now(), this.nextSeq());
    });
    this.changed();
  }

  /** Items in the order of their ids. */
  page(list: List, after: number, limit: number): Item[] {
    return itemsOf(this.statements.page.all(list.id, after, limit));
  }

  count(list: List): number {
    return (this.statements.count.get(list.id) as { count: number }).count;
  }

  /** Items whose indexed column fulfils the condition, in the order of their ids. */
  search(list: List, condition: Condition, after: number, limit: number): Item[] {
    const { where, values } = sqlOf(list, condition);
    return itemsOf(
      this.db
        .prepare<unknown[]>(
          `SELECT items.* FROM keyValues JOIN items ON items.list = keyValues.list AND items.id = keyValues.id WHERE ${where} AND keyValues.id > ? ORDER BY keyValues.id LIMIT ?`,
        )
        .all(...values, after, limit),
    );
  }

  /** How many rows the index narrows to, counted up to `most`. */
  countMatches(list: List, condition: Condition, most: number): number {
    const { where, values } = sqlOf(list, condition);
    const row = this.db
      .prepare<unknown[]>(`SELECT count(*) AS count FROM (SELECT 1 FROM keyValues WHERE ${where} LIMIT ?)`)
      .get(...values, most) as { count: number };
    return row.count;
  }

  /** Changes after a number of the sequence, oldest first, none younger than `until` (milliseconds since 1970). */
  changesSince(list: List, seq: number, limit: number, until: number): Change[] {
    const items = itemsOf(this.statements.changed.all(list.id, seq, limit)).map((item): Change => ({ item }));
    const deleted = (this.statements.buried.all(list.id, seq, limit) as Tombstone[]).map(
      (tombstone): Change => ({ deleted: tombstone }),
    );
    const changes = [...items, ...deleted].sort((a, b) => seqOf(a) - seqOf(b)).slice(0, limit);
    // A younger change ends the page even when an older one follows: what a token has passed is never given again.
    const young = changes.findIndex((change) => timeOf(change) > until);
    return young === -1 ? changes : changes.slice(0, young);
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

  clear(): void {
    this.db.exec('DELETE FROM items; DELETE FROM tombstones; DELETE FROM itemVersions; DELETE FROM keyValues;');
  }

  private nextSeq(): number {
    this.seq += 1;
    return this.seq;
  }

  private checkUnique(list: List, id: number, fields: Fields): void {
    for (const column of list.columns) {
      const value = column.unique ? fields[column.name] : undefined;
      if (value === undefined) continue;
      const clash = this.statements.clash.get(list.id, column.name.toLowerCase(), indexValue(value), id);
      if (clash !== undefined) throw uniqueClash();
    }
  }

  private index(list: List, id: number, before: Fields, after: Fields): void {
    for (const { name, indexed } of list.columns) {
      if (!indexed || before[name] === after[name]) continue;
      const folded = name.toLowerCase();
      const [old, next] = [before[name], after[name]];
      if (old !== undefined) this.statements.unindex.run(list.id, folded, indexValue(old), id);
      if (next !== undefined) this.statements.index.run(list.id, folded, indexValue(next), id);
    }
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

function sqlOf(list: List, { column, tests }: Condition): { where: string; values: unknown[] } {
  const parts = ['keyValues.list = ?', 'keyValues.folded = ?'];
  const values: unknown[] = [list.id, column.toLowerCase()];
  for (const { comparison, value } of tests) {
    if (comparison === 'startsWith') {
      // The last character of the plane follows every text that starts so; ranges use the index, LIKE would not.
      parts.push('keyValues.value >= ? AND keyValues.value < ?');
      values.push(value, `${value}\u{10ffff}`);
    } else {
      parts.push(`keyValues.value ${comparison} ?`);
      values.push(value);
    }
  }
  return { where: parts.join(' AND '), values };
}

const seqOf = (change: Change): number => ('item' in change ? change.item.seq : change.deleted.seq);

const timeOf = (change: Change): number => ('item' in change ? change.item.modified : change.deleted.at);

const withoutNulls = (changes: FieldChanges): Fields =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null)) as Fields;

const itemsOf = (rows: unknown[]): Item[] => rows.flatMap((row) => itemOf(row) ?? []);

function itemOf(row: unknown): Item | undefined {
  if (row === undefined) return undefined;
  const { fields, createdBy, modifiedBy, ...rest } = row as ItemRow;
  return {
    ...rest,
    fields: JSON.parse(fields) as Fields,
    createdBy: JSON.parse(createdBy) as Actor,
    modifiedBy: JSON.parse(modifiedBy) as Actor,
  };
}
