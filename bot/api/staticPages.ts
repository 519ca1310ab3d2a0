import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { HttpReply } from './http';
import { waitingPage } from './waitingPage';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const PACKED = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt']);

interface KeptFile {
  readonly changedAt: number;
  readonly bytes: Buffer;
  readonly packed?: Buffer;
  readonly etag: string;
}

export interface PageRequest {
  /** What follows the page's prefix, decoded; empty for the page itself. */
  readonly name: string;
  readonly acceptsGzip: boolean;
  readonly ifNoneMatch: string | undefined;
}

const pack = promisify(gzip);

/**
 * The built files of one page, kept in memory and packed once: the library's own file handler cannot pack, and half
 * of the readers are on slow lines. Files are few and small, and only types in the list above are given out.
 */
export function createStaticPages(folder: string): (request: PageRequest) => Promise<HttpReply | undefined> {
  const kept = new Map<string, KeptFile>();
  const root = path.resolve(folder);

  async function fileAt(name: string): Promise<KeptFile | undefined> {
    const place = path.resolve(root, name);
    if (!place.startsWith(root + path.sep) || name.includes('\0') || TYPES[path.extname(place)] === undefined)
      return undefined;
    const found = await stat(place).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const known = kept.get(place);
    // Pages may be built again while the service runs.
    if (known?.changedAt === found.mtimeMs) return known;
    const bytes = await readFile(place);
    const packed =
      PACKED.has(path.extname(place)) && bytes.length > 1_000 ? await pack(bytes, { level: 9 }) : undefined;
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    const fresh = { changedAt: found.mtimeMs, bytes, packed, etag };
    kept.set(place, fresh);
    return fresh;
  }

  /** `undefined` when there is no such file. */
  return async ({ name, acceptsGzip, ifNoneMatch }) => {
    // Whatever does not look like a file is a place within the page, which the page itself knows.
    const wanted = /\.\w+$/.test(name) ? name : 'index.html';
    const file = await fileAt(wanted);
    if (!file) {
      if (wanted !== 'index.html') return undefined;
      return {
        status: 503,
        headers: { 'content-type': TYPES['.html'] ?? '', 'retry-after': '2' },
        text: waitingPage(),
      };
    }
    const headers: Record<string, string> = {
      'content-type': TYPES[path.extname(wanted)] ?? '',
      'cache-control': wanted.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: file.etag,
      vary: 'accept-encoding',
    };
    if (ifNoneMatch?.includes(file.etag)) return { status: 304, headers };
    if (!acceptsGzip || !file.packed) return { status: 200, headers, bytes: file.bytes };
    return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, bytes: file.packed };
  };
}
