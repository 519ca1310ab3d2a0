import type { Context, MiddlewareOptions } from '@microsoft/microsoft-graph-client';
import type { Turn } from './priority';

/** What Graph answered, read whole. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined for an empty body. */
  readonly body: unknown;
  /** An earlier try of this call may have taken effect before the one that was answered. */
  readonly isUnclear: boolean;
}

interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** One call on its way through the middleware chain. The SDK wraps errors, so outcomes are kept here as they were. */
export class CallState implements MiddlewareOptions {
  answer?: RawAnswer;
  failure?: unknown;
  isUnclear = false;
  wantsFreshToken = false;

  constructor(
    /** Sent as it is: links from Graph must not be taken apart and rebuilt. */
    readonly url: string,
    readonly method: string,
    readonly resourceUnits: number,
    readonly turn: Turn,
    /** Whether the call may be repeated when an earlier try may have taken effect. */
    readonly isRepeatable: boolean,
  ) {}

  /** The answer of the latest try, when there was one. */
  latest(): RawAnswer | undefined {
    return this.answer;
  }
}

/** The state that `createGraph` put on a request. */
export function stateOf(context: Context): CallState {
  const state = context.middlewareControl?.getMiddlewareOptions(CallState);
  if (!(state instanceof CallState)) throw new Error('A Graph request was not made through createGraph.');
  return state;
}
