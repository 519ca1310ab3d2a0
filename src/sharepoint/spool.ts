import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../errors';
import type { FileSource } from './upload';

/** A received file on disk, until it is in SharePoint. */
export interface SpooledFile extends FileSource {
  /** SHA-256 of the bytes received, lower-case hex. */
  readonly sha256: string;
  dispose(): Promise<void>;
}

const folderOf = (stateDir: string): string => path.join(stateDir, 'uploads');

/**
 * Receives a stream into a file, hashing on the way. Only whole files go on to SharePoint, which wants to know the
 * length first, and a fragment that has to be repeated can be read again without keeping the file in memory.
 * Throws `invalid` when the stream ends early or is not as long as was said.
 */
export async function spool(
  stateDir: string,
  key: string,
  body: Readable,
  expectedSize?: number,
): Promise<SpooledFile> {
  // A stream that breaks before anybody reads it must not end the process; the pipeline tells of it.
  body.on('error', () => undefined);
  const folder = folderOf(stateDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${key}.${process.pid}`);
  const hash = createHash('sha256');
  let size = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  let handle: FileHandle | undefined;
  try {
    // Opened before anything can fail: a file that is still being made would come into being after it was removed.
    const writing = await open(file, 'w', 0o600);
    await pipeline(body, meter, writing.createWriteStream()).catch((cause: unknown) => {
      if (cause instanceof AppError) throw cause;
      throw notWhole(cause);
    });
    if (expectedSize !== undefined && expectedSize !== size) throw notWhole();
    const opened = await open(file, 'r');
    handle = opened;
    return {
      size,
      sha256: hash.digest('hex'),
      read: async (from, to) => {
        const bytes = Buffer.alloc(to - from);
        const { bytesRead } = await opened.read(bytes, 0, bytes.length, from);
        if (bytesRead !== bytes.length) throw new Error('A received file is shorter than it was.');
        return bytes;
      },
      dispose: async () => {
        await opened.close();
        await rm(file, { force: true });
      },
    };
  } catch (error) {
    await handle?.close();
    await rm(file, { force: true });
    throw error;
  }
}

const notWhole = (cause?: unknown): AppError =>
  new AppError('invalid', 'The file did not arrive whole, so nothing was kept. Please send it again.', { cause });

/** Removes what a killed process left behind. */
export async function emptySpool(stateDir: string): Promise<void> {
  const folder = folderOf(stateDir);
  const names = await readdir(folder).catch(() => []);
  await Promise.all(names.map((name) => rm(path.join(folder, name), { force: true })));
}
