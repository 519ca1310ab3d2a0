import { invalidRequest } from './graphError';

const FORBIDDEN = /["*:<>?/\\|]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const CONTROL = /[\u0000-\u001f\u007f]/;
const RESERVED = /^(\.lock|con|prn|aux|nul|com[0-9]|lpt[0-9]|desktop\.ini)$/i;
const LONGEST_PATH = 400;

/** Throws 400 for a file or folder name that SharePoint does not take. `atRoot`: directly in the library. */
export function checkFileName(name: string, atRoot: boolean): void {
  const isRefused =
    name === '' ||
    name.length > 255 ||
    FORBIDDEN.test(name) ||
    CONTROL.test(name) ||
    name !== name.trim() ||
    name.endsWith('.') ||
    RESERVED.test(name) ||
    RESERVED.test(name.split('.')[0] ?? '') ||
    name.toLowerCase().includes('_vti_') ||
    name.startsWith('~$') ||
    (atRoot && name.toLowerCase() === 'forms');
  if (isRefused) throw invalidRequest('The provided name cannot contain any of the invalid characters or is reserved.');
}

/** Throws 400 for a decoded path, with site and library, that is too long. */
export function checkPathLength(path: string): void {
  if (path.length > LONGEST_PATH)
    throw invalidRequest(
      `The specified file or folder name is too long. The URL path must be ${LONGEST_PATH} characters or less.`,
    );
}

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  heic: 'image/heic',
  gif: 'image/gif',
  webp: 'image/webp',
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  htm: 'text/html',
  html: 'text/html',
  zip: 'application/x-zip-compressed',
};

export const extensionOf = (name: string): string =>
  name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : '';

/** SharePoint goes by the extension alone. */
export const mimeTypeOf = (name: string): string => TYPES[extensionOf(name)] ?? 'application/octet-stream';
