import {
  campaignDetail,
  campaignInput,
  campaignList,
  campaignPreview,
  openCampaignInput,
} from '../../src/contracts/campaigns';
import { createdKey, keyParams, sinceQuery } from '../../src/contracts/requests';
import type { ApiDeps } from './deps';
import { created, ok, personRoute, type Route } from './route';
import { unlessSeen } from './since';

export const campaignRoutes = ({ useCases }: ApiDeps): Route[] => [
  personRoute({
    method: 'POST',
    path: '/api/campaigns/preview',
    summary: 'What opening this campaign would do: reach per channel, time needed, the messages as partners read them.',
    tag: 'campaigns',
    act: 'openCampaign',
    body: campaignInput,
    response: campaignPreview,
    handle: async ({ by, body }) => ok(await useCases.previewCampaign(by, body)),
  }),
  personRoute({
    method: 'GET',
    path: '/api/campaigns',
    summary: 'All campaigns. 204 when nothing changed since the revision in `since`.',
    tag: 'campaigns',
    act: 'read',
    query: sinceQuery,
    response: campaignList,
    handle: ({ by, query }) => unlessSeen(query.since, useCases.listCampaigns(by)),
  }),
  personRoute({
    method: 'POST',
    path: '/api/campaigns',
    summary: 'Opens a campaign. Repeating the call with the same `requestId` opens no second one.',
    tag: 'campaigns',
    act: 'openCampaign',
    body: openCampaignInput,
    response: createdKey,
    handle: async ({ by, body }) => created(await useCases.openCampaign(by, body)),
  }),
  personRoute({
    method: 'GET',
    path: '/api/campaigns/{key}',
    summary: 'One campaign with its partners in four groups and the messages behind them.',
    tag: 'campaigns',
    act: 'read',
    params: keyParams,
    query: sinceQuery,
    response: campaignDetail,
    handle: ({ by, params, query }) => unlessSeen(query.since, useCases.viewCampaign(by, params.key)),
  }),
];
