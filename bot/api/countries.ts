import { countryList } from '../../src/contracts/countries';
import type { ApiDeps } from './deps';
import { personRoute, type Route } from './route';

export const countryRoutes = ({ countries }: ApiDeps): Route[] => [
  personRoute({
    method: 'GET',
    path: '/api/countries',
    summary: 'Countries to choose from, by their English names.',
    tag: 'countries',
    act: 'read',
    response: countryList,
    handle: () => ({
      status: 200,
      json: { countries: countries.map(({ code, name }) => ({ code, name })) },
      headers: { 'cache-control': 'private, max-age=86400' },
    }),
  }),
];
