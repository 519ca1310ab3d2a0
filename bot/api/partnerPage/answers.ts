import { z } from 'zod';
import { assessmentKey } from '../../../src/contracts/common';
import { compactOf, compactQuestionnaire } from '../../../src/contracts/compactQuestionnaire';
import {
  evidenceItem,
  type QuestionnaireView,
  type SaveResult,
  saveResult,
  saveSection,
  submitInput,
  submitResult,
} from '../../../src/contracts/questionnaire';
import { MAX_FILE_BYTES } from '../../../src/useCases/fileCheck';
import type { AroundSave } from '../../../src/useCases/useCases';
import type { ApiDeps } from '../deps';
import { createAtOnce } from '../atOnce';
import { fileNameOf } from '../readBody';
import { created, linkSessionRoute, nothing, ok, type Route } from '../route';
import type { LinkSession } from './linkSession';
import { codeNeeded, createWhileVisible, withoutForeignFiles } from './ownWork';

/** Each waits on this machine's disk until it is whole and looked at. */
const FILES_AT_ONCE = 4;

const id = z.string().min(1).max(100);
const siteId = z.string().regex(/^[0-9a-z-]{1,40}$/, 'This address is not complete.');
const at = z.object({ key: assessmentKey });
const tag = 'partner page';

/** Reading and answering one questionnaire with a link session. What may be seen without a code: see ownWork.ts. */
export const partnerAnswerRoutes = ({ useCases, sessions, ownWork }: ApiDeps): Route[] => {
  const uploads = createAtOnce(
    FILES_AT_ONCE,
    'Several files are on their way already. Wait until one has arrived, then send this one again.',
  );

  const whileVisible = createWhileVisible({ useCases, ownWork });
  const withCookie = (session: LinkSession) => ({ 'set-cookie': sessions.cookie(ownWork.of(session)) });

  /**
   * Runs a save and counts it as the session's own if it wrote; throws `codeNeeded` if somebody else wrote as well.
   * @param before what was there, `undefined` for a session that is proven and needs no count
   */
  async function countSave(
    session: LinkSession,
    assessment: string,
    before: QuestionnaireView | undefined,
    place: { readonly sectionId: string; readonly siteId?: string },
    save: () => Promise<SaveResult>,
  ): Promise<SaveResult> {
    const result = await save();
    if (!before) return result;
    const { sectionId, siteId } = place;
    const was = before.sections.find((each) => each.id === sectionId && each.siteId === siteId)?.revision ?? 0;
    if (result.revision > was + 1) throw codeNeeded();
    if (result.revision === was + 1) ownWork.noteSave(session, assessment, { sectionId, siteId });
    return result;
  }

  return [
    linkSessionRoute({
      method: 'GET',
      path: '/partner/questionnaire',
      summary:
        'One questionnaire, whole, each text once. 403 `codeNeeded` while it holds answers this browser may not see yet.',
      tag,
      query: z.object({ assessment: assessmentKey }),
      response: compactQuestionnaire,
      handle: async ({ session, contact, query }) => {
        const view = await whileVisible(
          session,
          contact,
          query.assessment,
          async (before) => before ?? useCases.questionnaire({ contact, source: 'page' }, query.assessment),
        );
        return ok(compactOf(withoutForeignFiles(ownWork.of(session), view)));
      },
    }),
    linkSessionRoute({
      method: 'PUT',
      path: '/partner/assessments/{key}/sections/{sectionId}/{siteId}',
      summary: 'Saves the answers of a section; `-` as site for the company’s own. Repeating it changes nothing.',
      tag,
      params: at.extend({ sectionId: id, siteId }),
      body: saveSection,
      response: saveResult,
      handle: ({ session, contact, params, body }) =>
        whileVisible(session, contact, params.key, async (before) => {
          const site = params.siteId === '-' ? undefined : params.siteId;
          const section = { assessmentKey: params.key, sectionId: params.sectionId, ...(site ? { siteId: site } : {}) };
          const result = await countSave(session, params.key, before, section, () =>
            useCases.saveAnswers({ contact, source: 'page' }, section, body),
          );
          if (!before) return ok(result);
          return { status: 200, json: result, headers: withCookie(session) };
        }),
    }),
    linkSessionRoute({
      method: 'POST',
      path: '/partner/assessments/{key}/evidence',
      summary: 'Adds a file to a question: the bytes as the body, the name URI-encoded in `x-file-name`.',
      tag,
      params: at,
      query: z.object({ questionId: id, siteId: siteId.optional() }),
      upload: { limit: MAX_FILE_BYTES, how: 'streamed' },
      response: evidenceItem,
      handle: async ({ session, contact, params, query, request }) => {
        // Only the look takes its turn: saves must not wait for a large file on a slow line.
        await whileVisible(session, contact, params.key, async () => undefined);
        const size = Number(request.headers['content-length']);
        // Where the file is the answer, a section is saved too, and counted as this session's own like any other save.
        const counted: AroundSave = (place, save) =>
          whileVisible(session, contact, params.key, (before) => countSave(session, params.key, before, place, save));
        const item = await uploads.run(session.linkKey, () =>
          useCases.attachEvidence(
            { contact, source: 'page' },
            {
              assessmentKey: params.key,
              questionId: query.questionId,
              ...(query.siteId ? { siteId: query.siteId } : {}),
            },
            {
              name: fileNameOf(request.headers),
              declaredType: request.headers['content-type'],
              ...(Number.isInteger(size) ? { expectedSize: size } : {}),
              body: request.body,
            },
            counted,
          ),
        );
        if (session.codeOk) return created(item);
        ownWork.noteFile(session, item.key);
        return { status: 201, json: item, headers: withCookie(session) };
      },
    }),
    linkSessionRoute({
      method: 'DELETE',
      path: '/partner/assessments/{key}/evidence/{evidenceKey}',
      summary: 'Takes back a file that nobody has reviewed yet.',
      tag,
      params: at.extend({ evidenceKey: z.string().regex(/^[0-9a-z]{26}$/) }),
      handle: ({ session, contact, params }) =>
        whileVisible(session, contact, params.key, async (before) => {
          if (!session.codeOk && !ownWork.of(session).files.includes(params.evidenceKey)) throw codeNeeded();
          const by = { contact, source: 'page' } as const;
          await useCases.withdrawEvidence(by, params.key, params.evidenceKey, (place, save) =>
            countSave(session, params.key, before, place, save),
          );
          return session.codeOk ? nothing : { status: 204, headers: withCookie(session) };
        }),
    }),
    linkSessionRoute({
      method: 'POST',
      path: '/partner/assessments/{key}/submit',
      summary: 'Sends the answers, once and for all. Repeating it says who sent them and when.',
      tag,
      params: at,
      body: submitInput,
      response: submitResult,
      handle: ({ session, contact, params, body }) =>
        whileVisible(session, contact, params.key, async () =>
          ok(await useCases.submitAssessment({ contact, source: 'page' }, params.key, body)),
        ),
    }),
  ];
};
