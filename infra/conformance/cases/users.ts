import { type ConformanceCase, documented, remembered, that } from '../case';
import { at, listAt, textAt } from '../json';
import { removalOf } from '../installedApp';
import { mustBe } from '../target';
import { seeRefused } from './support';

const NOBODY = '99999999-0000-4000-8000-000000000009';

export const userCases: readonly ConformanceCase[] = [
  {
    id: 'users/read',
    area: 'users',
    rule: 'A person is read by id: id, displayName, userPrincipalName; with $select only what was selected',
    basis: documented('Graph docs: Get a user'),
    needs: ['person'],
    async run(target) {
      const { person, peopleToken: token } = target.options;
      const answer = await target.graph(`/users/${person}`, { token });
      target.see('status', answer.status, 200);
      target.see('id', textAt(answer.body, 'id'), person ?? '');
      target.see('displayName', textAt(answer.body, 'displayName') !== '', true);
      target.see('userPrincipalName', textAt(answer.body, 'userPrincipalName').includes('@'), true);
      const selected = await target.graph(`/users/${person}?$select=id,displayName`, { token });
      target.see('a property that was not selected', at(selected.body, 'userPrincipalName'), undefined);
    },
  },
  {
    id: 'users/unknown',
    area: 'users',
    rule: 'Somebody who does not exist is 404 Request_ResourceNotFound',
    basis: documented('Graph docs: Error responses and resource types'),
    needs: ['person'],
    async run(target) {
      const token = target.options.peopleToken;
      seeRefused(target, 'by id', await target.graph(`/users/${NOBODY}`, { token }), 404, {
        code: 'Request_ResourceNotFound',
      });
    },
  },
  {
    id: 'users/unknown-property',
    area: 'users',
    rule: '$select of a property that a user does not have is 400 and names it',
    basis: remembered(),
    needs: ['person'],
    async run(target) {
      const answer = await target.graph(`/users/${target.options.person}?$select=id,shoeSize`, {
        token: target.options.peopleToken,
      });
      seeRefused(target, 'the property', answer, 400, { words: /shoeSize/ });
    },
  },
  {
    id: 'users/filter',
    area: 'users',
    rule: 'People are found by their address with $filter',
    basis: documented('Graph docs: List users'),
    needs: ['person'],
    async run(target) {
      const token = target.options.peopleToken;
      const one = await mustBe(
        await target.graph(`/users/${target.options.person}?$select=id,mail,userPrincipalName`, { token }),
        'reading a user',
        200,
      );
      const property = textAt(one.body, 'mail') ? 'mail' : 'userPrincipalName';
      const value = textAt(one.body, property).replaceAll("'", "''");
      const found = await target.graph(`/users?$select=id&$filter=${encodeURIComponent(`${property} eq '${value}'`)}`, {
        token,
      });
      target.see('status', found.status, 200);
      target.see(
        'ids',
        listAt(found.body, 'value')
          .map((user) => textAt(user, 'id'))
          .join(),
        target.options.person ?? '',
      );
    },
  },
  {
    id: 'users/invitation-malformed',
    area: 'users',
    rule: 'An invitation without address, without redirect address or with an address that is none is 400',
    basis: documented('Graph docs: Create invitation'),
    needs: ['inviteAddress'],
    async run(target) {
      const token = target.options.peopleToken;
      for (const [what, body] of [
        ['no address', { inviteRedirectUrl: 'https://example.com' }],
        ['no redirect', { invitedUserEmailAddress: target.options.inviteAddress }],
        ['no real address', { invitedUserEmailAddress: 'nobody', inviteRedirectUrl: 'https://example.com' }],
      ] as const) {
        seeRefused(target, what, await target.graph('/invitations', { method: 'POST', body, token }), 400);
      }
    },
  },
  {
    id: 'users/invitation',
    area: 'users',
    rule: 'An invitation makes a guest who waits for acceptance, with an address at which to accept',
    basis: documented('Graph docs: Create invitation; invitation resource type'),
    needs: ['inviteAddress'],
    async run(target) {
      const token = target.options.peopleToken;
      const answer = await target.graph('/invitations', {
        method: 'POST',
        body: {
          invitedUserEmailAddress: target.options.inviteAddress,
          inviteRedirectUrl: 'https://example.com',
          sendInvitationMessage: false,
        },
        token,
      });
      target.see('status', answer.status, 201);
      target.see('state', textAt(answer.body, 'status'), ['PendingAcceptance', 'Completed', 'InProgress']);
      target.see(
        'inviteRedeemUrl',
        textAt(answer.body, 'inviteRedeemUrl'),
        that('an address', (seen: string) => /^https?:\/\//.test(seen)),
      );
      const id = textAt(answer.body, 'invitedUser', 'id');
      target.see('invitedUser.id', id !== '', true);
      // Removing takes User.ReadWrite.All, which few grant; without it (or where nobody can be removed) the guest stays and is removed by hand.
      if (id)
        target.cleanUp(async () =>
          mustBe(
            await target.graph(`/users/${id}`, { method: 'DELETE', token }),
            'removing the guest',
            204,
            403,
            404,
            405,
          ),
        );
      const guest = await target.graph(`/users/${id}?$select=id,userType,externalUserState`, { token });
      target.see('userType', textAt(guest.body, 'userType'), 'Guest');
      target.see('externalUserState', textAt(guest.body, 'externalUserState'), ['PendingAcceptance', 'Accepted']);
    },
  },
  {
    id: 'users/installed-apps',
    area: 'users',
    rule: 'An app is installed for a person once: 201, then 409',
    basis: documented('Graph docs: Install app for user; 409 remembered'),
    needs: ['person', 'catalogue'],
    async run(target) {
      const { person, catalogue, peopleToken: token, base } = target.options;
      const path = `/users/${person}/teamwork/installedApps`;
      const filter = encodeURIComponent(`teamsApp/id eq '${catalogue}'`);
      const installed = () => target.graph(`${path}?$expand=teamsApp&$filter=${filter}`, { token });
      const before = await mustBe(await installed(), 'reading installed apps', 200);
      const body = { 'teamsApp@odata.bind': `${base}/v1.0/appCatalogs/teamsApps/${catalogue}` };
      if (listAt(before.body, 'value').length === 0) {
        const first = await target.graph(path, { method: 'POST', body, token });
        target.see('the first time', first.status, 201);
        target.cleanUpAtEnd(removalOf(target.graph, { person: person ?? '', catalogue: catalogue ?? '', token }));
      }
      seeRefused(target, 'again', await target.graph(path, { method: 'POST', body, token }), 409);
      target.see('installed', listAt((await installed()).body, 'value').length, 1);
    },
  },
  {
    id: 'users/installed-apps-unknown',
    area: 'users',
    rule: 'An app that is not in the catalogue cannot be installed',
    basis: documented('Teams docs: Proactively install apps using Microsoft Graph'),
    needs: ['person', 'catalogue'],
    async run(target) {
      const { person, peopleToken: token, base } = target.options;
      const answer = await target.graph(`/users/${person}/teamwork/installedApps`, {
        method: 'POST',
        body: { 'teamsApp@odata.bind': `${base}/v1.0/appCatalogs/teamsApps/${NOBODY}` },
        token,
      });
      seeRefused(target, 'an unknown app', answer, [400, 403, 404]);
    },
  },
];
