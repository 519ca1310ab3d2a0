import type { CountryList } from '../../../src/contracts/countries';

const CODES = [
  'AE',
  'CA',
  'CL',
  'CN',
  'DE',
  'HK',
  'LV',
  'MX',
  'NL',
  'PE',
  'SE',
  'US',
  'VN',
  'FR',
  'GB',
  'IN',
  'JP',
  'BR',
  'GT',
  'PR',
];
const names = new Intl.DisplayNames('en', { type: 'region' });

export const sampleCountries: CountryList = {
  countries: CODES.map((code) => ({ code, name: names.of(code) ?? code })),
};
