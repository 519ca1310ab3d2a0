import type { Column, ColumnKind } from './columns';
import { type GraphError, invalidRequest } from './graphError';

export const MOST_INDEXES = 20;
/** An index can no longer be added to a list that has grown beyond this. */
export const MOST_ITEMS_FOR_NEW_INDEX = 20_000;

/** Bytes that a row has for the customer's columns: 8,000, of which 256 are SharePoint's own. */
const ROW_BYTES = 8_000 - 256;
/** Bytes that a column takes of them, and how many of its type a list can have before its rows wrap too often. */
const COSTS: Readonly<Record<ColumnKind, { readonly bytes: number; readonly most: number }>> = {
  text: { bytes: 28, most: 276 },
  choice: { bytes: 28, most: 276 },
  multiChoice: { bytes: 28, most: 192 },
  note: { bytes: 28, most: 192 },
  number: { bytes: 12, most: 72 },
  dateTime: { bytes: 12, most: 48 },
  boolean: { bytes: 5, most: 96 },
};

/** Throws 400 when a list with these columns, all the customer's own, would have no room for one more. */
export function checkRoomFor(column: Column, columns: readonly Column[]): void {
  const all = [...columns, column];
  const bytes = all.reduce((sum, { kind }) => sum + COSTS[kind].bytes, 0);
  const alike = all.filter(({ kind }) => kind === column.kind).length;
  if (bytes > ROW_BYTES || alike > COSTS[column.kind].most)
    throw invalidRequest(
      'The column cannot be added because the total size of the columns in this list exceeds the limit. To add a column, first delete other columns in the list.',
    );
}

/** Throws 400 when a list with these columns cannot have one more index. */
export function checkIndexesFor(column: Column, columns: readonly Column[]): void {
  if (!column.indexed || columns.filter(({ indexed }) => indexed).length < MOST_INDEXES) return;
  throw invalidRequest(
    `You cannot add an index to the column '${column.name}' because the list already has the maximum number of indices (${MOST_INDEXES}).`,
  );
}

export const overThreshold = (): GraphError =>
  invalidRequest('The attempted operation is prohibited because it exceeds the list view threshold.');
