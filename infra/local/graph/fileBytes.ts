import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** The bytes of all files in one folder, under names of their own: whole ones, and those still being received. */
export class FileBytes {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** Stores bytes; they are whole under the returned name before any row can point to it. */
  keep(bytes: Buffer): string {
    const content = randomUUID();
    const draft = path.join(this.folder, `${content}.new`);
    writeWhole(draft, bytes);
    renameSync(draft, this.pathOf(content));
    return content;
  }

  pathOf(content: string): string {
    return path.join(this.folder, content);
  }

  read(content: string): Buffer {
    return readFileSync(this.pathOf(content));
  }

  remove(content: string): void {
    rmSync(this.pathOf(content), { force: true });
  }

  /** Writes a fragment at its place, so that one cut off by a crash is simply written again. */
  writePart(upload: string, bytes: Buffer, position: number): void {
    const handle = openSync(this.partOf(upload), position === 0 ? 'w' : 'r+');
    try {
      writeFully(handle, bytes, position);
    } finally {
      closeSync(handle);
    }
  }

  readPart(upload: string): Buffer {
    return readFileSync(this.partOf(upload));
  }

  removePart(upload: string): void {
    rmSync(this.partOf(upload), { force: true });
  }

  /** Removes what no row points to: the leavings of a process that was killed between its bytes and its row. */
  sweep(contents: ReadonlySet<string>, uploads: ReadonlySet<string>): void {
    for (const name of readdirSync(this.folder)) {
      const isKnown = name.endsWith('.part') ? uploads.has(name.slice(0, -'.part'.length)) : contents.has(name);
      if (!isKnown) rmSync(path.join(this.folder, name), { force: true });
    }
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
  }

  private partOf(upload: string): string {
    return path.join(this.folder, `${upload}.part`);
  }
}

function writeWhole(file: string, bytes: Buffer): void {
  const handle = openSync(file, 'w');
  try {
    writeFully(handle, bytes, 0);
  } finally {
    closeSync(handle);
  }
}

/** One call may write less than it was given. */
function writeFully(handle: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(handle, bytes, done, bytes.length - done, position + done);
}
