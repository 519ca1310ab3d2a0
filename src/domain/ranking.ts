import type { ScoreFigures } from './assessment';
import type { Exposure } from './partner';

/** What decides who is called first. */
export interface Ranked {
  readonly figures: Pick<ScoreFigures, 'riskEvidenced' | 'openMusts' | 'unproven' | 'unprovenMusts' | 'threatTotal'>;
  readonly exposure: Exposure;
  readonly name: string;
}

const BAND_ORDER = { high: 0, medium: 1, notRated: 2, low: 3 } as const;

/**
 * Orders partners by who should be called first: by risk, and inside a band (where most partners are at first) by open
 * musts, unproven musts, other unproven points, threat total, exposure (sole source, then shipments), name. For `Array.sort`.
 */
export function byUrgency(a: Ranked, b: Ranked): number {
  return (
    BAND_ORDER[a.figures.riskEvidenced] - BAND_ORDER[b.figures.riskEvidenced] ||
    b.figures.openMusts - a.figures.openMusts ||
    (b.figures.unprovenMusts ?? 0) - (a.figures.unprovenMusts ?? 0) ||
    b.figures.unproven - a.figures.unproven ||
    b.figures.threatTotal - a.figures.threatTotal ||
    Number(b.exposure.isSoleSource ?? false) - Number(a.exposure.isSoleSource ?? false) ||
    (b.exposure.shipmentsPerYear ?? 0) - (a.exposure.shipmentsPerYear ?? 0) ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
  );
}
