import type { z } from 'zod';
import { comparable, type FieldValue, type Fields, manyLines, singleLine, writtenDate } from '../fields';
import { type Column, type ListDeclaration, partNames } from '../lists/declaration';
import { joined, spread, storableJson } from '../longText';

/** Who changed a row in SharePoint itself. */
export interface Editor {
  readonly id: string;
  readonly name: string;
  /** ISO date and time. */
  readonly at: string;
}

/** How one column shows a value, and what a person's change of it means. */
export interface ColumnCodec<T> {
  /** The cell; undefined leaves it empty. A date as `YYYY-MM-DD`. */
  readonly show: (value: T) => string | number | boolean | undefined;
  /** For columns that people may edit. Throws UnreadableRow when the cell makes no sense. */
  readonly edit?: (value: T, cell: FieldValue, editor: Editor | undefined) => T;
}

/**
 * A noun as rows keep it. The whole value stands as JSON in the data column; the other columns show it to people and
 * serve filters, and only those that people may edit are read back.
 */
export interface Codec<T extends { readonly key: string }> {
  /** As `Changes` names it. */
  readonly noun: string;
  readonly list: ListDeclaration;
  readonly shape: z.ZodType<T>;
  /** Raised when rows change so that older readers would misread them. */
  readonly schemaVersion: number;
  readonly keyColumn: string;
  readonly dataColumn: string;
  readonly dataParts: number;
  readonly columns: Readonly<Record<string, ColumnCodec<T>>>;
  /** Values of each index that the store's `by` offers. */
  readonly indexes: Readonly<Record<string, (value: T) => string | undefined>>;
}

/** A row that cannot be read, with a reason that people understand. */
export class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
}

/** Fills in what most nouns share. */
export const codec = <T extends { readonly key: string }>(
  noun: string,
  list: ListDeclaration,
  shape: z.ZodType<T>,
  columns: Codec<T>['columns'],
  more: Partial<Codec<T>> = {},
): Codec<T> => ({
  noun,
  list,
  shape,
  columns,
  schemaVersion: 1,
  keyColumn: 'Key',
  dataColumn: 'Data',
  dataParts: 1,
  indexes: {},
  ...more,
});

/** All cells of a value, null for empty ones. Throws AppError `tooLarge`. */
export function encode<T extends { readonly key: string }>(codec: Codec<T>, value: T): Record<string, FieldValue> {
  const data = storableJson({ schemaVersion: codec.schemaVersion, ...value });
  return {
    [codec.keyColumn]: value.key,
    SchemaVersion: codec.schemaVersion,
    ...cellsOf(codec, value),
    ...spread(codec.dataColumn, codec.dataParts, data),
  };
}

function cellsOf<T extends { readonly key: string }>(codec: Codec<T>, value: T): Record<string, FieldValue> {
  const cells = Object.entries(codec.columns).map(([name, { show }]): [string, FieldValue] => [
    name,
    cellOf(columnOf(codec, name), show(value)),
  ]);
  return Object.fromEntries(cells);
}

function cellOf(column: Column, shown: string | number | boolean | undefined): FieldValue {
  if (shown === undefined || shown === '') return null;
  if (typeof shown !== 'string') return shown;
  if (column.type === 'text') return singleLine(shown);
  if (column.type === 'longText') return manyLines(shown);
  return column.type === 'date' ? writtenDate(shown) : shown;
}

const columnOf = <T extends { readonly key: string }>({ list, noun }: Codec<T>, name: string): Column => {
  const column = list.columns.find((known) => known.name === name);
  if (!column) throw new Error(`The codec of ${noun} has a column that its list does not: ${name}.`);
  return column;
};

/** The version of a row's shape; 0 when the row has none. */
export const schemaVersionOf = (fields: Fields): number =>
  typeof fields.SchemaVersion === 'number' ? fields.SchemaVersion : 0;

/** Reads the data column alone. Throws UnreadableRow. */
export function readData<T extends { readonly key: string }>(codec: Codec<T>, fields: Fields): T {
  let data: unknown;
  try {
    data = JSON.parse(joined(codec.dataColumn, codec.dataParts, fields));
  } catch {
    throw new UnreadableRow(`The column ${codec.dataColumn} does not hold what Trustlane wrote there.`);
  }
  const parsed = codec.shape.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UnreadableRow(`In the column ${codec.dataColumn}, ${issue?.path.join('.') || 'the content'} is wrong.`);
  }
  if (parsed.data.key !== fields[codec.keyColumn])
    throw new UnreadableRow(`The column ${codec.keyColumn} and the column ${codec.dataColumn} name different rows.`);
  return withoutSchemaVersion(parsed.data);
}

const withoutSchemaVersion = <T extends object>(data: T): T => {
  const { schemaVersion: _, ...value } = data as T & { schemaVersion?: unknown };
  return value as T;
};

/** The value with people's edits of editable columns taken over. Throws UnreadableRow when one makes no sense. */
export function takeEdits<T extends { readonly key: string }>(
  codec: Codec<T>,
  value: T,
  fields: Fields,
  editor: Editor | undefined,
): { value: T; edited: string[] } {
  const shown = cellsOf(codec, value);
  let taken = value;
  const edited: string[] = [];
  for (const [name, { edit }] of Object.entries(codec.columns)) {
    if (!edit) continue;
    const { type } = columnOf(codec, name);
    if (comparable(type, fields[name]) === comparable(type, shown[name])) continue;
    taken = edit(taken, fields[name] ?? null, editor);
    edited.push(name);
  }
  return { value: taken, edited };
}

/** Names of columns that people may not edit and whose cells differ from what the value shows. */
export function strayColumns<T extends { readonly key: string }>(codec: Codec<T>, value: T, fields: Fields): string[] {
  const shown: Record<string, FieldValue> = { [codec.keyColumn]: value.key, ...cellsOf(codec, value) };
  return Object.keys(shown).filter((name) => {
    if (codec.columns[name]?.edit) return false;
    const { type } = columnOf(codec, name);
    return comparable(type, fields[name]) !== comparable(type, shown[name]);
  });
}

/** The cells that make a row's data column say what the value says. */
export const dataCells = <T extends { readonly key: string }>(
  codec: Codec<T>,
  value: T,
): Record<string, FieldValue> => {
  const all = encode(codec, value);
  return Object.fromEntries(
    ['SchemaVersion', ...partNames(codec.dataColumn, codec.dataParts)].map((name) => [name, all[name] ?? null]),
  );
};

/** A person's text cell. Throws UnreadableRow when it is empty and may not be. */
export function textCell(cell: FieldValue, label: string): string {
  const text = typeof cell === 'string' ? cell.trim() : '';
  if (text === '') throw new UnreadableRow(`The column ${label} is empty.`);
  return text;
}

/** A person's text cell that may be empty. */
export const optionalText = (cell: FieldValue): string | undefined =>
  typeof cell === 'string' && cell.trim() !== '' ? cell.trim() : undefined;
