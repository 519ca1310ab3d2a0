import type { TenantContext } from '../context';
import type { Item } from '../graph/item';
import type { List } from '../graph/listStore';
import { graphStateOf } from '../graph/state';

/** Which rows of a list, in which order. `sort` is a column's name or `id`; a filter's empty value means no value. */
export interface RowQuery {
  readonly search: string;
  readonly sort: string;
  readonly descending: boolean;
  readonly filters: readonly { readonly column: string; readonly value: string }[];
  readonly offset: number;
  readonly limit: number;
}

const MOST_VALUES = 50;

/** What SharePoint keeps beside a row's own fields. */
const KEPT: Readonly<Record<string, string>> = {
  id: 'id',
  Created: 'created',
  Modified: 'modified',
  _UIVersionString: 'version',
  ModifiedBy:
    "coalesce(json_extract(modifiedBy, '$.user.displayName'), json_extract(modifiedBy, '$.application.displayName'))",
};

/**
 * The rows that fit and how many they are in all. The database looks through them, so that a list of 100,000 rows is
 * neither read nor sent whole.
 */
export function findRows(context: TenantContext, list: List, query: RowQuery): { items: Item[]; total: number } {
  const { where, values } = conditions(list, query);
  const { total } = context.db
    .prepare<unknown[]>(`SELECT count(*) AS total FROM items WHERE ${where}`)
    .get(...values) as { total: number };
  const direction = query.descending ? 'DESC' : 'ASC';
  const rows = context.db
    .prepare<unknown[]>(
      `SELECT id FROM items WHERE ${where} ORDER BY ${columnSql(list, query.sort)} COLLATE NOCASE ${direction}, id ${direction} LIMIT ? OFFSET ?`,
    )
    .all(...values, query.limit, query.offset) as { id: number }[];
  const { items } = graphStateOf(context);
  return { items: rows.flatMap(({ id }) => items.get(list, String(id)) ?? []), total };
}

/** The commonest values of a column, as text, with the number of rows that hold each; no value is the empty text. */
export function valuesOf(context: TenantContext, list: List, column: string): { value: string; count: number }[] {
  return context.db
    .prepare<unknown[]>(
      `SELECT coalesce(CAST(${columnSql(list, column)} AS TEXT), '') AS value, count(*) AS count FROM items WHERE list = ? GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?`,
    )
    .all(list.id, MOST_VALUES) as { value: string; count: number }[];
}

function conditions(list: List, { search, filters }: RowQuery): { where: string; values: unknown[] } {
  const parts = ['list = ?'];
  const values: unknown[] = [list.id];
  for (const { column, value } of filters) {
    parts.push(`coalesce(CAST(${columnSql(list, column)} AS TEXT), '') = ?`);
    values.push(value);
  }
  const wanted = search.trim();
  if (wanted !== '') {
    // The first test is quick and also finds names of columns; the second looks at values alone.
    parts.push(
      "(CAST(id AS TEXT) = ? OR (fields LIKE ? ESCAPE '~' AND EXISTS (SELECT 1 FROM json_each(items.fields) WHERE CAST(json_each.value AS TEXT) LIKE ? ESCAPE '~')))",
    );
    values.push(wanted, `%${escaped(JSON.stringify(wanted).slice(1, -1))}%`, `%${escaped(wanted)}%`);
  }
  return { where: parts.join(' AND '), values };
}

const escaped = (text: string): string => text.replace(/[~%_]/g, '~$&');

/** The SQL that reads a column. A name that the list does not have sorts and filters nothing. */
function columnSql(list: List, column: string): string {
  const kept = KEPT[column];
  if (kept) return kept;
  const known = list.columns.find(({ name }) => name === column);
  // Internal names hold letters, digits and underscores only; anything else must not reach the statement.
  return known && /^\w+$/.test(known.name) ? `json_extract(fields, '$."${known.name}"')` : 'NULL';
}
