import { createHash } from 'node:crypto';
import {
  type Codec,
  dataCells,
  type Editor,
  encode,
  readData,
  schemaVersionOf,
  strayColumns,
  takeEdits,
  UnreadableRow,
} from './codecs/codec';
import type { FieldValue, Fields } from './fields';
import { joined } from './longText';

/** What is known of a row from before. */
export interface KnownRow<T> {
  readonly value: T;
  readonly dataMark: string;
}

/** What to make of a row as SharePoint has it now. */
export type Verdict<T> =
  | { readonly kind: 'good'; readonly value: T; readonly edited: readonly string[]; readonly dataMark: string }
  | {
      readonly kind: 'putBack';
      readonly value: T;
      readonly edited: readonly string[];
      /** Names of the columns that were changed and may not be. */
      readonly columns: readonly string[];
      /** What to write so that the row is right again. */
      readonly cells: Readonly<Record<string, FieldValue>>;
    }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'newer'; readonly value?: T; readonly dataMark: string };

/** A short mark of the data column's text. */
export const dataMarkOf = <T extends { readonly key: string }>(codec: Codec<T>, fields: Fields): string =>
  createHash('sha256')
    .update(joined(codec.dataColumn, codec.dataParts, fields))
    .digest('base64url')
    .slice(0, 16);

/**
 * Decides over a row. What our own application wrote is taken as it stands. In a row that a person (or another program)
 * wrote last, edits of editable columns hold, and every other change is to be put back.
 * @param editor who wrote last, when it was not our application
 */
export function judgeRow<T extends { readonly key: string }>(
  codec: Codec<T>,
  fields: Fields,
  editor: Editor | undefined,
  known: KnownRow<T> | undefined,
): Verdict<T> {
  const dataMark = dataMarkOf(codec, fields);
  try {
    if (editor && known) return judgeEdit(codec, fields, editor, known, dataMark);
    if (schemaVersionOf(fields) > codec.schemaVersion)
      return { kind: 'newer', value: readLeniently(codec, fields), dataMark };
    const base = readData(codec, fields);
    if (!editor) return { kind: 'good', value: base, edited: [], dataMark };
    return judgeEdit(codec, fields, editor, { value: base, dataMark }, dataMark);
  } catch (error) {
    if (error instanceof UnreadableRow) return { kind: 'unreadable', reason: error.message };
    throw error;
  }
}

function judgeEdit<T extends { readonly key: string }>(
  codec: Codec<T>,
  fields: Fields,
  editor: Editor,
  known: KnownRow<T>,
  dataMark: string,
): Verdict<T> {
  const { value, edited } = takeEdits(codec, known.value, fields, editor);
  const columns = strayColumns(codec, known.value, fields);
  if (schemaVersionOf(fields) !== codec.schemaVersion) columns.push('SchemaVersion');
  const isDataChanged = dataMark !== known.dataMark;
  if (isDataChanged) columns.push(codec.dataColumn);
  if (columns.length === 0) return { kind: 'good', value, edited, dataMark };
  const all = encode(codec, value);
  const strays = columns.map((name): [string, FieldValue] => [name, all[name] ?? null]);
  return {
    kind: 'putBack',
    value,
    edited,
    columns,
    cells: { ...Object.fromEntries(strays), ...dataCells(codec, value) },
  };
}

function readLeniently<T extends { readonly key: string }>(codec: Codec<T>, fields: Fields): T | undefined {
  try {
    return readData(codec, fields);
  } catch {
    return undefined;
  }
}
