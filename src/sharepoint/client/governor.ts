import type { Clock } from '../../useCases/ports';
import { GraphSilence } from './graphErrors';

/** What was spent since the process started. */
export interface Usage {
  readonly requests: number;
  readonly resourceUnits: number;
  readonly throttled: number;
}

export interface Governor {
  /**
   * Waits until the units may be spent, then spends them. People go before jobs, and jobs leave a reserve for people.
   * Throws GraphSilence when the wait would be longer than `patienceMs`.
   */
  spend(units: number, isJob: boolean, patienceMs: number): Promise<void>;
  /** Nobody calls for this long: SharePoint counts calls made while it throttles. */
  pause(milliseconds: number): void;
  /** Counts one more request on the wire. */
  countRequest(): void;
  usage(): Usage;
}

// The share of the limit that flows in evenly, and the share that may be spent in one burst. Together they stay under
// the limit in any minute; the last twentieth is for calls that SharePoint counts higher than we do.
const FLOW = 0.8;
const BURST = 0.15;
const RESERVE_FOR_PEOPLE = 0.5;
/** The longest nap while units come in, in milliseconds: who comes meanwhile with more right goes first. */
export const LONGEST_NAP_MS = 500;

/** Spends resource units below the tenant's limit per minute, `limit` being this instance's share of it. */
export function createGovernor(limit: number, clock: Clock): Governor {
  const capacity = Math.max(1, limit * BURST);
  const perMs = (limit * FLOW) / 60_000;
  const queues = { people: [] as object[], jobs: [] as object[] };
  const costs = new Map<object, number>();
  let level = capacity;
  let filledAt = clock.now().getTime();
  let pausedAt = 0;
  let pausedForMs = 0;
  const count = { requests: 0, resourceUnits: 0, throttled: 0 };

  const refill = (): void => {
    const now = clock.now().getTime();
    level = Math.min(capacity, level + Math.max(0, now - filledAt) * perMs);
    filledAt = now;
  };
  const pauseLeft = (): number => {
    const gone = clock.now().getTime() - pausedAt;
    // A clock that was set back would make a pause last for days.
    return gone < 0 ? 0 : Math.max(0, pausedForMs - gone);
  };
  const ahead = (ticket: object, isJob: boolean): number => {
    const before = isJob ? [...queues.people, ...queues.jobs] : queues.people;
    let sum = 0;
    for (const other of before) {
      if (other === ticket) break;
      sum += costs.get(other) ?? 0;
    }
    return sum;
  };
  const waitFor = (ticket: object, units: number, isJob: boolean): number => {
    refill();
    const wanted = units + ahead(ticket, isJob) + (isJob ? capacity * RESERVE_FOR_PEOPLE : 0);
    // One call may cost more than the whole burst: it goes when the bucket is full, and leaves a debt.
    const missing = Math.min(wanted, Math.max(capacity, wanted - units)) - level;
    return Math.max(pauseLeft(), missing > 0 ? Math.ceil(missing / perMs) : 0);
  };

  return {
    async spend(units, isJob, patienceMs) {
      const ticket = {};
      const queue = isJob ? queues.jobs : queues.people;
      queue.push(ticket);
      costs.set(ticket, units);
      let waited = 0;
      try {
        for (;;) {
          const wait = waitFor(ticket, units, isJob);
          if (wait === 0) break;
          if (waited + wait > patienceMs) throw new GraphSilence('The budget of resource units is spent.', false, wait);
          const nap = pauseLeft() >= wait ? wait : Math.min(wait, LONGEST_NAP_MS);
          await clock.sleep(nap);
          waited += nap;
        }
        level -= units;
        count.resourceUnits += units;
      } finally {
        queue.splice(queue.indexOf(ticket), 1);
        costs.delete(ticket);
      }
    },
    pause(milliseconds) {
      count.throttled += 1;
      if (milliseconds <= pauseLeft()) return;
      pausedAt = clock.now().getTime();
      pausedForMs = milliseconds;
    },
    countRequest() {
      count.requests += 1;
    },
    usage: () => ({ ...count }),
  };
}
