import { z } from 'zod';
import { assessmentKey } from '../../src/contracts/common';
import { decideNotApplicable } from '../../src/contracts/partners';
import type { ApiDeps } from './deps';
import { nothing, personRoute, type Route } from './route';

export const assessmentRoutes = ({ useCases }: ApiDeps): Route[] => [
  personRoute({
    method: 'POST',
    path: '/api/assessments/{key}/notApplicable',
    summary: 'Agrees or refuses that a question does not apply. The key holds a `|`, percent-encoded in the address.',
    tag: 'assessments',
    act: 'decide',
    params: z.object({ key: assessmentKey }),
    body: decideNotApplicable,
    handle: async ({ by, params, body }) => {
      await useCases.decideNotApplicable(by, params.key, body);
      return nothing;
    },
  }),
];
