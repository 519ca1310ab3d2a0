import { partnerTwins } from '../../src/domain/partnerTwins';

const here = { name: 'Aceros & Cía.', country: 'MX', city: 'Monterrey', address: 'Calle 1', reference: 'V-1' };

it.each<[string, Partial<typeof here>, boolean]>([
  ['the same in other spelling', { name: 'ACEROS AND CIA', reference: undefined }, true],
  ['another name with the same reference', { name: 'Other', reference: ' v-1 ' }, true],
  ['the same with another reference', { reference: 'V-2' }, false],
  ['another city', { city: 'Saltillo', reference: undefined }, false],
  ['a city and an address that are not said', { city: undefined, address: undefined, reference: undefined }, true],
  ['an address that is not said', { address: undefined, reference: undefined }, true],
  ['another address', { address: 'Calle 2', reference: undefined }, false],
  ['another city, and no address', { city: 'Saltillo', address: undefined, reference: undefined }, false],
  ['no place at all with another reference', { city: undefined, address: undefined, reference: 'V-2' }, false],
  ['another country', { country: 'ES', reference: undefined }, false],
])('%s', (_what, more, isTwin) => {
  const twins = partnerTwins<string>();
  twins.add(here, 'found');
  expect(twins.find({ ...here, ...more })).toBe(isTwin ? 'found' : undefined);
});

it('a partner that is kept without its place is the same as one that says it', () => {
  const twins = partnerTwins<string>();
  twins.add({ name: here.name, country: here.country }, 'found');
  expect(twins.find(here)).toBe('found');
  expect(twins.find({ ...here, country: 'ES' })).toBeUndefined();
});
