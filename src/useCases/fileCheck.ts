import { type FileHandle, mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type/core';
import { AppError } from '../errors';
import { boxedFile } from './heicBoxes';
import { contradictionOf } from './nameAgainstContent';
import { type OfficeDanger, officeDanger } from './officeDangers';
import { readZipDirectory, type ZipEntry } from './zipDirectory';

/** Largest proof, in bytes. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 500 * 1024 * 1024;
const MAX_UNPACKED_RATIO = 200;
const HEAD_BYTES = 4_100;

export interface FileType {
  /** What the stored file ends with, without the dot. */
  readonly extension: string;
  readonly contentType: string;
}

const ALLOWED: Readonly<Record<string, FileType>> = {
  'application/pdf': { extension: 'pdf', contentType: 'application/pdf' },
  'image/jpeg': { extension: 'jpg', contentType: 'image/jpeg' },
  'image/png': { extension: 'png', contentType: 'image/png' },
  'image/webp': { extension: 'webp', contentType: 'image/webp' },
};
const HEIC: FileType = { extension: 'heic', contentType: 'image/heic' };
const OFFICE: readonly { readonly part: string; readonly type: FileType }[] = [
  {
    part: 'word/document.xml',
    type: { extension: 'docx', contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  },
  {
    part: 'xl/workbook.xml',
    type: { extension: 'xlsx', contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  },
  {
    part: 'ppt/presentation.xml',
    type: {
      extension: 'pptx',
      contentType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    },
  },
];

/** How a web page, a drawing or another text with commands in it begins; a byte order mark counts as space. */
const MARKUP = /^\s*<(?:!--|(?:!doctype|\?xml|html|head|body|svg|script|iframe|meta|style|div|table|p)\b)/i;
const KINDS = 'a PDF, a photo (JPEG, PNG, HEIC, WebP), a Word, Excel or PowerPoint file, or plain text';
const refused = (what: string): AppError => new AppError('invalid', `${what} Nothing was stored.`);

const DANGERS: Readonly<Record<OfficeDanger, () => AppError>> = {
  macros: () => refused('This file holds macros. Save it without them, or as a PDF, and send it again.'),
  remoteCode: () =>
    refused('This file loads a template or an object from another place. Save it as a PDF and send it again.'),
  unreadable: () =>
    refused('This file is damaged or cut off. Open it on your device, save it again and send it once more.'),
};

/** A file that passed, waiting on this machine's disk until `dispose`. */
export interface CheckedFile extends FileType {
  readonly path: string;
  readonly size: number;
  dispose(): Promise<void>;
}

/** Zip based Office files: the table of contents tells their kind, and whether they carry macros or a bomb. */
function officeType(entries: readonly ZipEntry[]): FileType {
  const names = entries.map(({ name }) => name.toLowerCase().replaceAll('\\', '/'));
  const found = OFFICE.find(({ part }) => names.includes(part));
  if (!found || !names.includes('[content_types].xml')) {
    throw refused(`Archives are not accepted. Send the files in it one by one, each as ${KINDS}.`);
  }
  if (entries.some(({ isEncrypted }) => isEncrypted))
    throw refused('This file is protected with a password. Save it without one and send it again.');
  if (names.some((name) => /(?:^|\/)(?:vba(?:project|data)|macrosheets\/|activex\/)/.test(name))) {
    throw DANGERS.macros();
  }
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  const packed = entries.reduce((sum, { compressedSize }) => sum + compressedSize, 0);
  if (unpacked > MAX_UNPACKED_BYTES || (unpacked > 10_000_000 && unpacked > packed * MAX_UNPACKED_RATIO)) {
    throw refused('This file unpacks to far more than its size. Save it as a PDF and send it again.');
  }
  return found.type;
}

/** Plain text: UTF-8 from the first byte to the last, with nothing in it that no text has. */
async function isText(file: FileHandle, size: number): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const chunk = Buffer.alloc(64 * 1024);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) break;
    const part = chunk.subarray(0, bytesRead);
    if (part.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b))) return false;
    try {
      decoder.decode(part, { stream: true });
    } catch {
      return false;
    }
    at += bytesRead;
  }
  try {
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

async function typeOf(file: FileHandle, size: number, name: string): Promise<FileType> {
  const head = Buffer.alloc(Math.min(HEAD_BYTES, size));
  await file.read(head, 0, head.length, 0);
  // Every zip is judged by its table of contents, whatever its first bytes are named.
  if (head.subarray(0, 2).toString('latin1') === 'PK') {
    const entries = await readZipDirectory(file, size);
    if (!entries)
      throw refused('This file is damaged or cut off. Open it on your device, save it again and send it once more.');
    const type = officeType(entries);
    const danger = await officeDanger(file, entries);
    if (danger) throw DANGERS[danger]();
    return type;
  }
  const boxed = await boxedFile(file, size);
  if (boxed === 'photo') return HEIC;
  if (boxed === 'film')
    throw refused('Films are not accepted, nor are moving photos. Send a still photo, or the picture out of the film.');
  if (boxed === 'damaged') throw DANGERS.unreadable();
  const detected = await fileTypeFromBuffer(head);
  if (detected?.mime === 'application/x-cfb') {
    throw refused(
      'This is an old or password-protected Office file. Save it as docx, xlsx, pptx or PDF without a password and send it again.',
    );
  }
  const allowed = detected && ALLOWED[detected.mime];
  if (allowed) return allowed;
  if (MARKUP.test(head.toString('utf8')))
    throw refused('Web pages and drawings made of text are not accepted. Save it as a PDF and send that.');
  if (!detected && (await isText(file, size))) {
    return /\.csv$/i.test(name.trim())
      ? { extension: 'csv', contentType: 'text/csv' }
      : { extension: 'txt', contentType: 'text/plain' };
  }
  throw refused(contradictionOf(name, undefined) ?? `This kind of file is not accepted. Send ${KINDS}.`);
}

/**
 * Receives a file to this machine's disk, never whole in memory, and looks at what it is: its type by content, which its
 * name must not contradict, its size while it arrives, and for Office files macros, passwords and zip bombs. The type cannot be known before the last byte
 * (a zip's table of contents is at its end), and so nothing is sent to the library before all is checked.
 * Throws `tooLarge` or `invalid` with a sentence; then nothing is left on the disk.
 */
export async function checkFile(body: Readable, name: string, folder = tmpdir()): Promise<CheckedFile> {
  await mkdir(folder, { recursive: true });
  const own = await mkdtemp(path.join(folder, 'trustlane-'));
  const dispose = (): Promise<void> => rm(own, { recursive: true, force: true });
  const target = path.join(own, 'file');
  let file: FileHandle | undefined;
  try {
    file = await open(target, 'wx+', 0o600);
    let size = 0;
    for await (const piece of body) {
      const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(piece as Uint8Array);
      size += chunk.length;
      if (size > MAX_FILE_BYTES)
        throw new AppError(
          'tooLarge',
          'This file is larger than 25 MB. Nothing was stored. Send a smaller one, for example a photo of lower quality.',
        );
      await file.write(chunk);
    }
    if (size === 0) throw refused('This file is empty. Choose it again.');
    const type = await typeOf(file, size, name);
    const contradiction = contradictionOf(name, type.extension);
    if (contradiction) throw refused(contradiction);
    return { ...type, path: target, size, dispose };
  } catch (error) {
    await dispose();
    throw error;
  } finally {
    await file?.close();
  }
}
