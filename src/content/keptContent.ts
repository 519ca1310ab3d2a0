import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../domain/submission';

/** The files of one part of the content as they were when they were last read without a fault. */
export interface KeptFiles {
  /** When these very files were read for the first time: ISO date and time. */
  readonly since: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** Where the last good files are kept, a part each. */
export interface KeptContent {
  /** `undefined` when there is none, or when what is there is not whole. */
  read(part: string): KeptFiles | undefined;
  /** Keeps files that were read without a fault. Does nothing while they are the same. Throws what the disk throws. */
  write(part: string, texts: Readonly<Record<string, string>>): void;
}

const SCHEMA_VERSION = 1;
const shape = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  part: z.string(),
  since: z.iso.datetime(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  files: z.record(z.string().regex(/^[\w-]+(\/[\w.-]+)+$/), z.string()),
});

const hashOf = (texts: Readonly<Record<string, string>>): string =>
  createHash('sha256').update(canonicalJson(texts)).digest('hex');

/**
 * Keeps the last good content in a folder, as the texts of its files: whoever uses them reads and checks them anew, so a
 * stricter version of the service takes nothing over that it would refuse.
 */
export function createKeptContent(folder: string, now: () => Date): KeptContent {
  const placeOf = (part: string): string => path.join(folder, `${part}.json`);
  const read = (part: string): KeptFiles | undefined => {
    let json: unknown;
    try {
      json = JSON.parse(readFileSync(placeOf(part), 'utf8'));
    } catch {
      return undefined;
    }
    const parsed = shape.safeParse(json);
    if (!parsed.success || parsed.data.part !== part || parsed.data.sha256 !== hashOf(parsed.data.files))
      return undefined;
    return { since: parsed.data.since, texts: parsed.data.files };
  };
  return {
    read,
    write(part, texts) {
      const before = read(part);
      const sha256 = hashOf(texts);
      if (before && hashOf(before.texts) === sha256) return;
      const kept = { schemaVersion: SCHEMA_VERSION, part, since: now().toISOString(), sha256, files: texts };
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // Renamed into place, so that a kill leaves the old copy or the new one, and no half.
      const half = `${placeOf(part)}.${process.pid}`;
      writeFileSync(half, JSON.stringify(kept), { mode: 0o600 });
      renameSync(half, placeOf(part));
    },
  };
}
