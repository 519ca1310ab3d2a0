import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { Clock } from '../../useCases/ports';
import { type CallState, stateOf } from './callState';
import { GraphSilence } from './graphErrors';
import type { Governor } from './governor';
import { jsonOf, refusalOf } from './refusalOf';
import { retryAfterMs } from './retryAfter';
import type { TokenSource } from './tokenSource';
import { type Transport, wasNeverSent } from './transport';

const FIRST_BACKOFF_MS = 400;
const LONGEST_BACKOFF_MS = 30_000;

abstract class Link implements Middleware {
  private next?: Middleware;
  abstract execute(context: Context): Promise<void>;
  setNext(next: Middleware): void {
    this.next = next;
  }
  protected async pass(context: Context): Promise<void> {
    if (!this.next) throw new Error('The middleware chain ends too early.');
    await this.next.execute(context);
  }
}

/**
 * Our own retry policy; the SDK's shortens Retry-After and repeats creates blindly. Throttled calls were not carried
 * out and are repeated after the full wait. A call that may have taken effect is repeated only when that is harmless.
 */
class Retry extends Link {
  constructor(
    private readonly governor: Governor,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(context: Context): Promise<void> {
    const state = stateOf(context);
    try {
      await this.persist(context, state);
    } catch (error) {
      state.failure = error;
      throw error;
    }
  }

  private async persist(context: Context, state: CallState): Promise<void> {
    const { isJob, patienceMs, mostTries } = state.turn;
    const startedAt = performance.now();
    let slept = 0;
    for (let tries = 1; ; tries += 1) {
      const patience = patienceMs - slept - (performance.now() - startedAt);
      const before = this.clock.now().getTime();
      await this.governor.spend(state.resourceUnits, isJob, Math.max(0, patience)).catch((error: unknown) => {
        throw withDoubt(error, state.isUnclear);
      });
      slept += Math.max(0, this.clock.now().getTime() - before);
      const silence = await this.attempt(context);
      if (!silence) return;
      state.isUnclear ||= silence.isUnclear;
      const isOver = tries >= mostTries || (silence.isUnclear && !state.isRepeatable);
      if (isOver) throw new GraphSilence(silence.message, state.isUnclear, silence.waitMs, { cause: silence });
      // With a wait asked for, the governor holds this and every other call back for as long.
      if (silence.waitMs !== undefined) continue;
      const nap = backoffMs(tries);
      if (nap > patience) throw new GraphSilence(silence.message, state.isUnclear, undefined, { cause: silence });
      await this.clock.sleep(nap);
      slept += nap;
    }
  }

  /** One try. Returns why there was no usable answer, or undefined when there is one. */
  private async attempt(context: Context): Promise<GraphSilence | undefined> {
    const state = stateOf(context);
    const isWrite = state.method !== 'GET';
    state.answer = undefined;
    try {
      await this.pass(context);
    } catch (cause) {
      if (cause instanceof GraphSilence) return cause;
      if (!(cause instanceof NoAnswer)) throw cause;
      return new GraphSilence(cause.message, isWrite && !cause.wasNeverSent, undefined, { cause });
    }
    const answer = state.latest();
    if (!answer || answer.status < 400) return undefined;
    const waitMs = retryAfterMs(answer.headers, this.clock.now());
    if (answer.status === 429 || (answer.status === 503 && waitMs !== undefined)) {
      // Jitter only lengthens the wait, so that many instances do not come back in one instant.
      const wait = (waitMs ?? backoffMs(3)) + Math.random() * 250;
      this.governor.pause(wait);
      return new GraphSilence('SharePoint throttles.', false, wait);
    }
    if (answer.status === 401 && !state.wantsFreshToken) {
      state.wantsFreshToken = true;
      return new GraphSilence('The token was refused.', false);
    }
    if (answer.status < 500 && answer.status !== 408) return undefined;
    if (answer.status === 507 || refusalOf(answer.status, jsonOf(answer.text), false).isClash) return undefined;
    return new GraphSilence(`Graph answered ${answer.status}.`, isWrite);
  }
}

const withDoubt = (error: unknown, isUnclear: boolean): unknown =>
  error instanceof GraphSilence && isUnclear && !error.isUnclear
    ? new GraphSilence(error.message, true, error.waitMs, { cause: error })
    : error;

const backoffMs = (tries: number): number =>
  Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (tries - 1)) * (0.75 + Math.random() / 2);

/** Puts the token on. The SDK's own handler silently leaves it off for addresses on this machine. */
class Authorise extends Link {
  constructor(private readonly tokens: TokenSource) {
    super();
  }

  async execute(context: Context): Promise<void> {
    const state = stateOf(context);
    const token = await this.tokens.get(state.wantsFreshToken);
    const headers = new Headers(context.options?.headers);
    // A repeated try has the old one already.
    headers.set('Authorization', `Bearer ${token}`);
    context.options = { ...context.options, headers };
    await this.pass(context);
  }
}

class NoAnswer extends Error {
  constructor(
    readonly wasNeverSent: boolean,
    cause: unknown,
  ) {
    super('The connection to Graph failed.', { cause });
  }
}

/** The end of the chain: one request on the wire, its answer read whole, so that a connection cut halfway is noticed. */
class Send extends Link {
  constructor(
    private readonly send: Transport,
    private readonly governor: Governor,
  ) {
    super();
  }

  async execute(context: Context): Promise<void> {
    const state = stateOf(context);
    this.governor.countRequest();
    try {
      const response = await this.send(state.url, { ...context.options, redirect: 'manual' });
      const text = await response.text();
      state.answer = { status: response.status, headers: response.headers, text };
      context.response = response;
    } catch (cause) {
      throw new NoAnswer(wasNeverSent(cause), cause);
    }
  }
}

/** The chain, outermost first: retry (which asks the governor before each try), token, wire. */
export const createChain = (parts: {
  governor: Governor;
  clock: Clock;
  tokens: TokenSource;
  send: Transport;
}): Middleware[] => [
  new Retry(parts.governor, parts.clock),
  new Authorise(parts.tokens),
  new Send(parts.send, parts.governor),
];
