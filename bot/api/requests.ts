import { decideColleagueInput, replyInput, requestList } from '../../src/contracts/collaboration';
import { keyParams, sinceQuery } from '../../src/contracts/requests';
import type { ApiDeps } from './deps';
import { nothing, personRoute, type Route } from './route';
import { unlessSeen } from './since';

/** What contacts ask of the customer's people, and what these answer. */
export const requestRoutes = ({ useCases }: ApiDeps): Route[] => [
  personRoute({
    method: 'GET',
    path: '/api/requests',
    summary: 'What contacts ask, open ones first. 204 when nothing changed since the revision in `since`.',
    tag: 'requests',
    act: 'read',
    query: sinceQuery,
    response: requestList,
    handle: ({ by, query }) => unlessSeen(query.since, useCases.listRequests(by)),
  }),
  personRoute({
    method: 'POST',
    path: '/api/requests/{key}/replies',
    summary: 'Answers a contact’s question. Repeating it with the same `requestId` answers once.',
    tag: 'requests',
    act: 'reply',
    params: keyParams,
    body: replyInput,
    handle: async ({ by, params, body }) => {
      await useCases.replyToHelp(by, params.key, body);
      return nothing;
    },
  }),
  personRoute({
    method: 'POST',
    path: '/api/requests/{key}/decision',
    summary: 'Agrees to a colleague whom a contact named, or refuses. 409 when somebody has decided otherwise.',
    tag: 'requests',
    act: 'edit',
    params: keyParams,
    body: decideColleagueInput,
    handle: async ({ by, params, body }) => {
      await useCases.decideColleague(by, params.key, body);
      return nothing;
    },
  }),
];
