import type { Clock } from '../../src/useCases/ports';
import { tooMany } from './problem';

/** Counts what each caller does, in windows of time. Held in memory: an instance guards itself. */
export interface RateLimit {
  /** Counts one. Throws `tooMany` when the caller is over the limit. */
  take(caller: string): void;
  /** Throws `tooMany` when one more would be over the limit; counts nothing. */
  check(caller: string): void;
}

// A flood of made-up callers must not fill the memory; the oldest are forgotten first.
const MOST_CALLERS = 50_000;

/** `limit` acts in `seconds`, per caller. */
export function createRateLimit(options: {
  clock: Pick<Clock, 'now'>;
  limit: number;
  seconds: number;
  message: string;
}): RateLimit {
  const windows = new Map<string, { startedAt: number; count: number }>();
  const lengthMs = options.seconds * 1000;

  const windowOf = (caller: string) => {
    const now = options.clock.now().getTime();
    const known = windows.get(caller);
    // A clock set back ends the window too.
    if (known && now >= known.startedAt && now - known.startedAt < lengthMs) return known;
    windows.delete(caller);
    const fresh = { startedAt: now, count: 0 };
    windows.set(caller, fresh);
    if (windows.size > MOST_CALLERS) {
      const oldest = windows.keys().next();
      if (!oldest.done) windows.delete(oldest.value);
    }
    return fresh;
  };

  const checked = (caller: string) => {
    const window = windowOf(caller);
    if (window.count < options.limit) return window;
    const elapsed = options.clock.now().getTime() - window.startedAt;
    throw tooMany(options.message, (lengthMs - elapsed) / 1000);
  };

  return {
    take(caller) {
      checked(caller).count += 1;
    },
    check(caller) {
      checked(caller);
    },
  };
}
