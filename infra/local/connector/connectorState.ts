import type { TenantContext } from '../context';
import { seededRandom } from '../seed';
import { type ConnectorLimits, createConnectorLimits } from './connectorLimits';

/** Where Teams' behaviour varies or is not promised, the connector varies too, from the tenant's seed. */
export interface ConnectorQuirks {
  /** Some refusals for too many calls come without Retry-After. */
  retryAfterMissing: boolean;
  /** The conversationUpdate after an installation is sometimes missing and sometimes comes twice. */
  updatesVary: boolean;
  /** The client sometimes posts the same invoke, with the same id, a second time. */
  invokesRepeat: boolean;
  /** The client gives an app between 10 and 15 seconds for its answer, instead of 15. */
  patienceVaries: boolean;
  /** At most so many milliseconds pass after an installation by Graph until the chat is there and the bot is told. */
  installLagMs: number;
}

export interface StrictWish {
  readonly limits: boolean;
  readonly quirks: boolean;
  /** Of the quirks, how long an installation takes to show at most. Default: 1,500 ms. */
  readonly installLagMs?: number;
}

/** What the connector can be told by control; the rest is data in the database. */
export interface ConnectorState {
  readonly quirks: ConnectorQuirks;
  readonly limits: ConnectorLimits;
  /** Whether the limits bind. */
  isLimited: boolean;
  /** The tenant's administrator has switched the bot off. */
  isDisabledByAdmin: boolean;
  /** Whether the service address that the bot is told ends with a slash. Teams sends both. */
  hasFinalSlash: boolean;
  /** 0 (included) to 1 (excluded), seeded. */
  random(): number;
  /** What is on from now on, also after a reset. Nothing is, until this is called: tests are about one thing each. */
  beStrict(wish: StrictWish): void;
  reset(): void;
}

const calm = (): ConnectorQuirks => ({
  retryAfterMissing: false,
  updatesVary: false,
  invokesRepeat: false,
  patienceVaries: false,
  installLagMs: 0,
});
const usual = (installLagMs = 1_500): ConnectorQuirks => ({
  retryAfterMissing: true,
  updatesVary: true,
  invokesRepeat: true,
  patienceVaries: true,
  installLagMs,
});

const states = new WeakMap<TenantContext, ConnectorState>();

/** The connector's state of a tenant, made on first use: without limits and quirks until `beStrict`. */
export function connectorStateOf(context: TenantContext): ConnectorState {
  const known = states.get(context);
  if (known) return known;
  const { seed } = context.settings;
  let dice = seededRandom(seed);
  let usually: StrictWish = { limits: false, quirks: false };
  const state: ConnectorState = {
    quirks: calm(),
    limits: createConnectorLimits(() => context.clock.now()),
    isLimited: false,
    isDisabledByAdmin: false,
    hasFinalSlash: true,
    random: () => dice(),
    beStrict(wish) {
      usually = wish;
      state.reset();
    },
    reset() {
      Object.assign(state.quirks, usually.quirks ? usual(usually.installLagMs) : calm());
      state.isLimited = usually.limits;
      dice = seededRandom(seed);
      state.isDisabledByAdmin = false;
      state.hasFinalSlash = true;
      state.limits.clear();
    },
  };
  states.set(context, state);
  return state;
}
