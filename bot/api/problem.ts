import type { Problem } from '../../src/contracts/common';
import { AppError, type ErrorCode, messageFor } from '../../src/errors';
import type { HttpReply } from './http';

const STATUS: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  tooLarge: 413,
  tooMany: 429,
  unavailable: 503,
};

/** A refusal with more to say than a code and a sentence: a status of its own, a problem per field, when to come again. */
export class Refusal extends AppError {
  constructor(
    code: ErrorCode,
    message: string,
    readonly more: {
      readonly status?: number;
      /** What callers tell refusals apart by, where the code is too coarse. */
      readonly problemCode?: string;
      readonly fields?: Readonly<Record<string, string>>;
      readonly headers?: Readonly<Record<string, string>>;
      readonly cause?: unknown;
    } = {},
  ) {
    super(code, message, { cause: more.cause });
  }
}

/** Too many calls. `seconds` until the next one is answered. */
export const tooMany = (message: string, seconds: number): Refusal =>
  new Refusal('tooMany', message, { headers: { 'retry-after': String(Math.max(1, Math.ceil(seconds))) } });

const problemReply = (status: number, problem: Problem, headers: Readonly<Record<string, string>> = {}): HttpReply => ({
  status,
  headers,
  json: problem,
  refusal: problem.code,
});

/** The one place where an error becomes a reply. The text of anything but an `AppError` stays inside. */
export function replyForError(error: unknown): HttpReply {
  if (!(error instanceof AppError)) return problemReply(500, { code: 'failed', message: messageFor(error) });
  const more = error instanceof Refusal ? error.more : {};
  const headers: Record<string, string> = { ...more.headers };
  if (error.code === 'unauthenticated') headers['www-authenticate'] = 'Bearer';
  if (error.code === 'unavailable') headers['retry-after'] ??= '5';
  return problemReply(
    more.status ?? STATUS[error.code],
    {
      code: more.problemCode ?? error.code,
      message: error.message,
      ...(more.fields ? { fields: { ...more.fields } } : {}),
    },
    headers,
  );
}
