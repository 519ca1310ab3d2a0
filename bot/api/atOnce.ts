import { tooMany } from './problem';

/** Bounds how many long acts one caller has under way. */
export interface AtOnce {
  /** Runs `act`. Throws `tooMany` when the caller has `limit` under way already. */
  run<T>(caller: string, act: () => Promise<T>): Promise<T>;
}

const COME_AGAIN_SECONDS = 5;

export function createAtOnce(limit: number, message: string): AtOnce {
  const underWay = new Map<string, number>();
  return {
    async run(caller, act) {
      const before = underWay.get(caller) ?? 0;
      if (before >= limit) throw tooMany(message, COME_AGAIN_SECONDS);
      underWay.set(caller, before + 1);
      try {
        return await act();
      } finally {
        const left = (underWay.get(caller) ?? 1) - 1;
        if (left > 0) underWay.set(caller, left);
        else underWay.delete(caller);
      }
    },
  };
}
