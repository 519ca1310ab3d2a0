import type { Submission } from '../domain/submission';
import type { SubmissionNames } from './submittedContent';

export type CopyFormat = 'docx' | 'xlsx';

/** Makes a copy of what was sent. The bytes of the file. */
export type MakeCopy = (format: CopyFormat, submission: Submission, names: SubmissionNames) => Promise<Uint8Array>;

/** Makes it here and now. The libraries are loaded when somebody asks for a copy: the service starts without them. */
export const makeCopy: MakeCopy = async (format, submission, names) =>
  format === 'docx'
    ? (await import('./submittedDocument')).submittedDocument(submission, names)
    : (await import('./submittedWorkbook')).submittedWorkbook(submission, names);
