/**
 * How long an answer asks to wait, in milliseconds: Retry-After in seconds or as a date, or RateLimit-Reset when that is
 * longer. `undefined` when it does not ask. Never shortened: SharePoint blocks clients that come back early.
 */
export function retryAfterMs(headers: Headers, now: Date): number | undefined {
  const asked = headers.get('retry-after');
  const fromRetryAfter = asked === null ? undefined : readRetryAfter(asked.trim(), now);
  if (fromRetryAfter === undefined) return undefined;
  const reset = Number(headers.get('ratelimit-reset') ?? 0);
  return Math.max(fromRetryAfter, Number.isFinite(reset) ? reset * 1000 : 0);
}

function readRetryAfter(text: string, now: Date): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const at = Date.parse(text);
  // A date has whole seconds, so it may lie up to one second before the moment that was meant.
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime()) + 1000;
}
