import { cellOf, type Fields, indexValue } from './fieldValues';
import { uniqueClash } from './item';
import type { ItemStatements } from './itemStatements';
import type { List } from './listStore';

/** Throws a `uniqueClash` when another row has the value of a unique column already. */
export function checkUnique(statements: ItemStatements, list: List, id: number, fields: Fields): void {
  for (const { name, unique } of list.columns) {
    const value = unique ? indexedCell(fields, name) : undefined;
    if (value === undefined) continue;
    if (statements.clash.get(list.id, name.toLowerCase(), value, id) !== undefined) throw uniqueClash();
  }
}

/** Brings the index entries of a row from what it held to what it holds. */
export function writeIndex(statements: ItemStatements, list: List, id: number, before: Fields, after: Fields): void {
  for (const { name, indexed } of list.columns) {
    if (!indexed) continue;
    const [old, next] = [indexedCell(before, name), indexedCell(after, name)];
    if (old === next) continue;
    const folded = name.toLowerCase();
    if (old !== undefined) statements.unindex.run(list.id, folded, old, id);
    if (next !== undefined) statements.index.run(list.id, folded, next, id);
  }
}

function indexedCell(fields: Fields, name: string): string | number | undefined {
  const value = cellOf(fields, name);
  return value === undefined || typeof value === 'object' ? undefined : indexValue(value);
}
