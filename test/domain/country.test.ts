import { countryLookup } from '../../src/domain/country';

const lookup = countryLookup([
  { code: 'MX', alpha3: 'MEX', name: 'Mexico', aliases: ['México', 'United Mexican States'] },
  { code: 'US', alpha3: 'USA', name: 'United States', aliases: ['United States of America', 'États-Unis'] },
  { code: 'CI', alpha3: 'CIV', name: "Cote d'Ivoire", aliases: ['Ivory Coast'] },
  { code: 'CD', alpha3: 'COD', name: 'Democratic Republic of the Congo', aliases: ['Congo'] },
  { code: 'CG', alpha3: 'COG', name: 'Republic of the Congo', aliases: ['Congo'] },
  { code: 'GM', alpha3: 'GMB', name: 'Gambia', aliases: [] },
]);

it.each([
  ['MX', 'MX'],
  ['mx', 'MX'],
  ['MEX', 'MX'],
  [' méxico ', 'MX'],
  ['Me\u0301xico', 'MX'],
  ['UNITED  MEXICAN STATES', 'MX'],
  ['U.S.A.', 'US'],
  ['the United States', 'US'],
  ['Etats Unis', 'US'],
  ['Côte d’Ivoire', 'CI'],
  ['ivory-coast', 'CI'],
  ['The Gambia', 'GM'],
])('finds %j as %s', (text, code) => {
  expect(lookup.find(text)?.code).toBe(code);
});

it.each(['', '  ', '??', 'Atlantis', 'Congo', 'M', '__proto__', 'constructor'])('finds no country for %j', (text) => {
  expect(lookup.find(text)).toBeUndefined();
});

it('lists all by name', () => {
  expect(lookup.all.map(({ code }) => code)).toEqual(['CI', 'CD', 'GM', 'MX', 'CG', 'US']);
});
