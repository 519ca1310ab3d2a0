import type { Clock } from './ports';

/** Exchange lets a mailbox send 30 messages a minute; some of them are kept free for one-time codes. */
export const MAILS_PER_MINUTE = 30;
export const MAILS_KEPT_FOR_CODES = 5;
/** What the product lets itself send to chats. */
export const CARDS_PER_SECOND = 20;

/** How fast messages may go out. Codes are what somebody waits for, so they go before invitations. */
export interface SendingPace {
  /** Waits until a mail may go. */
  mail(kind: 'code'): Promise<void>;
  /**
   * Takes a place for a message, or says that there is none this minute.
   * @param personal names a message that one person wrote to another: while it waits, a place is kept for it, so that
   *   it does not stand behind a thousand invitations
   */
  tryMail(personal?: string): boolean;
  /** Waits until a card may go. */
  card(): Promise<void>;
}

/** So many places are kept for personal mails at most, and so long: one that was given up must not block others. */
const MOST_KEPT = 10;
const KEPT_MS = 120_000;

/** Times of the last sends within a window. */
class Window {
  readonly #sent: number[] = [];
  constructor(
    readonly milliseconds: number,
    readonly limit: number,
  ) {}
  /** Milliseconds until one more may go, 0 for now. */
  wait(now: number, limit = this.limit): number {
    while (this.#sent.length > 0 && (this.#sent[0] ?? 0) <= now - this.milliseconds) this.#sent.shift();
    if (this.#sent.length < limit) return 0;
    const oldest = this.#sent[this.#sent.length - limit] ?? now;
    return Math.max(1, oldest + this.milliseconds - now);
  }
  take(now: number): void {
    this.#sent.push(now);
  }
}

export function createSendingPace(clock: Clock): SendingPace {
  const mails = new Window(60_000, MAILS_PER_MINUTE);
  const cards = new Window(1_000, CARDS_PER_SECOND);
  /** Personal mails that found no place, and when they asked last. */
  const waiting = new Map<string, number>();
  const waitFor = async (window: Window): Promise<void> => {
    for (;;) {
      const now = clock.now().getTime();
      const wait = window.wait(now);
      if (wait === 0) {
        window.take(now);
        return;
      }
      await clock.sleep(wait);
    }
  };
  return {
    mail: () => waitFor(mails),
    tryMail(personal) {
      const now = clock.now().getTime();
      for (const [each, askedAt] of waiting) if (Math.abs(now - askedAt) > KEPT_MS) waiting.delete(each);
      const kept = personal === undefined ? Math.min(waiting.size, MOST_KEPT) : 0;
      if (mails.wait(now, MAILS_PER_MINUTE - MAILS_KEPT_FOR_CODES - kept) > 0) {
        if (personal !== undefined) waiting.set(personal, now);
        return false;
      }
      if (personal !== undefined) waiting.delete(personal);
      mails.take(now);
      return true;
    },
    card: () => waitFor(cards),
  };
}
