import { z } from 'zod';
import { assessmentKey } from '../../src/contracts/common';
import { decideNotApplicable } from '../../src/contracts/partners';
import { createAtOnce } from './atOnce';
import type { ApiDeps } from './deps';
import { downloadHeaders } from './downloadHeaders';
import { nothing, personRoute, type Route } from './route';

export const assessmentRoutes = ({ useCases }: ApiDeps): Route[] => {
  // Each takes the processor for half a second.
  const copies = createAtOnce(1, 'A copy is being made already. Wait a moment, then try again.');
  return [
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
    personRoute({
      method: 'GET',
      path: '/api/assessments/{key}/copy/{format}',
      summary: 'The answers that the partner sent last, as a Word document or an Excel workbook.',
      tag: 'assessments',
      act: 'read',
      params: z.object({ key: assessmentKey, format: z.enum(['docx', 'xlsx'], 'Choose docx or xlsx.') }),
      produces: ['application/octet-stream'],
      handle: async ({ by, params }) => {
        const file = await copies.run(by.oid, () => useCases.answersCopy(by, params.key, params.format));
        return { status: 200, file: file.body, headers: downloadHeaders(file) };
      },
    }),
  ];
};
