import { AppError } from '../errors';
import type { EvidenceStore } from '../useCases/ports';
import { GraphRefusal, explained } from './client/graphErrors';
import { encode } from './codecs/codec';
import type { StoredEvidence } from './codecs/evidence';
import type { Intake } from './intake';
import { libraryFiles } from './libraryFiles';
import { settle, writableRow } from './recordStore';
import { changedMeanwhile, readRow, rowTarget, updateRow } from './rows';

const MOST_REVIEW_TRIES = 3;

/** The evidence library, and the repair of what a killed upload left in it. */
export interface RepairableEvidenceStore extends EvidenceStore {
  /** Removes files of ours that never got their columns, once they are an hour old. Returns how many. */
  removeLeftOvers(): Promise<number>;
}

/** Evidence files with their columns in the records site's library. `stateDir` is where files wait on their way. */
export function evidenceStore(intake: Intake<StoredEvidence>, stateDir: string): RepairableEvidenceStore {
  const { codec, model, graph } = intake.parts;
  const files = libraryFiles(intake, stateDir);
  const target = () => rowTarget(graph, files.place(), codec);

  /** False when the row is not the expected version any more. A row that is gone is what was wanted. */
  const deleteRow = (itemId: string, version: string): Promise<boolean> =>
    graph
      .call({ method: 'DELETE', path: `${files.place().path}/items/${itemId}`, headers: { 'If-Match': version } })
      .then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof GraphRefusal)) throw error;
          if (error.status === 412) return false;
          if (error.status === 404) return true;
          throw error;
        },
      );

  return {
    get: (key) => model.get(key),
    all: () => model.all(),
    by: (index, value) => model.by(index, value),
    add: files.add,
    content: files.content,
    removeLeftOvers: files.removeLeftOvers,

    review: (evidence, expected) =>
      explained(async () => {
        for (let tries = 1; ; tries += 1) {
          const row = writableRow(model.row(evidence.key), expected);
          if (!row.value) throw changedMeanwhile();
          const value: StoredEvidence = { ...evidence, storedName: row.value.storedName };
          const { [codec.keyColumn]: _, ...cells } = encode(codec, value);
          const updated = await updateRow(target(), row.itemId, cells, row.version);
          if (updated.kind !== 'changed' || tries >= MOST_REVIEW_TRIES)
            return settle(intake, row.itemId, value, updated);
          // SharePoint rewrites new files by itself, which is a change of no column. The next round tells.
          await intake.takeAll([updated.item]);
        }
      }),

    remove: (key) =>
      explained(async () => {
        for (let tries = 1; ; tries += 1) {
          const row = model.row(key);
          if (!row) return;
          if (row.value?.reviewState !== 'toReview')
            throw new AppError('conflict', 'This file has been reviewed and stays. Add a new one instead.');
          if (await deleteRow(row.itemId, row.version)) return intake.takeGone(row.itemId);
          const item = await readRow(target(), row.itemId);
          if (item) await intake.takeAll([item]);
          // As with reviews: only a change that we can see counts.
          const isSame = model.row(key)?.sameVersions?.includes(row.version);
          if (item && (!isSame || tries >= MOST_REVIEW_TRIES)) throw changedMeanwhile();
        }
      }),
  };
}
