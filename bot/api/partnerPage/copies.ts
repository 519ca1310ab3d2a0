import { z } from 'zod';
import { assessmentKey } from '../../../src/contracts/common';
import { createAtOnce } from '../atOnce';
import type { ApiDeps } from '../deps';
import { downloadHeaders } from '../downloadHeaders';
import { linkSessionRoute, type Route } from '../route';
import { codeNeeded, createWhileVisible } from './ownWork';

/** A copy of the answers that were sent, to keep. */
export const partnerCopyRoutes = ({ useCases, ownWork }: ApiDeps): Route[] => {
  // Each takes a processor for half a second, and one with many sites for several.
  const copies = createAtOnce(1, 'A copy is being made already. Wait a moment, then try again.');
  const whileVisible = createWhileVisible({ useCases, ownWork });
  return [
    linkSessionRoute({
      method: 'GET',
      path: '/partner/assessments/{key}/copy/{format}',
      summary: 'The answers that were sent, as a Word document or an Excel workbook.',
      tag: 'partner page',
      params: z.object({ key: assessmentKey, format: z.enum(['docx', 'xlsx'], 'Choose docx or xlsx.') }),
      produces: ['application/octet-stream'],
      handle: ({ session, contact, params }) =>
        whileVisible(session, contact, params.key, async (before) => {
          // The copy names every file, and files that others added are out of sight until the code was typed.
          const own = ownWork.of(session).files;
          if (before?.evidence.some(({ key }) => !own.includes(key))) throw codeNeeded();
          const file = await copies.run(session.linkKey, () =>
            useCases.submittedCopy({ contact, source: 'page' }, params.key, params.format),
          );
          return { status: 200, file: file.body, headers: downloadHeaders(file) };
        }),
    }),
  ];
};
