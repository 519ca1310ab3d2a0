import { overview } from '../../src/contracts/overview';
import { sinceQuery } from '../../src/contracts/requests';
import type { ApiDeps } from './deps';
import { ok, personRoute, type Route } from './route';
import { unlessSeen } from './since';

// A change of what is wrong is no change of a row, so the revision does not tell it. While something is wrong, and for
// a while after it passed, every look is answered in full.
const TELL_RECOVERY_FOR_MS = 60_000;

export const overviewRoutes = ({ useCases, clock }: ApiDeps): Route[] => {
  let troubledAt = Number.NEGATIVE_INFINITY;
  return [
    personRoute({
      method: 'GET',
      path: '/api/overview',
      summary: 'The state of things over all open campaigns. 204 when nothing changed since the revision in `since`.',
      tag: 'overview',
      act: 'read',
      query: sinceQuery,
      response: overview,
      handle: ({ by, query }) => {
        const view = useCases.overview(by);
        if (view.trouble !== undefined) troubledAt = clock.now().getTime();
        const isTroubled = Math.abs(clock.now().getTime() - troubledAt) < TELL_RECOVERY_FOR_MS;
        return isTroubled ? ok(view) : unlessSeen(query.since, view);
      },
    }),
  ];
};
