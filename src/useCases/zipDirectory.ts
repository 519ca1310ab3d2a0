import type { FileHandle } from 'node:fs/promises';

export interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** How it is packed: 0 not at all, 8 deflated. */
  readonly method: number;
  /** Where its own header begins. */
  readonly offset: number;
  readonly compressedSize: number;
  readonly size: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
const LONGEST_DIRECTORY = 4 * 1024 * 1024;
const MAX_ENTRIES = 10_000;

/**
 * Reads the table of contents at the end of a zip file, without unpacking anything. `undefined` when there is none that
 * makes sense: cut off, of the 4-gigabyte kind, or with more entries than any honest document has.
 */
export async function readZipDirectory(file: FileHandle, fileSize: number): Promise<ZipEntry[] | undefined> {
  const tailLength = Math.min(fileSize, END_LENGTH + LONGEST_COMMENT);
  const tail = Buffer.alloc(tailLength);
  await file.read(tail, 0, tailLength, fileSize - tailLength);
  let end = tailLength - END_LENGTH;
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end -= 1;
  if (end < 0) return undefined;
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (count === 0 || count > MAX_ENTRIES || length > LONGEST_DIRECTORY || offset + length > fileSize) return undefined;

  const directory = Buffer.alloc(length);
  await file.read(directory, 0, length, offset);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) return undefined;
    const nameLength = directory.readUInt16LE(at + 28);
    const next = at + 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      isEncrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      method: directory.readUInt16LE(at + 10),
      offset: directory.readUInt32LE(at + 42),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
    });
    at = next;
  }
  return entries;
}
