import { version } from '../../src/contracts/common';
import { partnerDetail, partnerInput, partnerList } from '../../src/contracts/partners';
import { createdKey, keyParams, requestId, sinceQuery } from '../../src/contracts/requests';
import type { ApiDeps } from './deps';
import { created, nothing, personRoute, type Route } from './route';
import { unlessSeen } from './since';

export const partnerRoutes = ({ useCases }: ApiDeps): Route[] => [
  personRoute({
    method: 'GET',
    path: '/api/partners',
    summary: 'All partners within the scope of the person. 204 when nothing changed since the revision in `since`.',
    tag: 'partners',
    act: 'read',
    query: sinceQuery,
    response: partnerList,
    handle: ({ by, query }) => unlessSeen(query.since, useCases.listPartners(by)),
  }),
  personRoute({
    method: 'POST',
    path: '/api/partners',
    summary: 'Adds a partner. Repeating the call with the same `requestId` adds no second one.',
    tag: 'partners',
    act: 'edit',
    body: partnerInput.extend(requestId.shape),
    response: createdKey,
    handle: async ({ by, body }) => created(await useCases.addPartner(by, body)),
  }),
  personRoute({
    method: 'GET',
    path: '/api/partners/{key}',
    summary: 'One partner, whole: contacts, questionnaires with answers, evidence and score, history.',
    tag: 'partners',
    act: 'read',
    params: keyParams,
    query: sinceQuery,
    response: partnerDetail,
    handle: async ({ by, params, query }) => unlessSeen(query.since, await useCases.viewPartner(by, params.key)),
  }),
  personRoute({
    method: 'PUT',
    path: '/api/partners/{key}',
    summary: 'Changes a partner. 409 when somebody else changed it since `version`.',
    tag: 'partners',
    act: 'edit',
    params: keyParams,
    body: partnerInput.extend({ version }),
    handle: async ({ by, params, body }) => {
      await useCases.changePartner(by, params.key, body);
      return nothing;
    },
  }),
];
