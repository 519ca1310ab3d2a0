import { z } from 'zod';
import { pulse } from '../../../src/contracts/collaboration';
import { assessmentKey } from '../../../src/contracts/common';
import type { ApiDeps } from '../deps';
import { linkSessionRoute, ok, type Route } from '../route';
import { codeNeeded, maySeeSections } from './ownWork';

/** How one person's page learns that another saved. Asked every few seconds, so SharePoint is not asked at all. */
export const partnerPulseRoutes = ({ useCases, ownWork }: ApiDeps): Route[] => [
  linkSessionRoute({
    method: 'GET',
    path: '/partner/assessments/{key}/pulse',
    summary: 'What changed, without any answer in it. 403 `codeNeeded` as the questionnaire itself.',
    tag: 'partner page',
    params: z.object({ key: assessmentKey }),
    response: pulse,
    handle: async ({ session, contact, params }) => {
      const look = async () => useCases.pulse({ contact, source: 'page' }, params.key);
      if (session.codeOk) return ok(await look());
      // In turn, so that it never falls between a save of this session and its count.
      const now = await ownWork.inTurn(session, look);
      if (!maySeeSections(ownWork.of(session), params.key, now.sections)) throw codeNeeded();
      return ok(now);
    },
  }),
];
