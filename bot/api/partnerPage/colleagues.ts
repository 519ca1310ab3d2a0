import { z } from 'zod';
import { delegateInput, namingResult, notMeInput, widenInput } from '../../../src/contracts/collaboration';
import { assessmentKey, key } from '../../../src/contracts/common';
import type { ApiDeps } from '../deps';
import { linkSessionRoute, nothing, ok, type Route } from '../route';
import type { LinkSession } from './linkSession';
import { codeNeeded, createWhileVisible } from './ownWork';

const at = z.object({ key: assessmentKey });
const tag = 'partner page';

/** A link alone says who was written to. Naming somebody makes us write to others, so it takes the code as well. */
function demandCode(session: LinkSession): void {
  if (session.codeOk) return;
  throw codeNeeded(
    'Before you change who answers, type the code that we send to your mail address. What you entered here is kept.',
  );
}

/** Sharing a questionnaire with colleagues, with a link session. */
export const partnerColleagueRoutes = ({ useCases, sessions, ownWork }: ApiDeps): Route[] => {
  const whileVisible = createWhileVisible({ useCases, ownWork });
  return [
    linkSessionRoute({
      method: 'POST',
      path: '/partner/assessments/{key}/delegations',
      summary: 'Hands parts over to a colleague, who becomes a contact at once or after the customer has agreed.',
      tag,
      params: at,
      body: delegateInput,
      response: namingResult,
      handle: async ({ session, contact, params, body }) => {
        demandCode(session);
        return ok(await useCases.delegate({ contact, source: 'page' }, params.key, body));
      },
    }),
    linkSessionRoute({
      method: 'DELETE',
      path: '/partner/assessments/{key}/delegations/{delegationKey}',
      summary: 'Takes parts back. The colleague does not see them any more; what was answered stays.',
      tag,
      params: at.extend({ delegationKey: key }),
      handle: async ({ session, contact, params }) => {
        demandCode(session);
        await useCases.withdrawDelegation({ contact, source: 'page' }, params.key, params.delegationKey);
        return nothing;
      },
    }),
    linkSessionRoute({
      method: 'POST',
      path: '/partner/assessments/{key}/whole',
      summary: 'Asks a colleague who answers parts for everything, at once or after the customer has agreed.',
      tag,
      params: at,
      body: widenInput,
      response: namingResult,
      handle: async ({ session, contact, params, body }) => {
        demandCode(session);
        return ok(await useCases.widenColleague({ contact, source: 'page' }, params.key, body));
      },
    }),
    linkSessionRoute({
      method: 'DELETE',
      path: '/partner/assessments/{key}/whole/{contactKey}',
      summary: 'Asks a colleague for the handed-over parts only again. What was answered stays.',
      tag,
      params: at.extend({ contactKey: key }),
      handle: async ({ session, contact, params }) => {
        demandCode(session);
        await useCases.narrowColleague({ contact, source: 'page' }, params.key, params.contactKey);
        return nothing;
      },
    }),
    linkSessionRoute({
      method: 'POST',
      path: '/partner/assessments/{key}/done',
      summary: '“My part is done.” Whoever handed it over is told. Repeating it changes nothing.',
      tag,
      params: at,
      handle: ({ session, contact, params }) =>
        whileVisible(session, contact, params.key, async () => {
          await useCases.finishDelegation({ contact, source: 'page' }, params.key);
          return nothing;
        }),
    }),
    linkSessionRoute({
      method: 'POST',
      path: '/partner/assessments/{key}/not-me',
      summary: 'Somebody else should be asked: a colleague who is named, or somebody whom the customer finds.',
      tag,
      params: at,
      body: notMeInput,
      response: namingResult,
      handle: async ({ session, contact, params, body }) => {
        demandCode(session);
        const result = await useCases.notMe({ contact, source: 'page' }, params.key, body);
        if (result.outcome !== 'done') return ok(result);
        return { status: 200, json: result, headers: { 'set-cookie': sessions.endingCookie } };
      },
    }),
  ];
};
