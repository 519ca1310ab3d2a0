import { Worker } from 'node:worker_threads';
import type { MakeCopy } from '../src/documents/makeCopy';
import { AppError } from '../src/errors';
import type { CopyOrder } from './copyWorker';

/** Copies are made one after the other; more than so many in the queue are refused. */
const MOST_WAITING = 20;
const LONGEST_MS = 60_000;
/** Of a copy with fifty sites and some four thousand answers, several times over. */
const MEMORY_MB = 768;

/**
 * Makes copies in a thread beside the service. One of a partner with many sites takes seconds of pure work, and nobody
 * else's answer may wait for that.
 * @param workerFile the built `copyWorker`
 */
export function createCopyMaker(workerFile: string): MakeCopy {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  return (format, submission, names) => {
    if (waiting >= MOST_WAITING)
      return Promise.reject(
        new AppError('unavailable', 'Many copies are being made right now. Please try again in a minute.'),
      );
    waiting += 1;
    const made = last
      .then(() => inThread(workerFile, { format, submission, names }))
      .finally(() => {
        waiting -= 1;
      });
    last = made.catch(() => undefined);
    return made;
  };
}

function inThread(workerFile: string, order: CopyOrder): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, {
      workerData: order,
      // What was preloaded into the service is not for a thread that only writes a file.
      execArgv: [],
      // Nor is what it knows.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const timer = setTimeout(() => {
      void worker.terminate();
      reject(
        new AppError('unavailable', 'The copy took too long to make. What was sent is safe. Please try again later.'),
      );
    }, LONGEST_MS);
    worker.once('message', (bytes: Uint8Array) => resolve(bytes));
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('The thread that makes copies ended without one.'));
    });
  });
}
