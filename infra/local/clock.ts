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

/** A clock whose offset lives in `<dir>/clock`. A file that is missing or unreadable means no offset. */
export function createClock(dir: string): TenantClock {
  const file = clockFileOf(dir);
  let offset = readOffset(file);
  return {
    now: () => realNow() + offset,
    offset: () => offset,
    setOffset(milliseconds) {
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
    return Number.isFinite(offset) ? offset : 0;
  } catch {
    return 0;
  }
}
