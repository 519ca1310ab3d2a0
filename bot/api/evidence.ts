import { reviewEvidence } from '../../src/contracts/partners';
import { keyParams } from '../../src/contracts/requests';
import type { ApiDeps } from './deps';
import { downloadHeaders } from './downloadHeaders';
import { nothing, personRoute, type Route } from './route';

export const evidenceRoutes = ({ useCases }: ApiDeps): Route[] => [
  personRoute({
    method: 'POST',
    path: '/api/evidence/{key}/review',
    summary: 'Accepts or rejects a piece of evidence. 409 when somebody else changed it since `version`.',
    tag: 'evidence',
    act: 'review',
    params: keyParams,
    body: reviewEvidence,
    handle: async ({ by, params, body }) => {
      await useCases.reviewEvidence(by, params.key, body);
      return nothing;
    },
  }),
  personRoute({
    method: 'GET',
    path: '/api/evidence/{key}/content',
    summary: 'The bytes of a piece of evidence.',
    tag: 'evidence',
    act: 'read',
    params: keyParams,
    produces: ['application/octet-stream'],
    handle: async ({ by, params }) => {
      const file = await useCases.evidenceContent(by, params.key);
      return { status: 200, file: file.body, headers: downloadHeaders(file) };
    },
  }),
];
