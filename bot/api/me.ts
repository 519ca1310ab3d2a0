import { me } from '../../src/contracts/me';
import type { ApiDeps } from './deps';
import { ok, personRoute, type Route } from './route';

export const meRoutes = ({ useCases }: ApiDeps): Route[] => [
  personRoute({
    method: 'GET',
    path: '/api/me',
    summary: 'Who is signed in, and what this person may do.',
    tag: 'me',
    act: 'read',
    response: me,
    handle: ({ by }) => ok(useCases.me(by)),
  }),
];
