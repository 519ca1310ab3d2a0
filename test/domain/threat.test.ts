import { bandOf, type Rating, type Risk, riskOf, type Vulnerability } from '../../src/domain/risk';
import { type ThreatOverride, threatOf, type Wgi, type WgiRow } from '../../src/domain/threat';
import { aPolicy } from './builders';

const wgiOf = (row?: WgiRow): Wgi => ({
  attribution: 'World Bank, CC BY 4.0',
  byCountry: new Map(row ? [['MX', { ...row, year: 2023 }]] : []),
});

describe('the threat of a country', () => {
  it.each<[string, WgiRow | undefined, Rating, number, number]>([
    ['is 1 when every figure is good', { pv: 60, rl: 60, cc: 60 }, 1, 5, 0],
    ['is 2 just below the second percentile', { pv: 60, rl: 60, cc: 59.99 }, 2, 6, 0],
    ['is 2 at the first percentile', { pv: 25, rl: 60, cc: 60 }, 2, 7, 0],
    ['is 3 just below it, whatever the others say', { pv: 90, rl: 90, cc: 24.99 }, 3, 7, 0],
    ['is 3 at zero, which is a figure', { pv: 0, rl: 0, cc: 0 }, 3, 15, 0],
    ['is at least 2 when a figure is missing', { pv: 90, rl: 90 }, 2, 6, 1],
    ['is 2 without any figure', undefined, 2, 10, 5],
  ])('%s', (_name, row, rating, total, notRated) => {
    expect(threatOf('MX', wgiOf(row), aPolicy())).toMatchObject({ rating, total, notRated });
  });

  it('is told with its proxy, its year and its source', () => {
    const threat = threatOf('MX', wgiOf({ pv: 22.75, rl: 24.06, cc: 17.45 }), aPolicy());
    expect(threat.factors[0]).toEqual({
      id: 'terrorism',
      title: 'Terrorism',
      level: 3,
      proxy: 'pv',
      percentile: 22.75,
      year: 2023,
    });
    expect(threat.basis).toMatch(/2023 for MX, used as a proxy/);
    expect(threat.attribution).toBe('World Bank, CC BY 4.0');
  });
  it('is 2 and says so when no country is known', () => {
    expect(threatOf(undefined, wgiOf({ pv: 90, rl: 90, cc: 90 }), aPolicy())).toMatchObject({
      rating: 2,
      notRated: 5,
      basis: expect.stringMatching(/^No country is known/),
    });
  });

  const judged = (over: Partial<ThreatOverride>): ThreatOverride => ({
    factor: 'contraband',
    level: 1,
    reason: 'Sealed at origin',
    source: 'Own audit',
    by: 'Maya',
    on: '2026-01-01',
    expiresOn: '2026-12-31',
    ...over,
  });
  it.each<[string, ThreatOverride[], string, Rating]>([
    ['holds on its first day', [judged({})], '2026-01-01', 1],
    ['holds on its last day', [judged({})], '2026-12-31', 1],
    ['ends after it', [judged({})], '2027-01-01', 3],
    ['does not hold before it was made', [judged({})], '2025-12-31', 3],
    ['gives way to a later one', [judged({}), judged({ on: '2026-03-01', level: 2 })], '2026-06-01', 2],
    ['concerns its own factor only', [judged({ factor: 'terrorism' })], '2026-06-01', 3],
  ])('a judgement %s', (_name, levels, asOf, rating) => {
    const threat = threatOf('MX', wgiOf({ pv: 90, rl: 90, cc: 10 }), aPolicy(), { levels, asOf });
    expect(threat.rating).toBe(rating);
  });
});

describe('the risk', () => {
  const rated = (rating: Rating): Vulnerability => ({ rating, best: rating, worst: rating });

  it.each<[Rating, Rating, Risk['band']]>([
    [1, 1, 'low'],
    [1, 2, 'low'],
    [1, 3, 'medium'],
    [2, 1, 'low'],
    [2, 2, 'medium'],
    [2, 3, 'high'],
    [3, 1, 'medium'],
    [3, 2, 'high'],
    [3, 3, 'high'],
  ])('of threat %i and vulnerability %i is %s', (threat, vulnerability, band) => {
    expect(riskOf(aPolicy(), threat, rated(vulnerability))).toEqual({
      band,
      value: threat * vulnerability,
      best: band,
      worst: band,
    });
  });
  it('is not rated while the vulnerability is not, with what it can become', () => {
    expect(riskOf(aPolicy(), 1, { rating: 'notRated', best: 1, worst: 2 })).toEqual({
      band: 'notRated',
      best: 'low',
      worst: 'low',
    });
  });
  it('has no band for a number that the policy leaves out', () => {
    expect(() => bandOf(aPolicy(), 5)).toThrow('no band for 5');
  });
});
