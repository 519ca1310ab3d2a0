import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';

/**
 * The bytes of a file that was received, to be sent on. A file that cannot be opened is told to whoever reads the
 * stream: the error comes before anybody reads, and one that nobody hears would end the process.
 */
export function readBack(file: string): Readable {
  const stream = createReadStream(file);
  stream.on('error', () => undefined);
  return stream;
}
