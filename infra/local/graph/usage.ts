import type { TenantContext } from '../context';
import { type Tier, type TierLimits, tiers } from './tiers';

export { type Tier, tiers } from './tiers';

export interface RouteUsage {
  requests: number;
  resourceUnits: number;
}

export interface Usage {
  /** HTTP requests to Graph; a `$batch` is one. */
  requests: number;
  resourceUnits: number;
  /** Calls and sub-requests that were refused because too much was spent. */
  throttled: number;
  /** By method and route template; sub-requests of a `$batch` are counted here under their own route. */
  byRoute: Record<string, RouteUsage>;
}

/** What came of spending: whether to refuse and how, and the headers to answer with either way. */
export interface Spending {
  readonly refused: boolean;
  /** 429, or 503 for an application that has been blocked. */
  readonly status?: 429 | 503;
  readonly headers: Record<string, string>;
}

const MINUTE = 60_000;
const FIVE_MINUTES = 5 * MINUTE;
const DAY = 24 * 60 * MINUTE;
/** From this share of the minute's limit on, answers carry RateLimit headers. */
const WARNS_FROM = 0.8;
/**
 * Who keeps calling while throttled gets blocked; when is not published. Here: twice the limit in each of three minutes
 * in a row, and ten minutes of 503 from then on.
 */
const OFFENCE = 2;
const OFFENCES_IN_A_ROW = 3;
const BLOCKED_MS = 10 * MINUTE;

/** What was spent in the current stretch of time; stretches begin at multiples of their length. */
interface Window {
  slot: number;
  spent: number;
}

interface Spender {
  readonly minute: Window;
  readonly day: Window;
  /** Minutes in a row in which far too much was spent. */
  offences: number;
  blockedUntil: number;
}

/** Counts what Graph spends, and says when an application, or the tenant, has spent too much. */
export class UsageMeter {
  private usage: Usage = emptyUsage();
  private readonly spenders = new Map<string, Spender>();
  private tenant: Window = { slot: 0, spent: 0 };
  /** undefined: no limits. */
  tier: Tier | undefined;

  constructor(private readonly context: TenantContext) {
    this.tier = context.settings.tier;
  }

  countRequest(): void {
    this.usage.requests += 1;
  }

  /**
   * Spends `units` for an application. Above a limit it says how to refuse; calls made while throttled count all the
   * same. RateLimit headers tell of the minute only, and only from 80 % on.
   */
  spend(application: string, route: string, units: number): Spending {
    this.usage.resourceUnits += units;
    this.usage.byRoute[route] ??= { requests: 0, resourceUnits: 0 };
    const byRoute = this.usage.byRoute[route];
    byRoute.requests += 1;
    byRoute.resourceUnits += units;
    const now = this.context.clock.now();
    const spender = this.spenderOf(application, now);
    spender.minute.spent += units;
    spender.day.spent += units;
    turn(this.tenant, Math.floor(now / FIVE_MINUTES));
    this.tenant.spent += units;
    if (this.tier === undefined || units === 0) return FREE;
    const spending = judge(tiers[this.tier], spender, this.tenant, now);
    if (spending.refused) this.usage.throttled += 1;
    return spending;
  }

  /** Counters and, for the current minute, day and five minutes, what each application and the tenant have spent. */
  read(): Usage & {
    tier?: Tier;
    limits?: TierLimits;
    thisMinute: Record<string, number>;
    thisDay: Record<string, number>;
    tenantFiveMinutes: number;
    blocked: readonly string[];
  } {
    const now = this.context.clock.now();
    const current = (of: (spender: Spender) => Window, length: number): Record<string, number> =>
      Object.fromEntries(
        [...this.spenders]
          .filter(([, spender]) => of(spender).slot === Math.floor(now / length))
          .map(([application, spender]) => [application, of(spender).spent]),
      );
    return {
      ...structuredClone(this.usage),
      tier: this.tier,
      limits: this.tier && tiers[this.tier],
      thisMinute: current(({ minute }) => minute, MINUTE),
      thisDay: current(({ day }) => day, DAY),
      tenantFiveMinutes: this.tenant.slot === Math.floor(now / FIVE_MINUTES) ? this.tenant.spent : 0,
      blocked: [...this.spenders]
        .filter(([, { blockedUntil }]) => blockedUntil > now)
        .map(([application]) => application),
    };
  }

  reset(): void {
    this.usage = emptyUsage();
    this.spenders.clear();
    this.tenant = { slot: 0, spent: 0 };
  }

  private spenderOf(application: string, now: number): Spender {
    let spender = this.spenders.get(application);
    if (!spender) {
      spender = { minute: { slot: 0, spent: 0 }, day: { slot: 0, spent: 0 }, offences: 0, blockedUntil: 0 };
      this.spenders.set(application, spender);
    }
    const minute = Math.floor(now / MINUTE);
    if (spender.minute.slot !== minute) {
      const limit = this.tier === undefined ? Number.POSITIVE_INFINITY : tiers[this.tier].perMinute;
      const goesOn = spender.minute.slot === minute - 1 && spender.minute.spent >= limit * OFFENCE;
      spender.offences = goesOn ? spender.offences + 1 : 0;
      if (spender.offences >= OFFENCES_IN_A_ROW) spender.blockedUntil = now + BLOCKED_MS;
    }
    turn(spender.minute, minute);
    turn(spender.day, Math.floor(now / DAY));
    return spender;
  }
}

const FREE: Spending = { refused: false, headers: {} };

function turn(window: Window, slot: number): void {
  if (window.slot === slot) return;
  window.slot = slot;
  window.spent = 0;
}

function judge(limits: TierLimits, { minute, day, blockedUntil }: Spender, tenant: Window, now: number): Spending {
  const left = (length: number): number => Math.max(1, Math.ceil((length - (now % length)) / 1000));
  const headers: Record<string, string> = {};
  if (minute.spent >= limits.perMinute * WARNS_FROM) {
    headers['RateLimit-Limit'] = String(limits.perMinute);
    headers['RateLimit-Remaining'] = String(Math.max(0, limits.perMinute - minute.spent));
    headers['RateLimit-Reset'] = String(left(MINUTE));
  }
  if (blockedUntil > now) {
    headers['Retry-After'] = String(Math.ceil((blockedUntil - now) / 1000));
    return { refused: true, status: 503, headers };
  }
  const waits = [
    minute.spent > limits.perMinute ? left(MINUTE) : 0,
    day.spent > limits.perDay ? left(DAY) : 0,
    tenant.spent > limits.perTenantFiveMinutes ? left(FIVE_MINUTES) : 0,
  ];
  const wait = Math.max(...waits);
  if (wait === 0) return { refused: false, headers };
  headers['Retry-After'] = String(wait);
  return { refused: true, status: 429, headers };
}

const emptyUsage = (): Usage => ({ requests: 0, resourceUnits: 0, throttled: 0, byRoute: {} });
