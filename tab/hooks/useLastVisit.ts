import { useEffect } from 'react';
import { serviceNow } from '../api/serviceTime';
import { useMe } from './useMe';

const PREFIX = 'trustlane.lastVisit.';
/** A visit goes on until the page was away for this long. */
const PAUSE = 30 * 60_000;

interface Visit {
  /** When this visit began to follow an earlier one: the earlier one's end. */
  readonly before?: string;
  readonly seenAt: string;
}

function read(name: string): Visit | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('seenAt' in kept) || typeof kept.seenAt !== 'string')
      return undefined;
    return {
      seenAt: kept.seenAt,
      before: 'before' in kept && typeof kept.before === 'string' ? kept.before : undefined,
    };
  } catch {
    return undefined;
  }
}

const visits = new Map<string, string | undefined>();

function begin(name: string): string | undefined {
  if (visits.has(name)) return visits.get(name);
  const last = read(name);
  const isNew = !last || serviceNow().getTime() - Date.parse(last.seenAt) > PAUSE;
  const before = isNew ? last?.seenAt : last.before;
  visits.set(name, before);
  return before;
}

/** When this person was last here before this visit (ISO), as far as this browser remembers. */
export function useLastVisit(): string | undefined {
  const oid = useMe()?.oid;
  const name = `${PREFIX}${oid ?? ''}`;
  const before = oid ? begin(name) : undefined;
  useEffect(() => {
    if (!oid) return;
    const keep = () => {
      try {
        localStorage.setItem(name, JSON.stringify({ before, seenAt: serviceNow().toISOString() }));
      } catch {
        // Storage may be switched off inside a frame; then every visit is the first.
      }
    };
    keep();
    const timer = window.setInterval(keep, 60_000);
    return () => window.clearInterval(timer);
  }, [oid, name, before]);
  return before;
}
