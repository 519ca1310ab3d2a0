import { parentPort, workerData } from 'node:worker_threads';
import { type CopyFormat, makeCopy } from '../src/documents/makeCopy';
import type { SubmissionNames } from '../src/documents/submittedContent';
import type { Submission } from '../src/domain/submission';

/** What `createCopyMaker` asks of this thread. */
export interface CopyOrder {
  readonly format: CopyFormat;
  readonly submission: Submission;
  readonly names: SubmissionNames;
}

// A thread of its own for one copy: it makes the file, hands the bytes over and ends.
const { format, submission, names } = workerData as CopyOrder;
void makeCopy(format, submission, names).then((bytes) => parentPort?.postMessage(bytes));
