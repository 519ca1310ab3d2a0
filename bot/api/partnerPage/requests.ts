import { z } from 'zod';
import { helpInput, remindInput, replyInput } from '../../../src/contracts/collaboration';
import { assessmentKey, key } from '../../../src/contracts/common';
import { createdKey } from '../../../src/contracts/requests';
import type { ApiDeps } from '../deps';
import { linkSessionRoute, nothing, type Route } from '../route';
import { codeNeeded, createWhileVisible } from './ownWork';

const at = z.object({ key: assessmentKey });
const tag = 'partner page';

/** What a contact asks the customer's person, and when the contact wants to be reminded. */
export const partnerRequestRoutes = ({ useCases, sessions, ownWork }: ApiDeps): Route[] => {
  const whileVisible = createWhileVisible({ useCases, ownWork });
  return [
    linkSessionRoute({
      method: 'POST',
      path: '/partner/assessments/{key}/help',
      summary: 'Asks the customer’s person. Repeating it with the same `requestId` asks once.',
      tag,
      params: at,
      body: helpInput,
      response: createdKey,
      handle: ({ session, contact, params, body }) =>
        whileVisible(session, contact, params.key, async () => {
          const json = await useCases.askForHelp({ contact, source: 'page' }, params.key, body);
          if (session.codeOk) return { status: 201, json };
          // So that this browser goes on seeing its own question without a code.
          ownWork.noteFile(session, json.key);
          return { status: 201, json, headers: { 'set-cookie': sessions.cookie(ownWork.of(session)) } };
        }),
    }),
    linkSessionRoute({
      method: 'POST',
      path: '/partner/assessments/{key}/help/{requestKey}',
      summary: 'One more word to a question that is there; it waits for an answer again.',
      tag,
      params: at.extend({ requestKey: key }),
      body: replyInput,
      handle: ({ session, contact, params, body }) =>
        whileVisible(session, contact, params.key, async () => {
          if (!session.codeOk && !ownWork.of(session).files.includes(params.requestKey)) throw codeNeeded();
          await useCases.addToHelp({ contact, source: 'page' }, params.key, params.requestKey, body);
          return nothing;
        }),
    }),
    linkSessionRoute({
      method: 'PUT',
      path: '/partner/assessments/{key}/remind-on',
      summary: 'Puts one reminder on a day in the place of the usual ones before it; `null` takes it back.',
      tag,
      params: at,
      body: remindInput,
      handle: async ({ contact, params, body }) => {
        await useCases.remindOn({ contact, source: 'page' }, params.key, body);
        return nothing;
      },
    }),
  ];
};
