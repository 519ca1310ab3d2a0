import type { Channel } from '../domain/contact';
import { type Clock, type Log, NotReached } from './ports';

/** So many messages in a row without a clear answer, and the whole way counts as not answering. */
const FAILURES_TO_OPEN = 3;
/** Between two probes while it does not answer, in milliseconds; the last stays. */
const PAUSES_MS = [5_000, 15_000, 60_000];
/** After so long a message that has another way takes it. */
const GIVEN_UP_AFTER_MS = 20 * 60_000;

const TROUBLE: Readonly<Record<Channel, string>> = {
  teams:
    'Teams takes no messages just now, so this one waits. Nothing is lost: it goes out by itself when Teams answers again, or by mail.',
  mail: 'Mails cannot be sent just now, so this one waits. Nothing is lost: it goes out by itself when the mail server answers again.',
};

/** The way is shut, or somebody else is trying it: nothing was sent. */
export class ChannelWaits extends Error {
  override readonly name = 'ChannelWaits';
}

/**
 * Whether one way out, Teams or mail, answers at all. An outage is found out by a few messages and then tried by one at a
 * time, instead of by each of thousands for itself.
 */
export interface ChannelCircuit {
  /** True while a message that would go this way has to wait. */
  readonly isWaiting: boolean;
  /** It has not answered for so long that a message with another way should take that. */
  readonly isGivenUp: boolean;
  /** A sentence for people while it does not answer. */
  readonly trouble: string | undefined;
  /** Sends by it and watches how that goes. Throws ChannelWaits when it may not be tried now, or what `send` throws. */
  through<T>(send: () => Promise<T>): Promise<T>;
}

/** @param onTurn called when the way is found not to answer, and when it answers again */
export function createChannelCircuit(deps: {
  channel: Channel;
  clock: Pick<Clock, 'now'>;
  log: Log;
  onTurn?: () => void;
}): ChannelCircuit {
  const { channel, clock, log } = deps;
  let failures = 0;
  let probes = 0;
  let [openedAt, failedAt] = [0, 0];
  let isProbing = false;

  // A clock that was set back makes no pause longer.
  const since = (time: number): number => Math.abs(clock.now().getTime() - time);
  const isOpen = (): boolean => failures >= FAILURES_TO_OPEN;
  const isResting = (): boolean => since(failedAt) < (PAUSES_MS[Math.min(probes, PAUSES_MS.length - 1)] ?? 0);
  const mustWait = (): boolean => isOpen() && (isProbing || isResting());

  const answered = (): void => {
    const wasOpen = isOpen();
    [failures, probes] = [0, 0];
    if (!wasOpen) return;
    log.info({ channel }, 'messages go out again');
    deps.onTurn?.();
  };
  const failed = (reason: string, isProbe: boolean): void => {
    if (isProbe) probes += 1;
    failures += 1;
    failedAt = clock.now().getTime();
    if (failures !== FAILURES_TO_OPEN) return;
    openedAt = failedAt;
    log.warn({ channel, reason }, 'messages wait: what they go out by does not answer');
    deps.onTurn?.();
  };

  return {
    get isWaiting() {
      return mustWait();
    },
    get isGivenUp() {
      return isOpen() && since(openedAt) >= GIVEN_UP_AFTER_MS;
    },
    get trouble() {
      return isOpen() ? TROUBLE[channel] : undefined;
    },
    async through(send) {
      if (mustWait()) throw new ChannelWaits();
      const isProbe = isOpen();
      if (isProbe) isProbing = true;
      try {
        const result = await send();
        answered();
        return result;
      } catch (error) {
        // A refusal is an answer: the way works, and only this address does not.
        if (error instanceof NotReached && error.isFinal) answered();
        else if (error instanceof NotReached) failed(error.reason, isProbe);
        throw error;
      } finally {
        if (isProbe) isProbing = false;
      }
    },
  };
}
