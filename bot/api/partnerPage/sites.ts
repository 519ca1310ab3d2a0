import { z } from 'zod';
import {
  addSiteInput,
  type CopySiteResult,
  copySiteInput,
  copySiteResult,
  renameSiteInput,
} from '../../../src/contracts/collaboration';
import { assessmentKey } from '../../../src/contracts/common';
import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import { PartlyCopied } from '../../../src/useCases/copySite';
import type { ApiDeps } from '../deps';
import { created, linkSessionRoute, nothing, ok, type Route } from '../route';
import type { LinkSession } from './linkSession';
import { codeNeeded, createWhileVisible } from './ownWork';

const at = z.object({ key: assessmentKey });
const atSite = at.extend({ siteId: z.string().regex(/^[0-9a-z-]{1,40}$/, 'This address is not complete.') });
const tag = 'partner page';

/** The places of the partner, as a contact names, adds and compares them while answering. */
export const partnerSiteRoutes = ({ useCases, sessions, ownWork }: ApiDeps): Route[] => {
  const whileVisible = createWhileVisible({ useCases, ownWork });

  /** Counts the sections that a copy saved as this session's own work, unless somebody else wrote there as well. */
  const noteCopies = (
    session: LinkSession,
    before: QuestionnaireView,
    saved: readonly CopySiteResult['saved'][number][],
  ): void => {
    for (const place of saved) {
      const was =
        before.sections.find(({ id, siteId }) => id === place.sectionId && siteId === place.siteId)?.revision ?? 0;
      if (place.revision > was + 1) throw codeNeeded();
      ownWork.noteSave(session, before.assessmentKey, place);
    }
  };

  return [
    linkSessionRoute({
      method: 'POST',
      path: '/partner/assessments/{key}/sites',
      summary: 'Adds a place of the partner; its questions come at the end. Repeating it adds nothing.',
      tag,
      params: at,
      body: addSiteInput,
      response: z.object({ siteId: z.string() }),
      handle: ({ session, contact, params, body }) =>
        whileVisible(session, contact, params.key, async () =>
          created(await useCases.addSite({ contact, source: 'page' }, params.key, body)),
        ),
    }),
    linkSessionRoute({
      method: 'PUT',
      path: '/partner/assessments/{key}/sites/{siteId}',
      summary: 'Gives a place another name: one that a contact added, or the one that nobody has named.',
      tag,
      params: atSite,
      body: renameSiteInput,
      handle: ({ session, contact, params, body }) =>
        whileVisible(session, contact, params.key, async () => {
          await useCases.renameSite({ contact, source: 'page' }, params.key, params.siteId, body);
          return nothing;
        }),
    }),
    linkSessionRoute({
      method: 'DELETE',
      path: '/partner/assessments/{key}/sites/{siteId}',
      summary: 'Takes out a place that a contact added. Its answers stay stored and count nowhere.',
      tag,
      params: atSite,
      handle: ({ session, contact, params }) =>
        whileVisible(session, contact, params.key, async () => {
          await useCases.removeSite({ contact, source: 'page' }, params.key, params.siteId);
          return nothing;
        }),
    }),
    linkSessionRoute({
      method: 'POST',
      path: '/partner/assessments/{key}/sites/{siteId}/copy',
      summary: '"Same as": this place takes over the answers of another. Repeating it does what is not done yet.',
      tag,
      params: atSite,
      body: copySiteInput,
      response: copySiteResult,
      handle: ({ session, contact, params, body }) =>
        whileVisible(session, contact, params.key, async (before) => {
          try {
            const result = await useCases.copySite({ contact, source: 'page' }, params.key, params.siteId, body);
            if (!before) return ok(result);
            noteCopies(session, before, result.saved);
            return { status: 200, json: result, headers: { 'set-cookie': sessions.cookie(ownWork.of(session)) } };
          } catch (error) {
            if (before && error instanceof PartlyCopied) noteCopies(session, before, error.saved);
            throw error;
          }
        }),
    }),
  ];
};
