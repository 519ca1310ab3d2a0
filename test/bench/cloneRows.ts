import { randomUUID } from 'node:crypto';
import path from 'node:path';
import Database from 'libsql';
import { metaOf } from '../../infra/local/database';

/** Rows of the local tenant that are copied once for each new partner, by the names of their lists. */
const COPIED = ['Partners', 'Contacts', 'Assessments', 'Sections', 'Links', 'Deliveries', 'Journal'] as const;
/** So many copies have their answers too, to be opened. */
export const WITH_ANSWERS = 20;
const PER_TRANSACTION = 500;

interface Row {
  readonly list: string;
  readonly id: number;
  readonly fields: string;
  /** The answers as they stand, which name nobody by key that a copy would have to change. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly kind: string;
  readonly created: number;
  readonly createdBy: string;
}
interface ListColumns {
  readonly id: string;
  readonly name: string;
  readonly indexed: readonly string[];
}

/** One partner as the product wrote it, and the texts in its rows that are another partner's in a copy. */
export interface Template {
  readonly partnerKey: string;
  readonly contactKey: string;
  readonly partnerName: string;
  readonly email: string;
}

/** A key of the same shape, for the n-th copy. */
export const copyKey = (letter: string, n: number): string => `01hz${letter}${String(n).padStart(21, '0')}`;

/**
 * Multiplies partners with everything that belongs to them, straight in the database of a local tenant that is not
 * running: a hundred thousand rows take seconds instead of the hours that SharePoint's limits would want. The rows are
 * the product's own, under other keys. Answers (the body columns, which no feed reads) go to the first copies only, so that
 * the tenant's file does not grow to gigabytes.
 * @param copies how many new partners; they take turns with the templates
 * @returns the keys of the new partners, and how many rows were written
 */
export function cloneRows(
  dir: string,
  templates: readonly Template[],
  copies: number,
): { readonly partnerKeys: readonly string[]; readonly rows: number } {
  const db = new Database(path.join(dir, 'tenant', 'tenant.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  try {
    const lists = listsOf(db);
    const sources = templates.map((template) => ({ template, rows: rowsOf(db, lists, template) }));
    const write = writerOf(db, lists);
    const partnerKeys: string[] = [];
    for (let n = 0; n < copies; n += 1) {
      if (n % PER_TRANSACTION === 0) db.exec('BEGIN IMMEDIATE');
      const source = sources[n % sources.length];
      if (!source) throw new Error('There is no partner to copy.');
      const { template, rows } = source;
      const partnerKey = copyKey('p', n);
      for (const row of rows)
        write.row(
          row,
          row.fields
            .replaceAll(template.partnerKey, partnerKey)
            .replaceAll(template.contactKey, copyKey('c', n))
            .replaceAll(template.email, `contact${n}@scale.example`)
            .replaceAll(template.partnerName, `Partner ${n} of the scale test`),
          n < WITH_ANSWERS,
        );
      partnerKeys.push(partnerKey);
      if (n % PER_TRANSACTION === PER_TRANSACTION - 1 || n === copies - 1) db.exec('COMMIT');
    }
    write.end();
    return { partnerKeys, rows: write.count() };
  } finally {
    db.close();
  }
}

/** Writes cells of the row with this key, as the application that made it. Null empties a cell. */
export function changeRow(
  dir: string,
  list: string,
  key: string,
  cells: Readonly<Record<string, string | number | boolean | null>>,
): void {
  const db = new Database(path.join(dir, 'tenant', 'tenant.db'));
  try {
    const row = db
      .prepare<[string, string]>(
        "SELECT list, id, fields FROM items WHERE list = (SELECT id FROM lists WHERE name = ?) AND fields ->> 'Key' = ?",
      )
      .get(list, key) as Pick<Row, 'list' | 'id' | 'fields'> | undefined;
    if (!row) throw new Error(`There is no row ${key} in ${list}.`);
    const fields = Object.entries({ ...(JSON.parse(row.fields) as object), ...cells }).filter(
      ([, cell]) => cell !== null,
    );
    db.prepare<[string, string, number]>(
      'UPDATE items SET fields = ?, version = version + 1, seq = (SELECT max(seq) + 1 FROM items) WHERE list = ? AND id = ?',
    ).run(JSON.stringify(Object.fromEntries(fields)), row.list, row.id);
  } finally {
    db.close();
  }
}

function listsOf(db: Database.Database): Map<string, ListColumns> {
  const columns = db.prepare<[string]>('SELECT doc FROM columns WHERE list = ?');
  return new Map(
    (db.prepare<[]>('SELECT id, name FROM lists').all() as { id: string; name: string }[]).map(({ id, name }) => {
      const docs = (columns.all(id) as { doc: string }[]).map(
        ({ doc }) => JSON.parse(doc) as { name: string; indexed: boolean },
      );
      return [id, { id, name, indexed: docs.filter(({ indexed }) => indexed).map((each) => each.name) }];
    }),
  );
}

const isBody = (name: string): boolean => /^Body\d?$/.test(name);

/** The rows that speak of the partner, the answers themselves apart. */
function rowsOf(db: Database.Database, lists: ReadonlyMap<string, ListColumns>, { partnerKey, contactKey }: Template) {
  const all = db.prepare<[]>('SELECT list, id, fields, kind, created, createdBy FROM items').all() as Row[];
  return all
    .filter(({ list }) => COPIED.some((name) => name === lists.get(list)?.name))
    .filter(({ fields }) => fields.includes(partnerKey) || fields.includes(contactKey))
    .map((row): Row => {
      const cells = Object.entries(JSON.parse(row.fields) as Record<string, unknown>);
      return {
        ...row,
        fields: JSON.stringify(Object.fromEntries(cells.filter(([name]) => !isBody(name)))),
        body: Object.fromEntries(cells.filter(([name]) => isBody(name))),
      };
    });
}

/** Writes rows as the tenant itself keeps them: the item, its index entries, the next number of the one sequence. */
function writerOf(db: Database.Database, lists: ReadonlyMap<string, ListColumns>) {
  const insert = db.prepare<unknown[]>(
    'INSERT INTO items (list, id, guid, version, fields, kind, created, modified, createdBy, modifiedBy, seq) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)',
  );
  const index = db.prepare<unknown[]>('INSERT INTO keyValues (list, folded, value, id) VALUES (?, ?, ?, ?)');
  const next = new Map(
    (db.prepare<[]>('SELECT id, nextItem FROM lists').all() as { id: string; nextItem: number }[]).map(
      ({ id, nextItem }) => [id, nextItem],
    ),
  );
  const { seq: top } = db.prepare<[]>('SELECT max(seq) AS seq FROM items').get() as { seq: number };
  const passed = Number(metaOf(db).get('graph.passedSeq') ?? 0);
  let seq = Math.max(top, passed);
  let count = 0;
  return {
    row({ list, kind, created, createdBy, body }: Row, changed: string, isWhole: boolean): void {
      const values = { ...(JSON.parse(changed) as Record<string, unknown>), ...(isWhole ? body : {}) };
      const id = next.get(list) ?? 1;
      next.set(list, id + 1);
      seq += 1;
      count += 1;
      insert.run(
        list,
        id,
        randomUUID(),
        isWhole ? JSON.stringify(values) : changed,
        kind,
        created,
        created,
        createdBy,
        createdBy,
        seq,
      );
      for (const name of lists.get(list)?.indexed ?? []) {
        const value = values[name];
        if (typeof value === 'string') index.run(list, name.toLowerCase(), value.toLowerCase(), id);
        else if (typeof value === 'number') index.run(list, name.toLowerCase(), value, id);
      }
    },
    end(): void {
      for (const [id, nextItem] of next)
        db.prepare<[number, string]>('UPDATE lists SET nextItem = ? WHERE id = ?').run(nextItem, id);
    },
    count: () => count,
  };
}
