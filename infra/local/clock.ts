import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TenantClock } from './context';

const REAL_NOW = Symbol.for('trustlane.realNow');

/** Wall time, also where the clock preload has already shifted `Date` in this process. */
function realNow(): number {
  const unshifted: unknown = Reflect.get(globalThis, REAL_NOW);
  return typeof unshifted === 'function' ? Number(unshifted()) : Date.now();
}

/** The file that carries the offset, in milliseconds as text, to every process that preloads the clock. */
export const clockFileOf = (dir: string): string => path.join(dir, 'clock');

/** The tenant's time stays within these years, so that every date in it can be written and read. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/** Whether a time (milliseconds since 1970) is one that the tenant can have: in the years 2000 to 2100. */
export const isTenantTime = (time: number): boolean =>
  time >= Date.UTC(FIRST_YEAR, 0, 1) && time < Date.UTC(LAST_YEAR + 1, 0, 1);

/** A clock whose offset lives in `<dir>/clock`. A file that is missing or cannot be meant is no offset. */
export function createClock(dir: string): TenantClock {
  const file = clockFileOf(dir);
  let offset = readOffset(file);
  return {
    now: () => realNow() + offset,
    offset: () => offset,
    setOffset(milliseconds) {
      if (!isTenantTime(realNow() + milliseconds)) throw new RangeError('The clock goes from 2000 to 2100.');
      offset = Math.trunc(milliseconds);
      // Written beside and moved into place, so that a reader never sees half a number.
      const draft = `${file}.${process.pid}.new`;
      writeFileSync(draft, String(offset));
      renameSync(draft, file);
    },
  };
}

function readOffset(file: string): number {
  try {
    const offset = Number(readFileSync(file, 'utf8').trim());
    return isTenantTime(realNow() + offset) ? offset : 0;
  } catch {
    return 0;
  }
}
