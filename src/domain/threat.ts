import type { Rating, RiskPolicy } from './risk';

/** World Bank governance percentiles of one country, 0 to 100, higher is better; absent means not rated. */
export interface WgiRow {
  /** Political stability and absence of violence or terrorism. */
  readonly pv?: number;
  /** Rule of law. */
  readonly rl?: number;
  /** Control of corruption. */
  readonly cc?: number;
  /** Year that the figures describe. */
  readonly year?: number;
}

export interface Wgi {
  /** To be shown wherever the figures are. */
  readonly attribution: string;
  /** By ISO 3166-1 alpha-2, upper case. */
  readonly byCountry: ReadonlyMap<string, WgiRow>;
}

/** A person's own judgement of one factor, which replaces the figure until it expires. */
export interface ThreatOverride {
  readonly factor: string;
  readonly level: Rating;
  readonly reason: string;
  readonly source: string;
  readonly by: string;
  /** Days, YYYY-MM-DD; on the last day it still holds. */
  readonly on: string;
  readonly expiresOn: string;
}

export interface ThreatFactor {
  readonly id: string;
  readonly title: string;
  readonly level: Rating | 'notRated';
  readonly proxy: 'pv' | 'rl' | 'cc';
  readonly percentile?: number;
  readonly year?: number;
  /** Present when a person's judgement stands in place of the figure. */
  readonly override?: ThreatOverride;
}

export interface Threat {
  /** ISO alpha-2, or `undefined` for a partner whose country is not known. */
  readonly country?: string;
  readonly rating: Rating;
  /** 5 to 15 over five factors. Ranks within a rating and decides nothing. */
  readonly total: number;
  readonly factors: readonly ThreatFactor[];
  /** How many factors have neither a figure nor a person's judgement. */
  readonly notRated: number;
  /** One sentence: which figures, of which year, and that they are a proxy. */
  readonly basis: string;
  readonly attribution: string;
}

const percentileLevel = (policy: RiskPolicy, percentile: number): Rating => {
  if (percentile < policy.threat.highBelow) return 3;
  return percentile < policy.threat.mediumBelow ? 2 : 1;
};

function basisOf(factors: readonly ThreatFactor[], country: string | undefined): string {
  const years = [...new Set(factors.flatMap(({ year }) => (year === undefined ? [] : [year])))].sort((a, b) => a - b);
  const judged = factors.filter(({ override }) => override !== undefined).length;
  const own = judged === 0 ? '' : ` ${judged} of ${factors.length} factors are your own judgement.`;
  if (country === undefined) return `No country is known, so no governance figure was used.${own}`;
  if (years.length === 0) return `There is no governance figure for ${country}.${own}`;
  return `Governance percentiles of ${years.join(', ')} for ${country}, used as a proxy: they do not measure cargo crime.${own}`;
}

/**
 * The threat of a country. A factor is 3 below the policy's first percentile, 2 below its second, else 1; without a
 * figure it is not rated, which never makes the rating 1. Rating: 3 if any factor is 3, else 2 if any is 2 or not rated,
 * else 1.
 * @param country ISO alpha-2, upper case; `undefined` when it is not known
 * @param override judgements of people, of which those that hold on `asOf` (YYYY-MM-DD) are used, the latest first
 */
export function threatOf(
  country: string | undefined,
  wgi: Wgi,
  policy: RiskPolicy,
  override?: { readonly levels: readonly ThreatOverride[]; readonly asOf: string },
): Threat {
  const row = country === undefined ? undefined : wgi.byCountry.get(country);
  const inForce = (override?.levels ?? [])
    .filter(({ on, expiresOn }) => on <= (override?.asOf ?? '') && (override?.asOf ?? '') <= expiresOn)
    .sort((a, b) => (a.on < b.on ? 1 : -1));
  const factors = policy.threat.factors.map(({ id, title, proxy }): ThreatFactor => {
    const percentile = row?.[proxy];
    const judged = inForce.find(({ factor }) => factor === id);
    const figure = percentile === undefined ? {} : { percentile, year: row?.year };
    if (judged) return { id, title, level: judged.level, proxy, ...figure, override: judged };
    const level = percentile === undefined ? 'notRated' : percentileLevel(policy, percentile);
    return { id, title, level, proxy, ...figure };
  });
  const levels = factors.map(({ level }): Rating => (level === 'notRated' ? policy.threat.notRatedCountsAs : level));
  return {
    country,
    rating: ([3, 2] as const).find((level) => levels.includes(level)) ?? 1,
    total: levels.reduce<number>((sum, level) => sum + level, 0),
    factors,
    notRated: factors.filter(({ level }) => level === 'notRated').length,
    basis: basisOf(factors, country),
    attribution: wgi.attribution,
  };
}
