export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'tooLarge'
  | 'tooMany'
  | 'unavailable';

/** A failure we expect and can explain to the user. Any other Error is a bug. */
export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** What a user may read. The text of a bug may hold tokens or addresses, so it goes to the log only. */
export const messageFor = (error: unknown): string =>
  error instanceof AppError
    ? error.message
    : 'Something went wrong on our side. What you saved is safe. Please try again.';
