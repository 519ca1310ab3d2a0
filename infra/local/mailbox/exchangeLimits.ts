import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantContext } from '../context';
import { GraphError } from '../graph/graphError';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const CALLS_WINDOW_MS = 10 * MINUTE_MS;

/** What Exchange Online allows. */
export const MESSAGES_PER_MINUTE = 30;
export const RECIPIENTS_PER_DAY = 10_000;
export const CALLS_AT_ONCE = 4;
export const CALLS_PER_TEN_MINUTES = 10_000;
/** Milliseconds that a call takes while limits hold: calls that come together then are together. */
const LATENCY_MS = 15;

/** Counts what a mailbox sends and how often an application calls it. What was sent outlives a restart. */
export interface ExchangeLimits {
  /** Mails a minute and mailbox; undefined for no limit. */
  perMinute: number | undefined;
  /** Recipients in 24 hours and mailbox; undefined for no limit. */
  perDay: number | undefined;
  /** Calls of one application to one mailbox at the same time, and in ten minutes; undefined for no limit. */
  callsAtOnce: number | undefined;
  /** Does the work of one call. Throws 429 when there are too many. */
  call<T>(application: string, mailbox: string, work: () => T): Promise<T>;
  /** Counts one mail. Throws 429 above the minute's limit; false above the day's, when the mail will come back. */
  send(mailbox: string, recipients: number): boolean;
  /** Limits as at the start, and nothing counted. */
  reset(): void;
}

/** Limits hold from the start where the tenant's tier does. */
export function openExchangeLimits({ db, clock, settings }: TenantContext): ExchangeLimits {
  db.exec(`
    CREATE TABLE IF NOT EXISTS mail_sent (mailbox TEXT NOT NULL, at INTEGER NOT NULL, recipients INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS mail_sent_by_mailbox ON mail_sent (mailbox, at);
  `);
  const add = db.prepare('INSERT INTO mail_sent (mailbox, at, recipients) VALUES (?, ?, ?)');
  const forget = db.prepare('DELETE FROM mail_sent WHERE at <= ?');
  const sentSince = db.prepare(
    'SELECT count(*) AS mails, min(at) AS first, coalesce(sum(recipients), 0) AS recipients FROM mail_sent WHERE mailbox = ? AND at > ? AND at <= ?',
  );
  const running = new Map<string, number>();
  const calls = new Map<string, { since: number; count: number }>();
  const atStart = () => {
    const hold = settings.tier !== undefined;
    return {
      perMinute: hold ? MESSAGES_PER_MINUTE : undefined,
      perDay: hold ? RECIPIENTS_PER_DAY : undefined,
      callsAtOnce: hold ? CALLS_AT_ONCE : undefined,
    };
  };

  const countCall = (key: string): void => {
    const now = clock.now();
    const known = calls.get(key);
    const current =
      known && now >= known.since && now < known.since + CALLS_WINDOW_MS ? known : { since: now, count: 0 };
    current.count += 1;
    calls.set(key, current);
    if (current.count > CALLS_PER_TEN_MINUTES)
      throw tooMany('RequestRate', (current.since + CALLS_WINDOW_MS - now) / 1000);
  };

  const limits: ExchangeLimits = {
    ...atStart(),
    async call(application, mailbox, work) {
      if (limits.callsAtOnce === undefined) return work();
      const key = `${application}|${mailbox}`;
      countCall(key);
      const now = running.get(key) ?? 0;
      if (now >= limits.callsAtOnce) throw tooMany('MailboxConcurrency', 1);
      running.set(key, now + 1);
      try {
        await sleep(LATENCY_MS);
        return work();
      } finally {
        running.set(key, (running.get(key) ?? 1) - 1);
      }
    },
    send(mailbox, recipients) {
      const at = clock.now();
      const minute = sentSince.get(mailbox, at - MINUTE_MS, at) as { mails: number; first: number };
      if (limits.perMinute !== undefined && minute.mails >= limits.perMinute)
        throw tooMany('MessageRate', (minute.first + MINUTE_MS - at) / 1000);
      const day = sentSince.get(mailbox, at - DAY_MS, at) as { recipients: number };
      forget.run(at - DAY_MS);
      add.run(mailbox, at, recipients);
      return limits.perDay === undefined || day.recipients + recipients <= limits.perDay;
    },
    reset() {
      Object.assign(limits, atStart());
      calls.clear();
      db.exec('DELETE FROM mail_sent');
    },
  };
  return limits;
}

const tooMany = (limit: string, seconds: number): GraphError =>
  new GraphError(429, 'ApplicationThrottled', `Application is over its ${limit} limit.`, {
    headers: { 'Retry-After': String(Math.max(1, Math.ceil(seconds))) },
  });
