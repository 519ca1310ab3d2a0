import type { TenantContext } from '../context';

/** Resource units an application may spend in a minute and in 24 hours, by the number of the tenant's licences. */
export const tiers = {
  '0-1k': { perMinute: 1_250, perDay: 1_200_000 },
  '1k-5k': { perMinute: 2_500, perDay: 2_400_000 },
  '5k-15k': { perMinute: 3_750, perDay: 3_600_000 },
  '15k-50k': { perMinute: 5_000, perDay: 4_800_000 },
  '50k+': { perMinute: 6_250, perDay: 6_000_000 },
} as const;
export type Tier = keyof typeof tiers;

export interface RouteUsage {
  requests: number;
  resourceUnits: number;
}

export interface Usage {
  /** HTTP requests to Graph; a `$batch` is one. */
  requests: number;
  resourceUnits: number;
  /** By method and route template; sub-requests of a `$batch` are counted here under their own route. */
  byRoute: Record<string, RouteUsage>;
}

/** Counts what Graph spends, and says when an application has spent too much. */
export class UsageMeter {
  private usage: Usage = emptyUsage();
  private readonly windows = new Map<string, { minute: number; spent: number }>();
  tier: Tier | undefined;

  constructor(private readonly context: TenantContext) {
    const wanted = process.env.LOCAL_TENANT_TIER;
    if (wanted === undefined || wanted === '') return;
    if (!(wanted in tiers)) throw new Error(`LOCAL_TENANT_TIER must be one of ${Object.keys(tiers).join(', ')}.`);
    this.tier = wanted as Tier;
  }

  countRequest(): void {
    this.usage.requests += 1;
  }

  /**
   * Spends `units` for an application. Above the tier's limit it returns how to refuse: calls made while throttled
   * count too. From 80 % on it returns only the warning headers.
   */
  spend(application: string, route: string, units: number): { refused: boolean; headers: Record<string, string> } {
    this.usage.resourceUnits += units;
    this.usage.byRoute[route] ??= { requests: 0, resourceUnits: 0 };
    const byRoute = this.usage.byRoute[route];
    byRoute.requests += 1;
    byRoute.resourceUnits += units;
    const now = this.context.clock.now();
    const minute = Math.floor(now / 60_000);
    const known = this.windows.get(application);
    const window = known?.minute === minute ? known : { minute, spent: 0 };
    this.windows.set(application, window);
    const limit = this.tier === undefined ? Number.POSITIVE_INFINITY : tiers[this.tier].perMinute;
    const refused = units > 0 && window.spent + units > limit;
    window.spent += units;
    if (window.spent < limit * 0.8 || units === 0) return { refused: false, headers: {} };
    const reset = String(Math.max(1, Math.ceil(((minute + 1) * 60_000 - now) / 1000)));
    const headers: Record<string, string> = {
      'RateLimit-Limit': String(limit),
      'RateLimit-Remaining': String(Math.max(0, limit - window.spent)),
      'RateLimit-Reset': reset,
    };
    if (refused) headers['Retry-After'] = reset;
    return { refused, headers };
  }

  read(): Usage & { tier?: Tier; thisMinute: Record<string, number> } {
    const minute = Math.floor(this.context.clock.now() / 60_000);
    const current = [...this.windows].filter(([, window]) => window.minute === minute);
    return {
      ...structuredClone(this.usage),
      tier: this.tier,
      thisMinute: Object.fromEntries(current.map(([application, { spent }]) => [application, spent])),
    };
  }

  reset(): void {
    this.usage = emptyUsage();
    this.windows.clear();
  }
}

const emptyUsage = (): Usage => ({ requests: 0, resourceUnits: 0, byRoute: {} });
