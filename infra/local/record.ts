import { closeSync, createWriteStream, openSync } from 'node:fs';
import process from 'node:process';
import type { TrafficLog } from './traffic';

/** Writes all traffic to a file while the tenant runs. */
export interface Recorder {
  /** Resolves when every line is in the file. */
  close(): Promise<void>;
}

/** Throws an Error with a sentence when the file cannot be written. It is made when it is not there. */
export function mustBeWritable(file: string): void {
  try {
    // It will hold the customer's data, if not their secrets.
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    const { code = 'it cannot be written' } = error as NodeJS.ErrnoException;
    throw new Error(`Traffic cannot be recorded to ${file} (${code}). Name a file in a folder that is there.`, {
      cause: error,
    });
  }
}

/**
 * Appends one line of JSON per call to `file`: `{at, area, method, path, query, who, request, status, response,
 * resourceUnits, milliseconds}`, with `seq`, and `batch` (the batch's `seq`) for a sub-request. Secrets are masked.
 * A file that can no longer be written ends the recording with a sentence on stderr; the tenant goes on.
 */
export function startRecorder(traffic: TrafficLog, file: string): Recorder {
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  const stop = traffic.onFinished((detail) => {
    const { path, request, response, ...call } = detail();
    const cut = path.indexOf('?');
    const line = {
      ...call,
      path: cut === -1 ? path : path.slice(0, cut),
      query: cut === -1 ? '' : path.slice(cut + 1),
      request,
      response,
    };
    stream.write(`${JSON.stringify(line)}\n`);
  });
  stream.once('error', (error) => {
    stop();
    process.stderr.write(`The traffic is not recorded any more: ${error.message}\n`);
  });
  return {
    close() {
      stop();
      if (stream.destroyed) return Promise.resolve();
      return new Promise((resolve) => stream.end(() => resolve()));
    },
  };
}
