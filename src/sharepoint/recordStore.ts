import { AppError } from '../errors';
import type { RecordStore, Stored } from '../useCases/ports';
import { explained } from './client/graphErrors';
import { encode } from './codecs/codec';
import { createMany } from './createMany';
import type { Intake } from './intake';
import {
  alreadyThere,
  changedMeanwhile,
  createRow,
  noLongerThere,
  readByKey,
  readRow,
  type RowTarget,
  rowTarget,
  updateRow,
} from './rows';
import type { ModelRow } from './readModel';

/** One noun's rows in its SharePoint list, read from memory and written through. */
export function recordStore<T extends { readonly key: string }>(intake: Intake<T>): RecordStore<T> {
  const { codec, model, graph, places } = intake.parts;
  const target = (): RowTarget => rowTarget(graph, places.of(codec.list), codec);

  return {
    get: (key) => model.get(key),
    all: () => model.all(),
    by: (index, value) => model.by(index, value),

    create: (value) =>
      explained(async () => {
        if (model.row(value.key)) throw alreadyThere();
        const created = await createRow(target(), encode(codec, value));
        if (created.kind === 'exists') {
          await intake.takeAll([created.item]);
          throw alreadyThere();
        }
        intake.takeOwn(created.itemId, created.version, value);
        return { value, version: created.version };
      }),

    createMany: (values, onRow) => createMany(intake, target, values, onRow),

    update: (value, expected) =>
      explained(async () => {
        const row = writableRow(model.row(value.key), expected);
        const { [codec.keyColumn]: _, ...cells } = encode(codec, value);
        const updated = await updateRow(target(), row.itemId, cells, row.version);
        return settle(intake, row.itemId, value, updated);
      }),

    refresh: (key) =>
      explained(async () => {
        const row = model.row(key);
        const item = row ? await readRow(target(), row.itemId) : await readByKey(target(), key);
        if (item) await intake.takeAll([item]);
        else if (row) intake.takeGone(row.itemId);
        return model.get(key);
      }),
  };
}

/**
 * The row, if it may be written; its own version is the one to write on. Throws `notFound`, or `conflict` when something
 * was changed since the expected version, or when the row holds what this version of the service cannot read and so may
 * not overwrite.
 */
export function writableRow<T>(row: ModelRow<T> | undefined, expected: string): ModelRow<T> {
  if (!row) throw noLongerThere();
  if (row.blocked !== undefined)
    throw new AppError('conflict', `This cannot be changed here until its row in SharePoint is mended: ${row.blocked}`);
  if (row.version !== expected && !row.sameVersions?.includes(expected)) throw changedMeanwhile();
  return row;
}

/** Brings the read model up to what an update found. Throws `conflict` or `notFound` when the update was refused. */
export async function settle<T extends { readonly key: string }>(
  intake: Intake<T>,
  itemId: string,
  value: T,
  updated: Awaited<ReturnType<typeof updateRow>>,
): Promise<Stored<T>> {
  if (updated.kind === 'updated') {
    intake.takeOwn(itemId, updated.version, value);
    return { value, version: updated.version };
  }
  if (updated.kind === 'changed') {
    await intake.takeAll([updated.item]);
    throw changedMeanwhile();
  }
  intake.takeGone(itemId);
  throw noLongerThere();
}
