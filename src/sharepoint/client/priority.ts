import { AsyncLocalStorage } from 'node:async_hooks';

/** How the current work stands to other work on the way to Graph. */
export interface Turn {
  /** Yields to people's calls, and leaves a reserve of resource units for them. */
  readonly isJob: boolean;
  /** How long one call may take, waits and repeats together. */
  readonly patienceMs: number;
  /** How often one call is tried when it is not answered. */
  readonly mostTries: number;
}

// People get an answer, good or bad, about this soon.
const PERSON: Turn = { isJob: false, patienceMs: 10_000, mostTries: 5 };
// A job waits as long as SharePoint asks: giving up would only start it again.
const JOB: Turn = { isJob: true, patienceMs: Number.POSITIVE_INFINITY, mostTries: 10 };
// Polling comes again by itself, and should soon say when it cannot.
const POLL: Turn = { isJob: true, patienceMs: 30_000, mostTries: 4 };

const turns = new AsyncLocalStorage<Turn>();

/** Runs work in the background's turn: its Graph calls yield to people's, and wait as long as SharePoint asks. */
export const asJob = <T>(work: () => T): T => turns.run(JOB, work);

/** Runs work that yields like a job but gives up sooner, because it will be tried again anyway. */
export const asPoll = <T>(work: () => T): T => turns.run(POLL, work);

/** The turn of the current work; people's unless it was started by `asJob` or `asPoll`. */
export const currentTurn = (): Turn => turns.getStore() ?? PERSON;
