import { partnerTwins } from '../../src/domain/partnerTwins';

const here = { name: 'Aceros & Cía.', country: 'MX', city: 'Monterrey', address: 'Calle 1', reference: 'V-1' };

it.each<[string, Partial<typeof here>, boolean]>([
  ['the same in other spelling', { name: 'ACEROS AND CIA', reference: undefined }, true],
  ['another name with the same reference', { name: 'Other', reference: ' v-1 ' }, true],
  ['the same with another reference', { reference: 'V-2' }, false],
  ['another city', { city: 'Saltillo', reference: undefined }, false],
  ['another country', { country: 'ES', reference: undefined }, false],
])('%s', (_what, more, isTwin) => {
  const twins = partnerTwins<string>();
  twins.add(here, 'found');
  expect(twins.find({ ...here, ...more })).toBe(isTwin ? 'found' : undefined);
});
