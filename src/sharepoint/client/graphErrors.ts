import { AppError, type ErrorCode } from '../../errors';

interface RefusalDetail {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** An earlier try of the same call may have taken effect before this answer. */
  readonly isUnclear?: boolean;
}

/** Graph answered, and the answer is no. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  readonly status: number;
  readonly code: string;
  readonly isUnclear: boolean;

  constructor(detail: RefusalDetail) {
    super(`Graph refused with ${detail.status} ${detail.code}: ${detail.message}`);
    this.status = detail.status;
    this.code = detail.code;
    this.isUnclear = detail.isUnclear ?? false;
  }

  /**
   * A row or file of this key or name is there already. The status for it is not settled (400, 409 or 500 have been
   * seen), so the words decide.
   */
  get isClash(): boolean {
    if (this.status === 412) return false;
    return /unique constraint|duplicate value|0x810200bf|nameAlreadyExists/i.test(`${this.code} ${this.message}`);
  }
}

/** Graph did not answer in the time there was, or asked to wait for longer than that. */
export class GraphSilence extends Error {
  override readonly name = 'GraphSilence';
  constructor(
    message: string,
    /** The call may have taken effect all the same. */
    readonly isUnclear: boolean,
    /** How long SharePoint or our own budget asks to wait, in milliseconds, when known. */
    readonly waitMs?: number,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

const seconds = (milliseconds: number): string => {
  const whole = Math.max(1, Math.ceil(milliseconds / 1000));
  return whole < 90 ? `about ${whole} second${whole === 1 ? '' : 's'}` : `about ${Math.round(whole / 60)} minutes`;
};

const silenceSentence = (error: GraphSilence): string => {
  if (error.isUnclear)
    return 'SharePoint did not answer in time, so it is not certain whether this was saved. What was saved before is safe. Please look again in a minute, and repeat the step if it is missing.';
  if (error.waitMs !== undefined)
    return `SharePoint is very busy. What was saved before is safe, but this step was not carried out. Please try again in ${seconds(error.waitMs)}.`;
  return 'SharePoint did not answer. What was saved before is safe, but this step was not carried out. Please try again in a minute.';
};

const REFUSALS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  401: [
    'unavailable',
    'SharePoint did not let Trustlane in. What was saved before is safe. Please tell your administrator; the log of the service says more.',
  ],
  403: [
    'unavailable',
    'SharePoint did not allow this to Trustlane. What was saved before is safe. Please tell your administrator; the log of the service says more.',
  ],
  404: ['notFound', 'This is no longer in SharePoint. Please reload the page.'],
  409: ['conflict', 'Somebody else changed this at the same moment. Please reload the page and try again.'],
  412: ['conflict', 'Somebody else changed this meanwhile. Please reload the page and try again.'],
  423: ['conflict', 'The file is open in another program. Please close it there and try again.'],
  507: ['unavailable', 'The SharePoint site is full. What was saved before is safe. Please tell your administrator.'],
};

/**
 * What a failed Graph call means to a person. Refusals that only a mistake of ours can cause are handed on as they are,
 * because they are bugs.
 */
export function asAppError(error: unknown): unknown {
  if (error instanceof GraphSilence) return new AppError('unavailable', silenceSentence(error), { cause: error });
  if (!(error instanceof GraphRefusal)) return error;
  const known = REFUSALS[error.status];
  return known ? new AppError(known[0], known[1], { cause: error }) : error;
}

/** Runs a step and turns failures of Graph into errors that a person can read. */
export async function explained<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw asAppError(error);
  }
}
