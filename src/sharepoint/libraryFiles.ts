import { AppError } from '../errors';
import type { Stored } from '../useCases/ports';
import type { Readable } from 'node:stream';
import { GraphRefusal, GraphSilence, explained } from './client/graphErrors';
import { asJob } from './client/priority';
import { encode } from './codecs/codec';
import { openFile } from './fileContent';
import type { Intake } from './intake';
import { itemShape } from './item';
import type { Place } from './places';
import { alreadyThere, filled } from './rows';
import { spool } from './spool';
import { uploadFile } from './upload';

const LEFT_OVER_AFTER_MS = 3_600_000;
const MOST_COLUMN_TRIES = 6;

/** A value that has a file: the library keeps it under a generated name. */
export interface StoredFile {
  readonly key: string;
  readonly storedName: string;
}

/** Files with their columns in one library, and the repair of what a killed upload left in it. */
export interface LibraryFiles<T extends StoredFile> {
  place(): Place & { readonly driveId: string };
  /** Streams a file in under a generated name, then sets its columns. Nothing is listed if it throws. */
  add(
    file: { readonly key: string; readonly extension: string; readonly body: Readable; readonly expectedSize?: number },
    describe: (received: { size: number; sha256: string }) => Omit<T, 'storedName'>,
  ): Promise<Stored<T>>;
  /** The stored bytes. Throws `notFound`, or `forbidden` when the tenant marked the file as malware. */
  content(key: string): Promise<{ readonly body: Readable; readonly size?: number }>;
  /** Removes files of ours that never got their columns, once they are an hour old. Returns how many. */
  removeLeftOvers(): Promise<number>;
}

/** The files of a noun in its library. `stateDir` is where files wait on their way. */
export function libraryFiles<T extends StoredFile>(intake: Intake<T>, stateDir: string): LibraryFiles<T> {
  const { codec, model, graph, places, log, clientId } = intake.parts;
  const library = (): Place & { driveId: string } => {
    const place = places.of(codec.list);
    if (place.driveId === undefined) throw new Error(`${codec.list.name} has no drive.`);
    return { ...place, driveId: place.driveId };
  };

  /** Right after an upload SharePoint is still at work on the file, and may refuse its columns for a moment. */
  const setColumns = async (driveItemId: string, value: T): Promise<void> => {
    const path = `/drives/${library().driveId}/items/${driveItemId}/listItem/fields`;
    for (let tries = 1; ; tries += 1) {
      try {
        await graph.call({ method: 'PATCH', path, body: filled(encode(codec, value)) });
        return;
      } catch (error) {
        const isBusy = error instanceof GraphRefusal && (error.status === 409 || error.status === 423);
        if (!isBusy || tries >= MOST_COLUMN_TRIES) throw error;
        await graph.clock.sleep(200 * 2 ** (tries - 1));
      }
    }
  };

  const takeIn = async (driveItemId: string, value: T): Promise<string> => {
    const { body } = await graph.call({
      method: 'GET',
      path: `/drives/${library().driveId}/items/${driveItemId}/listItem?$expand=fields($select=${codec.keyColumn})`,
    });
    const item = itemShape.parse(body);
    const version = item.eTag ?? item['@odata.etag'] ?? '';
    intake.takeOwn(item.id, version, value);
    return version;
  };

  const withdraw = (driveItemId: string): Promise<void> =>
    asJob(() => graph.call({ method: 'DELETE', path: `/drives/${library().driveId}/items/${driveItemId}` })).then(
      () => undefined,
      (error: unknown) => log.warn({ err: error }, 'A file without columns stays until the next start.'),
    );

  return {
    place: library,

    add: ({ key, extension, body, expectedSize }, describe) =>
      explained(async () => {
        const storedName = `${key}.${plainExtension(extension)}`;
        const file = await spool(stateDir, key, body, expectedSize);
        try {
          // Every `T` is what `describe` gives with the name beside it.
          const value = { ...describe({ size: file.size, sha256: file.sha256 }), storedName } as T;
          const uploaded = await uploadFile(graph, library().driveId, storedName, file);
          if (uploaded.kind === 'exists') throw alreadyThere();
          try {
            await setColumns(uploaded.driveItemId, value);
            const version = await takeIn(uploaded.driveItemId, value);
            return { value, version };
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

    content: (key) =>
      explained(async () => {
        const value = model.get(key)?.value;
        if (!value) throw new AppError('notFound', 'This file is no longer here. Please reload the page.');
        return openFile(graph, library().driveId, value.storedName);
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
