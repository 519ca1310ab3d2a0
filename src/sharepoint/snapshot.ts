import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ModelRow } from './readModel';

/** One list's read model on disk, with the link from which the feed goes on. Disposable: without it all is read anew. */
export interface Snapshot {
  /** Whatever must be equal for the snapshot to be of use: list, columns, shape of rows. */
  readonly fits: string;
  readonly deltaLink: string;
  readonly rows: readonly ModelRow<unknown>[];
}

const FORMAT = 1;
const shape = z.object({
  format: z.literal(FORMAT),
  fits: z.string(),
  deltaLink: z.string(),
  rows: z.array(
    z.object({
      key: z.string(),
      itemId: z.string(),
      version: z.string(),
      value: z.unknown().optional(),
      dataMark: z.string(),
      blocked: z.string().optional(),
    }),
  ),
});

/** The file of a list's snapshot below the service's state folder. */
export const snapshotFile = (stateDir: string, noun: string): string =>
  path.join(stateDir, 'readModel', `${noun}.json`);

/** Writes in one step, so that a kill leaves the old or the new one, readable by the service's account only. */
export async function writeSnapshot(file: string, snapshot: Snapshot): Promise<void> {
  const draft = `${file}.${process.pid}.new`;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(draft, JSON.stringify({ format: FORMAT, ...snapshot }), { mode: 0o600 });
  await rename(draft, file);
}

/** The snapshot, or undefined when there is none that can be used. */
export async function readSnapshot(file: string, fits: string): Promise<Snapshot | undefined> {
  try {
    const parsed = shape.parse(JSON.parse(await readFile(file, 'utf8')));
    if (parsed.fits === fits) return parsed;
  } catch {
    // Missing, torn or from another version: it is disposable.
  }
  await rm(file, { force: true }).catch(() => undefined);
  return undefined;
}
