const MINUTE_MS = 60_000;

/** How many mails a mailbox may send in a minute, when a control switch has set a limit. */
export interface SendingLimit {
  /** Mails a minute and mailbox; undefined for no limit. */
  perMinute: number | undefined;
  /** Counts one mail, or answers after how many seconds to try again. */
  take(mailbox: string): number | undefined;
  /** No limit, and nothing counted. */
  clear(): void;
}

/** @param now the tenant's clock, milliseconds since 1970 */
export function createSendingLimit(now: () => number): SendingLimit {
  const sent = new Map<string, number[]>();
  return {
    perMinute: undefined,
    take(mailbox) {
      const at = now();
      const recent = (sent.get(mailbox) ?? []).filter((earlier) => earlier > at - MINUTE_MS && earlier <= at);
      if (this.perMinute !== undefined && recent.length >= this.perMinute) {
        return Math.max(1, Math.ceil(((recent[0] ?? at) + MINUTE_MS - at) / 1000));
      }
      sent.set(mailbox, [...recent, at]);
      return undefined;
    },
    clear() {
      this.perMinute = undefined;
      sent.clear();
    },
  };
}
