import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { get } from '../api';
import type { TrafficEntry } from '../traffic';

interface TrafficPage {
  readonly entries: readonly TrafficEntry[];
  readonly last: number;
}

/** As many as the page keeps; the tenant itself keeps 500. */
const MOST_KEPT = 2_000;
const PAGE = 500;

export interface LiveTraffic {
  /** Newest first. */
  readonly entries: readonly TrafficEntry[];
  readonly error: unknown;
  /** Forgets what is shown, in this window only. */
  readonly clear: () => void;
}

/** The calls since the page was opened and those that the tenant still remembers; while paused nothing is added. */
export function useTraffic(isPaused: boolean): LiveTraffic {
  const [entries, setEntries] = useState<readonly TrafficEntry[]>([]);
  const last = useRef<number>(undefined);
  const { data, error } = useQuery({
    queryKey: ['traffic', 'calls'],
    queryFn: () =>
      get<TrafficPage>(`/_control/traffic?limit=${PAGE}${last.current === undefined ? '' : `&after=${last.current}`}`),
    enabled: !isPaused,
    // What was read once stands in `entries`; another visit reads from the beginning.
    gcTime: 0,
  });
  useEffect(() => {
    if (!data) return;
    const known = last.current ?? 0;
    const fresh = data.entries.filter(({ seq }) => seq > known);
    // A tenant that was started again counts from 1 again.
    if (data.last < known) {
      last.current = undefined;
      setEntries(data.entries.toReversed());
      return;
    }
    last.current = fresh.at(-1)?.seq ?? known;
    if (fresh.length > 0) setEntries((shown) => [...fresh.toReversed(), ...shown].slice(0, MOST_KEPT));
  }, [data]);
  return { entries, error, clear: () => setEntries([]) };
}
