import { useEffect, useState } from 'react';

/** The tenant's time in words, renewed every ten seconds. `offsetMs` is how far it is from real time. */
export function useTenantTime(offsetMs: number): string {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(now + offsetMs);
}

const DAY_MS = 86_400_000;

/** `14:05` today, `Mon 14:05` within a week, else `3 May, 14:05`. `now` is the tenant's time in milliseconds. */
export function shortTime(iso: string, now: number): string {
  const at = new Date(iso);
  const isToday = new Date(now).toDateString() === at.toDateString();
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(at);
  if (isToday) return time;
  const isNear = Math.abs(now - at.getTime()) < 6 * DAY_MS;
  const day = new Intl.DateTimeFormat(
    'en-GB',
    isNear ? { weekday: 'short' } : { day: 'numeric', month: 'short' },
  ).format(at);
  return `${day}${isNear ? '' : ','} ${time}`;
}

/** `3 May 2026, 14:05` */
export const fullTime = (iso: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
