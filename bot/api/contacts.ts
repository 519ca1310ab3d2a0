import { accessInput } from '../../src/contracts/collaboration';
import { version } from '../../src/contracts/common';
import { bindTeams, contactInput, teamsProposals } from '../../src/contracts/partners';
import { createdKey, keyParams, requestId } from '../../src/contracts/requests';
import type { ApiDeps } from './deps';
import { created, nothing, ok, personRoute, type Route } from './route';

export const contactRoutes = ({ useCases }: ApiDeps): Route[] => [
  personRoute({
    method: 'POST',
    path: '/api/partners/{key}/contacts',
    summary: 'Adds a contact to a partner. Repeating the call with the same `requestId` adds no second one.',
    tag: 'contacts',
    act: 'edit',
    params: keyParams,
    body: contactInput.extend(requestId.shape),
    response: createdKey,
    handle: async ({ by, params, body }) => created(await useCases.addContact(by, params.key, body)),
  }),
  personRoute({
    method: 'PUT',
    path: '/api/contacts/{key}',
    summary: 'Changes a contact. 409 when somebody else changed it since `version`.',
    tag: 'contacts',
    act: 'edit',
    params: keyParams,
    body: contactInput.extend({ version }),
    handle: async ({ by, params, body }) => {
      await useCases.changeContact(by, params.key, body);
      return nothing;
    },
  }),
  personRoute({
    method: 'PUT',
    path: '/api/contacts/{key}/access',
    summary:
      'Asks a contact for the whole, or again for the parts that colleagues handed over. 409 where that cannot be.',
    tag: 'contacts',
    act: 'edit',
    params: keyParams,
    body: accessInput,
    handle: async ({ by, params, body }) => {
      await useCases.changeAccess(by, params.key, body);
      return nothing;
    },
  }),
  personRoute({
    method: 'GET',
    path: '/api/contacts/{key}/teams',
    summary: 'People in the directory with the mail address of the contact: proposals, never a binding.',
    tag: 'contacts',
    act: 'edit',
    params: keyParams,
    response: teamsProposals,
    handle: async ({ by, params }) => ok(await useCases.proposeTeams(by, params.key)),
  }),
  personRoute({
    method: 'POST',
    path: '/api/contacts/{key}/teams',
    summary: 'Binds a person of the directory to the contact, who is asked in Teams from then on.',
    tag: 'contacts',
    act: 'edit',
    params: keyParams,
    body: bindTeams,
    handle: async ({ by, params, body }) => {
      await useCases.bindTeams(by, params.key, body);
      return nothing;
    },
  }),
  personRoute({
    method: 'POST',
    path: '/api/contacts/{key}/revokeLink',
    summary: 'Ends every link and session of the contact. The next message carries a fresh link.',
    tag: 'contacts',
    act: 'edit',
    params: keyParams,
    handle: async ({ by, params }) => {
      await useCases.revokeLink(by, params.key);
      return nothing;
    },
  }),
];
