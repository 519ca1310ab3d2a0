import type { Actor } from './actor';
import type { Fields } from './fieldValues';
import type { Item } from './item';

interface ItemRow extends Omit<Item, 'fields' | 'createdBy' | 'modifiedBy'> {
  fields: string;
  createdBy: string;
  modifiedBy: string;
}

/** Rows of the database as items. */
export const itemsOf = (rows: unknown[]): Item[] => rows.flatMap((row) => itemOf(row) ?? []);

/** A row of the database as an item; undefined for no row. */
export function itemOf(row: unknown): Item | undefined {
  if (row === undefined) return undefined;
  const { fields, createdBy, modifiedBy, ...rest } = row as ItemRow;
  return {
    ...rest,
    fields: JSON.parse(fields) as Fields,
    createdBy: JSON.parse(createdBy) as Actor,
    modifiedBy: JSON.parse(modifiedBy) as Actor,
  };
}
