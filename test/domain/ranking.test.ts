import { byUrgency, type Ranked } from '../../src/domain/ranking';

const ranked = (name: string, figures: Partial<Ranked['figures']>, exposure: Ranked['exposure'] = {}): Ranked => ({
  name,
  exposure,
  figures: { riskEvidenced: 'high', openMusts: 1, unproven: 1, unprovenMusts: 1, threatTotal: 9, ...figures },
});

it('red comes first, then open musts, unproven musts, other unproven points, threat, exposure, name', () => {
  const inOrder = [
    ranked('many open', { openMusts: 9 }),
    ranked('unproven musts', { unprovenMusts: 5, unproven: 5 }),
    ranked('unproven shoulds', { unproven: 8 }),
    ranked('threat', { threatTotal: 15 }),
    ranked('sole source', {}, { isSoleSource: true }),
    ranked('shipments', {}, { shipmentsPerYear: 10 }),
    ranked('a', {}),
    ranked('b', {}),
    ranked('medium', { riskEvidenced: 'medium', openMusts: 50 }),
    ranked('not rated', { riskEvidenced: 'notRated', openMusts: 50 }),
    ranked('low', { riskEvidenced: 'low', openMusts: 50 }),
  ];
  expect(
    [...inOrder]
      .reverse()
      .sort(byUrgency)
      .map(({ name }) => name),
  ).toEqual(inOrder.map(({ name }) => name));
});
