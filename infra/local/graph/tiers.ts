/** How many resource units are allowed, by the number of the tenant's licences. */
export interface TierLimits {
  /** One application in one minute. */
  readonly perMinute: number;
  /** One application in 24 hours. */
  readonly perDay: number;
  /** All applications together in five minutes. */
  readonly perTenantFiveMinutes: number;
}

/** SharePoint's limits as published. */
export const tiers = {
  '0-1k': { perMinute: 1_250, perDay: 1_200_000, perTenantFiveMinutes: 18_750 },
  '1k-5k': { perMinute: 2_500, perDay: 2_400_000, perTenantFiveMinutes: 37_500 },
  '5k-15k': { perMinute: 3_750, perDay: 3_600_000, perTenantFiveMinutes: 56_250 },
  '15k-50k': { perMinute: 5_000, perDay: 4_800_000, perTenantFiveMinutes: 75_000 },
  '50k+': { perMinute: 6_250, perDay: 6_000_000, perTenantFiveMinutes: 93_750 },
} as const satisfies Record<string, TierLimits>;

export type Tier = keyof typeof tiers;

export const isTier = (text: string): text is Tier => Object.hasOwn(tiers, text);

/** The tier that a text such as `LOCAL_TENANT_TIER` names; `none` is no limit at all. Throws for any other word. */
export function readTier(text: string): Tier | undefined {
  if (text === 'none') return undefined;
  if (!isTier(text)) throw new Error(`LOCAL_TENANT_TIER must be one of ${Object.keys(tiers).join(', ')} or none.`);
  return text;
}
