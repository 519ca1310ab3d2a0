import type { ReceiptStep } from './receipt';
import type { CategoryResult } from './requirement';
import type { Risk, Vulnerability } from './risk';
import type { Threat, ThreatFactor } from './threat';

const PROXIES = { pv: 'political stability', rl: 'rule of law', cc: 'control of corruption' } as const;

function factorText({ title, level, proxy, percentile, year, override }: ThreatFactor): string {
  if (override) {
    return `${title}: ${override.level} of 3, set by ${override.by} on ${override.on} until ${override.expiresOn} (${override.reason}; source: ${override.source}).`;
  }
  if (level === 'notRated' || percentile === undefined)
    return `${title}: not rated, because there is no figure; the rating is at least 2.`;
  return `${title}: ${level} of 3, from percentile ${percentile} for ${PROXIES[proxy]}${year === undefined ? '' : ` in ${year}`}.`;
}

function vulnerabilityText({ rating, best, worst }: Vulnerability): string {
  if (rating === 'notApplicable') return 'does not apply';
  return rating === 'notRated' ? `not rated yet, between ${best} and ${worst} of 3` : `${rating} of 3`;
}

function riskText(name: string, { band, value, best, worst }: Risk, threat: Threat): string {
  if (band !== 'notRated')
    return `${name} risk: threat ${threat.rating} x vulnerability ${(value ?? 0) / threat.rating} = ${value}, ${band}.`;
  const range = best === worst ? `${best} as far as is known` : `between ${best} and ${worst}`;
  return `${name} risk: not rated yet, ${range}.`;
}

export interface StepsInput {
  readonly categories: readonly CategoryResult[];
  readonly threat: Threat;
  readonly vulnerabilityDeclared: Vulnerability;
  readonly vulnerabilityEvidenced: Vulnerability;
  readonly riskDeclared: Risk;
  readonly riskEvidenced: Risk;
}

/** How the figures follow, in sentences: threat factors, categories, then the two risks. */
export function receiptSteps(input: StepsInput): ReceiptStep[] {
  const { categories, threat } = input;
  const both = (declared: Vulnerability, evidenced: Vulnerability): string =>
    `declared ${vulnerabilityText(declared)}; evidenced ${vulnerabilityText(evidenced)}`;
  return [
    ...threat.factors.map((factor): ReceiptStep => ({ about: 'threat', id: factor.id, text: factorText(factor) })),
    { about: 'threat', text: `Threat: ${threat.rating} of 3, the highest factor decides. ${threat.basis}` },
    ...categories.map(
      ({ id, title, declared, evidenced }): ReceiptStep => ({
        about: 'category',
        id,
        text: `${title}: vulnerability ${both(declared, evidenced)}.`,
      }),
    ),
    {
      about: 'vulnerability',
      text: `Vulnerability: ${both(input.vulnerabilityDeclared, input.vulnerabilityEvidenced)}; the worst category decides.`,
    },
    { about: 'risk', text: riskText('Declared', input.riskDeclared, threat) },
    { about: 'risk', text: riskText('Evidenced', input.riskEvidenced, threat) },
  ];
}
