import { randomUUID } from 'node:crypto';
import { extensionOf } from './fileNames';

const KINDS: ReadonlySet<string> = new Set(['pdf', 'htm', 'html', 'docx', 'xlsx', 'pptx']);

/** Whether SharePoint changes files of this name. */
export const isRewritten = (name: string): boolean => KINDS.has(extensionOf(name));

const END_OF_ZIP = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/**
 * What SharePoint keeps of an uploaded file: it writes its own properties into Office files, PDF and HTML, so that size
 * and hash differ from what was sent. The result still opens. Other files are kept as they are.
 */
export function rewrittenBytes(name: string, bytes: Buffer): Buffer {
  const mark = `SharePoint ${randomUUID()}`;
  switch (extensionOf(name)) {
    case 'pdf':
      return Buffer.concat([bytes, Buffer.from(`\n%${mark}\n`)]);
    case 'htm':
    case 'html':
      return Buffer.concat([bytes, Buffer.from(`<!-- ${mark} -->`)]);
    case 'docx':
    case 'xlsx':
    case 'pptx':
      return withZipComment(bytes, mark);
    default:
      return bytes;
  }
}

/** Puts a comment at the end of a zip archive that has none; other bytes stay as they are. */
function withZipComment(bytes: Buffer, comment: string): Buffer {
  const end = bytes.length - 22;
  if (end < 0 || !bytes.subarray(end, end + 4).equals(END_OF_ZIP) || bytes.readUInt16LE(end + 20) !== 0) return bytes;
  const head = Buffer.from(bytes);
  head.writeUInt16LE(comment.length, end + 20);
  return Buffer.concat([head, Buffer.from(comment, 'latin1')]);
}
