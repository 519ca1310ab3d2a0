/** What a call does to a chat, as far as the limits tell calls apart. */
export type Operation = 'send' | 'create' | 'read';

interface Window {
  readonly calls: number;
  readonly ms: number;
}

const window = (calls: number, seconds: number): Window => ({ calls, ms: seconds * 1000 });

/** Per bot and chat. What changes or withdraws a message counts as sending. */
const PER_THREAD: Readonly<Record<Operation, readonly Window[]>> = {
  send: [window(7, 1), window(8, 2), window(60, 30), window(1800, 3600)],
  create: [window(7, 1), window(8, 2), window(60, 30), window(1800, 3600)],
  read: [window(14, 1), window(16, 2), window(120, 30), window(3600, 3600)],
};
/** Per app and tenant, all calls together. */
const IN_ALL = [window(50, 1)];

/** The rates at which Teams lets a bot call. Times come from the tenant's clock, in milliseconds. */
export interface ConnectorLimits {
  /**
   * Counts a call, or refuses it: then the answer is how many milliseconds to wait. A refused call is not counted.
   * @param weight messages that Teams makes of this one
   */
  take(operation: Operation, thread: string, weight?: number): number | undefined;
  clear(): void;
}

export function createConnectorLimits(now: () => number): ConnectorLimits {
  const calls = new Map<string, number[]>();

  const recent = (key: string, windows: readonly Window[], at: number): number[] => {
    const longest = Math.max(...windows.map(({ ms }) => ms));
    let times = calls.get(key) ?? [];
    // The clock may have been turned back: what lies ahead of it never happened.
    if ((times.at(-1) ?? 0) > at) times = times.filter((time) => time <= at);
    const first = times.findIndex((time) => time > at - longest);
    if (first !== 0) times = first < 0 ? [] : times.slice(first);
    calls.set(key, times);
    return times;
  };

  const waitFor = (times: readonly number[], windows: readonly Window[], weight: number, at: number): number =>
    Math.max(
      0,
      ...windows.map(({ calls: allowed, ms }) => {
        const oldest = times[times.length + weight - allowed - 1];
        return oldest === undefined ? 0 : oldest + ms - at;
      }),
    );

  return {
    take(operation, thread, weight = 1) {
      const at = now();
      const all = recent('all', IN_ALL, at);
      const own = recent(`${operation} ${thread}`, PER_THREAD[operation], at);
      const wait = Math.max(waitFor(all, IN_ALL, weight, at), waitFor(own, PER_THREAD[operation], weight, at));
      if (wait > 0) return wait;
      for (let count = 0; count < weight; count += 1) {
        all.push(at);
        own.push(at);
      }
      return undefined;
    },
    clear: () => calls.clear(),
  };
}
