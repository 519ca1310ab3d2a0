import type { Condition } from './item';
import type { List } from './listStore';

/** A condition on an indexed column, for the table of index entries. */
export function sqlOf(list: List, { column, tests }: Condition): { where: string; values: unknown[] } {
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
