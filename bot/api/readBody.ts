import type { Readable } from 'node:stream';
import { AppError } from '../../src/errors';
import type { HttpRequest } from './http';
import { Refusal } from './problem';

/** Largest JSON body, in bytes. */
export const JSON_LIMIT = 1024 * 1024;
/** How long a JSON body may take: a page's own is there in a moment, and whoever trickles one holds a connection. */
const JSON_WITHIN_MS = 30_000;

const tooSlow = (): Refusal =>
  new Refusal('invalid', 'The data came too slowly, so nothing was changed. Please try again.', {
    status: 408,
    problemCode: 'tooSlow',
  });

const megabytes = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MB` : `${Math.round(bytes / 1024)} KB`;

/** Throws `tooLarge` when the caller says beforehand that the body is over the limit. */
export function checkDeclaredSize(headers: HttpRequest['headers'], limit: number): void {
  const declared = Number(headers['content-length']);
  if (Number.isFinite(declared) && declared > limit) {
    throw new AppError('tooLarge', `This is larger than ${megabytes(limit)}. Send something smaller.`);
  }
}

/**
 * Reads a body whole, counting as it comes: a caller cannot make the service hold more than `limit` bytes.
 * Throws `tooLarge`, or `invalid` when the caller broke off or was not done within `withinMs`.
 */
export async function readBytes(
  body: Readable,
  headers: HttpRequest['headers'],
  limit: number,
  withinMs?: number,
): Promise<Buffer> {
  checkDeclaredSize(headers, limit);
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    let late: NodeJS.Timeout | undefined;
    const settle = (act: () => void) => {
      clearTimeout(late);
      body.removeAllListeners('data');
      act();
    };
    if (withinMs !== undefined) {
      late = setTimeout(() => settle(() => reject(tooSlow())), withinMs);
      late.unref();
    }
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else
        settle(() =>
          reject(new AppError('tooLarge', `This is larger than ${megabytes(limit)}. Send something smaller.`)),
        );
    });
    body.once('end', () => settle(() => resolve(Buffer.concat(chunks))));
    body.once('error', () =>
      settle(() => reject(new AppError('invalid', 'The upload broke off. Please send it again.'))),
    );
    body.once('close', () =>
      settle(() => reject(new AppError('invalid', 'The upload broke off. Please send it again.'))),
    );
  });
}

/** Reads a JSON body. Throws 415 for another media type, `invalid` for text that is not JSON, `tooLarge`. */
export async function readJson(
  request: Pick<HttpRequest, 'headers' | 'body'>,
  limit = JSON_LIMIT,
  withinMs = JSON_WITHIN_MS,
): Promise<unknown> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new Refusal('invalid', 'Send the body as JSON, with the content type application/json.', {
      status: 415,
      problemCode: 'mediaType',
    });
  }
  const bytes = await readBytes(request.body, request.headers, limit, withinMs);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // Without its cause, whose message quotes the body.
    throw new Refusal('invalid', 'The body is not valid JSON. Nothing was changed.');
  }
}

/** Refuses what a plain web form could send, so that a file only ever comes from our own pages' code. */
export function checkUploadType(headers: HttpRequest['headers']): void {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type.startsWith('multipart/') || type === 'application/x-www-form-urlencoded') {
    throw new Refusal('invalid', 'Send the bytes of the file as the body, not a web form.', {
      status: 415,
      problemCode: 'mediaType',
    });
  }
}

/** The file's name from `x-file-name`, where it stands URI-encoded. Throws `invalid`. */
export function fileNameOf(headers: HttpRequest['headers']): string {
  const raw = headers['x-file-name'];
  if (typeof raw !== 'string' || raw === '' || raw.length > 2000) {
    throw new AppError('invalid', 'Say what the file is called, in the header x-file-name.');
  }
  try {
    return decodeURIComponent(raw);
  } catch (cause) {
    throw new AppError('invalid', 'The name of the file cannot be read. Give it a simpler name and try again.', {
      cause,
    });
  }
}
