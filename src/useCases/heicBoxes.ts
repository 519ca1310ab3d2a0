import type { FileHandle } from 'node:fs/promises';

/** What a file in the family of MP4 and HEIC is. */
export type BoxedFile = 'photo' | 'film' | 'damaged' | 'other';

/**
 * Brands of photos as phones and cameras write them: one picture or several, coded as HEVC. `mif1` says only "pictures
 * inside", so it needs one of the others beside it, else the file may be coded in a way that nobody here can open.
 */
const PHOTO_BRANDS = new Set(['heic', 'heix', 'heim', 'heis']);
const GENERAL_BRAND = 'mif1';
/** A file begins with its kind, and every phone writes far fewer parts than this. */
const MOST_BOXES = 32;
const MOST_BRANDS = 32;
const LARGEST_KIND = 4_096;
/** Only the beginning of the description of the pictures is read, however long it is. */
const META_HEAD = 64;

interface Box {
  readonly type: string;
  readonly at: number;
  /** Bytes before the content. */
  readonly head: number;
  readonly size: number;
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}

/** The file's parts, one after the other; `undefined` when their sizes do not add up to the file's. */
async function boxesOf(file: FileHandle, fileSize: number): Promise<readonly Box[] | undefined> {
  const boxes: Box[] = [];
  for (let at = 0; at < fileSize; ) {
    const head = await bytesAt(file, at, 16);
    if (head.length < 8 || boxes.length >= MOST_BOXES) return undefined;
    const short = head.readUInt32BE(0);
    const isLong = short === 1;
    if (isLong && head.length < 16) return undefined;
    // 0 means: to the end of the file.
    const size = isLong ? Number(head.readBigUInt64BE(8)) : short === 0 ? fileSize - at : short;
    const headLength = isLong ? 16 : 8;
    if (size < headLength || at + size > fileSize) return undefined;
    boxes.push({ type: head.toString('latin1', 4, 8), at, head: headLength, size });
    at += size;
  }
  return boxes;
}

/** Major brand first. */
function brandsOf(content: Buffer): readonly string[] {
  const brands = [content.toString('latin1', 0, 4)];
  for (let at = 8; at + 4 <= content.length && brands.length < MOST_BRANDS; at += 4)
    brands.push(content.toString('latin1', at, at + 4));
  return brands;
}

/**
 * Judges a file that begins with `ftyp`, by all of its parts and not by the brand that it gives itself: a photo has a
 * description of pictures (`meta` with handler `pict`) and its bytes, and no film (`moov`), whatever it calls itself.
 * Reads at most 32 part heads and 64 bytes more.
 */
export async function boxedFile(file: FileHandle, fileSize: number): Promise<BoxedFile> {
  const first = await bytesAt(file, 0, 8);
  // A text may hold these letters at this place; its first four bytes are then no size.
  if (first.toString('latin1', 4, 8) !== 'ftyp' || first.readUInt32BE(0) > LARGEST_KIND) return 'other';
  const boxes = await boxesOf(file, fileSize);
  const kind = boxes?.[0];
  if (!boxes || !kind) return 'damaged';
  const brands = brandsOf(await bytesAt(file, kind.head, Math.min(kind.size - kind.head, 8 + 4 * MOST_BRANDS)));
  if (boxes.some(({ type }) => type === 'moov' || type === 'moof')) return 'film';
  const [major = ''] = brands;
  const isPhoto = PHOTO_BRANDS.has(major) || (major === GENERAL_BRAND && brands.some((each) => PHOTO_BRANDS.has(each)));
  if (!isPhoto) return 'other';
  const meta = boxes.find(({ type }) => type === 'meta');
  if (!meta || !boxes.some(({ type }) => type === 'mdat' || type === 'idat')) return 'damaged';
  const head = await bytesAt(file, meta.at + meta.head, Math.min(meta.size - meta.head, META_HEAD));
  // Version and flags, then the handler: size, type, version and flags, nothing, what it handles.
  const isOfPictures = head.toString('latin1', 8, 12) === 'hdlr' && head.toString('latin1', 20, 24) === 'pict';
  return isOfPictures ? 'photo' : 'damaged';
}
