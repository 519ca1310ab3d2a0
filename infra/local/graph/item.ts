import type { Actor } from './actor';
import type { Fields } from './fieldValues';
import { GraphError } from './graphError';

export type ItemKind = 'Item' | 'Document' | 'Folder';

export interface Item {
  readonly list: string;
  readonly id: number;
  readonly guid: string;
  readonly version: number;
  readonly fields: Fields;
  readonly kind: ItemKind;
  readonly created: number;
  readonly modified: number;
  readonly createdBy: Actor;
  readonly modifiedBy: Actor;
  readonly seq: number;
}

export interface Tombstone {
  readonly id: number;
  readonly guid: string;
  readonly at: number;
  readonly seq: number;
}

export type Change = { readonly item: Item } | { readonly deleted: Tombstone };

export interface ItemVersion {
  readonly version: number;
  readonly fields: Fields;
  readonly modified: number;
  readonly modifiedBy: Actor;
}

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=' | 'startsWith';

export interface Test {
  readonly comparison: Comparison;
  readonly value: string | number;
}

/** Conditions on one column, all of which must hold. */
export interface Condition {
  readonly column: string;
  readonly isIndexed: boolean;
  readonly tests: readonly Test[];
}

export const eTagOf = (item: Item): string => `"${item.guid},${item.version}"`;

export const uniqueClash = (): GraphError =>
  new GraphError(409, 'uniqueClash', 'One or more fields with unique constraints already has the provided value.');
