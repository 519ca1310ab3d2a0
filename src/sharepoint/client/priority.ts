import { AsyncLocalStorage } from 'node:async_hooks';

const jobs = new AsyncLocalStorage<true>();

/** Runs work in the background's turn: its Graph calls yield to people's, and wait as long as SharePoint asks. */
export const asJob = <T>(work: () => T): T => jobs.run(true, work);

/** Whether the current work was started by `asJob`. */
export const isJob = (): boolean => jobs.getStore() === true;
