import { constants, createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ModelRow } from './readModel';

const FORMAT = 2;
/** Lines that are written at once: the service answers others in between. */
const LINES_AT_ONCE = 500;
const READ_AT_ONCE = 256 * 1024;
/** The file is written anew when it has so many lines more than twice the rows. */
const SPARE_LINES = 1_000;

const unusable = z.object({
  itemId: z.string(),
  key: z.string().optional(),
  reason: z.string(),
  lastChangedBy: z.string().optional(),
});
/** A row of the list that cannot be used. Most of them are in no model, and the feed does not bring them again. */
export type UnusableRow = Readonly<z.infer<typeof unusable>>;

const header = z.object({ format: z.literal(FORMAT), fits: z.string() });
// Rows first: nearly every line is one.
const line = z.union([
  z.object({
    key: z.string(),
    itemId: z.string(),
    version: z.string(),
    value: z.unknown().optional(),
    dataMark: z.string(),
    blocked: z.string().optional(),
  }),
  z.object({ deltaLink: z.string(), unusable: z.array(unusable).optional() }),
  z.object({ gone: z.string() }),
]);

/** What a snapshot is read into. Whatever it says may still turn out to be of no use. */
export interface SnapshotReader {
  /** False when the row makes no sense: then the whole is thrown away. */
  row(row: ModelRow<unknown>): boolean;
  gone(itemId: string): void;
  /** After everything else: what could not be used when the last link was written. */
  unusable?(rows: readonly UnusableRow[]): void;
}

/** What changed since the snapshot was written last. */
export interface SnapshotChanges {
  /** Items that came, changed or went. */
  readonly itemIds: readonly string[];
  /** A row as it stands; undefined when it is gone. */
  readonly rowOf: (itemId: string) => ModelRow<unknown> | undefined;
  /** All rows, and how many there are. */
  readonly all: () => Iterable<ModelRow<unknown>>;
  readonly size: number;
  /** From where the feed goes on: everything before it is in the rows. */
  readonly deltaLink: string;
  /** What cannot be used now. */
  readonly unusable?: readonly UnusableRow[];
}

/** The file of a list's snapshot below the service's state folder. */
export const snapshotFile = (stateDir: string, noun: string): string =>
  path.join(stateDir, 'readModel', `${noun}.jsonl`);

/**
 * One list's read model on disk, a line for each row, with the links from which the feed goes on. Changes are added at
 * the end, so that a save in a list of 200,000 rows writes a few lines; now and then the file is written anew. Rows may be
 * newer than the last link, which does no harm. Disposable: without it all is read again. Only the service's account can
 * read it.
 */
export class SnapshotFile {
  /** Lines that the file has; undefined when there is no file that can be added to. */
  private lines: number | undefined;

  constructor(
    private readonly file: string,
    /** Whatever must be equal for the snapshot to be of use: list, columns, shape of rows. */
    private readonly fits: string,
  ) {}

  /** Reads everything into `reader`. Returns the last link, or undefined when the snapshot cannot be used. */
  async read(reader: SnapshotReader): Promise<string | undefined> {
    const found = await this.readLines(reader).catch(() => undefined);
    this.lines = found?.isWhole ? found.lines : undefined;
    if (found?.unusable) reader.unusable?.(found.unusable);
    return found?.deltaLink;
  }

  /** Nothing of what was read is of use. */
  async discard(): Promise<void> {
    this.lines = undefined;
    await rm(this.file, { force: true }).catch(() => undefined);
  }

  /** Writes what changed. When that fails, the next time everything is written. */
  async write(changes: SnapshotChanges): Promise<void> {
    const { itemIds, size } = changes;
    const before = this.lines;
    this.lines = undefined;
    const isToBeAdded = before !== undefined && before + itemIds.length < 2 * size + SPARE_LINES;
    this.lines = isToBeAdded ? before + (await this.add(changes)) : await this.writeAnew(changes);
  }

  private async add({ itemIds, rowOf, deltaLink, unusable }: SnapshotChanges): Promise<number> {
    // Without making it: a file that somebody deleted meanwhile has to begin at its beginning.
    const handle = await open(this.file, constants.O_WRONLY | constants.O_APPEND);
    try {
      const changed = itemIds.map((itemId) => rowOf(itemId) ?? { gone: itemId });
      return await writeLines(handle, changed, { deltaLink, unusable });
    } finally {
      await handle.close();
    }
  }

  /** In one step, so that a kill leaves the old file or the new one. */
  private async writeAnew({ all, deltaLink, unusable }: SnapshotChanges): Promise<number> {
    const draft = `${this.file}.${process.pid}.new`;
    await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
    const handle = await open(draft, 'w', 0o600);
    let lines: number;
    try {
      await handle.write(`${JSON.stringify({ format: FORMAT, fits: this.fits })}\n`);
      lines = 1 + (await writeLines(handle, all(), { deltaLink, unusable }));
    } finally {
      await handle.close();
    }
    await rename(draft, this.file);
    return lines;
  }

  private async readLines(reader: SnapshotReader): Promise<Found> {
    const found: Found = { deltaLink: undefined, lines: 0, isWhole: true };
    let rest = '';
    for await (const chunk of createReadStream(this.file, { encoding: 'utf8', highWaterMark: READ_AT_ONCE })) {
      const lines = `${rest}${String(chunk)}`.split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) this.take(text, found, reader);
    }
    // Only a kill in the middle of a write leaves half a line, and then it is the last: what it said comes again.
    found.isWhole = rest === '';
    return found;
  }

  private take(text: string, found: Found, reader: SnapshotReader): void {
    found.lines += 1;
    const entry: unknown = JSON.parse(text);
    if (found.lines === 1) {
      if (header.parse(entry).fits !== this.fits) throw new Error('It is from another version.');
      return;
    }
    const parsed = line.parse(entry);
    if ('deltaLink' in parsed) {
      found.deltaLink = parsed.deltaLink;
      found.unusable = parsed.unusable;
    } else if ('gone' in parsed) reader.gone(parsed.gone);
    else if (!reader.row(parsed)) throw new Error('A row is damaged.');
  }
}

interface Found {
  deltaLink: string | undefined;
  unusable?: readonly UnusableRow[] | undefined;
  lines: number;
  isWhole: boolean;
}

/** Writes the rows, then the last line. Returns how many lines that were. */
async function writeLines(handle: FileHandle, rows: Iterable<object>, last: object): Promise<number> {
  let lines = 0;
  let text = '';
  for (const row of rows) {
    text += `${JSON.stringify(row)}\n`;
    lines += 1;
    if (lines % LINES_AT_ONCE > 0) continue;
    await handle.write(text);
    text = '';
  }
  await handle.write(`${text}${JSON.stringify(last)}\n`);
  return lines + 1;
}
