export type Band = 'low' | 'medium' | 'high';
export type Rating = 1 | 2 | 3;

export interface ThreatFactorPolicy {
  readonly id: string;
  readonly title: string;
  /** Which of the World Bank's governance figures stands in for the factor. */
  readonly proxy: 'pv' | 'rl' | 'cc';
}

/** Every number of the risk method. Data of the customer, versioned, frozen by a campaign that uses it. */
export interface RiskPolicy {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly threat: {
    /** Percentiles (0 to 100, higher is better) under which a factor is 3, or else 2. */
    readonly highBelow: number;
    readonly mediumBelow: number;
    /** What a factor without a figure adds to the total, and counts as in the rating. Never 1. */
    readonly notRatedCountsAs: Exclude<Rating, 1>;
    readonly factors: readonly ThreatFactorPolicy[];
  };
  /** Vulnerability of a category: everything met, only shoulds missed, any must missed. */
  readonly vulnerability: { readonly allMet: Rating; readonly shouldMissed: Rating; readonly mustMissed: Rating };
  readonly conformity: {
    readonly weight: { readonly must: number; readonly should: number };
    readonly credit: {
      readonly met: number;
      readonly partlyMet: number;
      readonly notMet: number;
      readonly unanswered: number;
    };
  };
  /** Bands of threat x vulnerability (1 to 9), both ends included, together covering every product. */
  readonly bands: readonly { readonly band: Band; readonly from: number; readonly to: number }[];
}

/** Threat x vulnerability. While the vulnerability is not rated there is no value, only what it can still become. */
export interface Risk {
  readonly band: Band | 'notRated';
  /** 1 to 9; `undefined` while not rated. */
  readonly value?: number;
  readonly best: Band;
  readonly worst: Band;
}

/** The band of a product of threat and vulnerability. Throws on a product that the policy has no band for. */
export function bandOf(policy: RiskPolicy, product: number): Band {
  const found = policy.bands.find(({ from, to }) => product >= from && product <= to);
  if (!found) throw new RangeError(`The risk policy ${policy.id} has no band for ${product}.`);
  return found.band;
}

export interface Vulnerability {
  /** `notApplicable`: nothing in the category applies. Such a category does not count. */
  readonly rating: Rating | 'notRated' | 'notApplicable';
  /** What the rating becomes if all that is open turns out well, and if none of it does. */
  readonly best: Rating;
  readonly worst: Rating;
}

/**
 * Risk of a threat rating and a vulnerability. A missed must keeps the vulnerability at its worst rating whatever share
 * of the criteria is met, and so decides here too. Nothing that is not rated gets a band.
 */
export function riskOf(policy: RiskPolicy, threat: Rating, vulnerability: Vulnerability): Risk {
  const best = bandOf(policy, threat * vulnerability.best);
  const worst = bandOf(policy, threat * vulnerability.worst);
  if (typeof vulnerability.rating !== 'number') return { band: 'notRated', best, worst };
  const value = threat * vulnerability.rating;
  return { band: bandOf(policy, value), value, best, worst };
}
