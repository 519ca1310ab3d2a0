import { AppError } from '../errors';
import type { EvidenceStore } from '../useCases/ports';
import { GraphRefusal, GraphSilence, explained } from './client/graphErrors';
import { asJob } from './client/priority';
import { encode } from './codecs/codec';
import type { StoredEvidence } from './codecs/evidence';
import { openFile } from './fileContent';
import type { Intake } from './intake';
import { itemShape } from './item';
import type { Place } from './places';
import { settle, writableRow } from './recordStore';
import { alreadyThere, changedMeanwhile, filled, readRow, rowTarget, updateRow } from './rows';
import { spool } from './spool';
import { uploadFile } from './upload';

const LEFT_OVER_AFTER_MS = 3_600_000;
const MOST_COLUMN_TRIES = 6;
const MOST_REVIEW_TRIES = 3;

/** The evidence library, and the repair of what a killed upload left in it. */
export interface RepairableEvidenceStore extends EvidenceStore {
  /** Removes files of ours that never got their columns, once they are an hour old. Returns how many. */
  removeLeftOvers(): Promise<number>;
}

/** Evidence files with their columns in the records site's library. `stateDir` is where files wait on their way. */
export function evidenceStore(intake: Intake<StoredEvidence>, stateDir: string): RepairableEvidenceStore {
  const { codec, model, graph, places, log, clientId } = intake.parts;
  const library = (): Place & { driveId: string } => {
    const place = places.of(codec.list);
    if (place.driveId === undefined) throw new Error('The evidence library has no drive.');
    return { ...place, driveId: place.driveId };
  };
  const target = () => rowTarget(graph, library(), codec);

  /** Right after an upload SharePoint is still at work on the file, and may refuse its columns for a moment. */
  const setColumns = async (driveItemId: string, evidence: StoredEvidence): Promise<void> => {
    const path = `/drives/${library().driveId}/items/${driveItemId}/listItem/fields`;
    for (let tries = 1; ; tries += 1) {
      try {
        await graph.call({ method: 'PATCH', path, body: filled(encode(codec, evidence)) });
        return;
      } catch (error) {
        const isBusy = error instanceof GraphRefusal && (error.status === 409 || error.status === 423);
        if (!isBusy || tries >= MOST_COLUMN_TRIES) throw error;
        await graph.clock.sleep(200 * 2 ** (tries - 1));
      }
    }
  };

  const takeIn = async (driveItemId: string, evidence: StoredEvidence): Promise<string> => {
    const { body } = await graph.call({
      method: 'GET',
      path: `/drives/${library().driveId}/items/${driveItemId}/listItem?$expand=fields($select=EvidenceKey)`,
    });
    const item = itemShape.parse(body);
    const version = item.eTag ?? item['@odata.etag'] ?? '';
    intake.takeOwn(item.id, version, evidence);
    return version;
  };

  const withdraw = (driveItemId: string): Promise<void> =>
    asJob(() => graph.call({ method: 'DELETE', path: `/drives/${library().driveId}/items/${driveItemId}` })).then(
      () => undefined,
      (error: unknown) => log.warn({ err: error }, 'A file without columns stays until the next start.'),
    );

  /** False when the row is not the expected version any more. A row that is gone is what was wanted. */
  const deleteRow = (itemId: string, version: string): Promise<boolean> =>
    graph.call({ method: 'DELETE', path: `${library().path}/items/${itemId}`, headers: { 'If-Match': version } }).then(
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

    add: ({ key, extension, body, expectedSize }, describe) =>
      explained(async () => {
        const storedName = `${key}.${plainExtension(extension)}`;
        const file = await spool(stateDir, key, body, expectedSize);
        try {
          const evidence: StoredEvidence = { ...describe({ size: file.size, sha256: file.sha256 }), storedName };
          const uploaded = await uploadFile(graph, library().driveId, storedName, file);
          if (uploaded.kind === 'exists') throw alreadyThere();
          try {
            await setColumns(uploaded.driveItemId, evidence);
            const version = await takeIn(uploaded.driveItemId, evidence);
            return { value: evidence, version };
          } catch (error) {
            // The file leaves at once; if that fails too, the repair at the next start takes it.
            void withdraw(uploaded.driveItemId);
            throw error instanceof GraphSilence
              ? new GraphSilence(error.message, false, error.waitMs, { cause: error })
              : error;
          }
        } finally {
          await file.dispose();
        }
      }),

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

    content: (key) =>
      explained(async () => {
        const value = model.get(key)?.value;
        if (!value) throw new AppError('notFound', 'This file is no longer here. Please reload the page.');
        return openFile(graph, library().driveId, value.storedName);
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

    async removeLeftOvers() {
      let removed = 0;
      const now = graph.clock.now().getTime();
      for (const [itemId, item] of [...intake.unclaimed]) {
        const isOurs = item.createdBy?.application?.id?.toLowerCase() === clientId.toLowerCase();
        const age = now - Date.parse(item.createdDateTime ?? '');
        if (!isOurs || !(age > LEFT_OVER_AFTER_MS)) continue;
        await asJob(() => graph.call({ method: 'DELETE', path: `${library().path}/items/${itemId}` })).catch(
          (error: unknown) => {
            if (!(error instanceof GraphRefusal && error.status === 404)) throw error;
          },
        );
        intake.unclaimed.delete(itemId);
        removed += 1;
      }
      if (removed > 0) log.info({ removed }, 'Files of uploads that were cut off were removed.');
      return removed;
    },
  };
}

const plainExtension = (extension: string): string => {
  const plain = extension.toLowerCase().replace(/^\./, '');
  return /^[a-z0-9]{1,8}$/.test(plain) ? plain : 'bin';
};
