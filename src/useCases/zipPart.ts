import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type { ZipEntry } from './zipDirectory';

const inflate = promisify(inflateRaw);
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;

/**
 * Unpacks one small part of a zip file, `limit` bytes at most whatever its size is said to be. `undefined` when it is
 * longer, damaged, or packed in a way that Office does not use.
 */
export async function readZipPart(file: FileHandle, entry: ZipEntry, limit: number): Promise<Buffer | undefined> {
  if (entry.compressedSize > limit || entry.size > limit) return undefined;
  const header = Buffer.alloc(LOCAL_LENGTH);
  const { bytesRead } = await file.read(header, 0, LOCAL_LENGTH, entry.offset);
  if (bytesRead < LOCAL_LENGTH || header.readUInt32LE(0) !== LOCAL_SIGNATURE) return undefined;
  const begin = entry.offset + LOCAL_LENGTH + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = Buffer.alloc(entry.compressedSize);
  const part = await file.read(packed, 0, packed.length, begin);
  if (part.bytesRead < packed.length) return undefined;
  if (entry.method === STORED) return packed;
  if (entry.method !== DEFLATED) return undefined;
  return inflate(packed, { maxOutputLength: limit }).catch(() => undefined);
}
