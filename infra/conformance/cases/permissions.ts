import { type ConformanceCase, documented, observed, remembered, that } from '../case';
import { at, textAt } from '../json';
import { mustBe } from '../target';
import { addItem, patchFields, seeRefused, tryItem } from './support';

const SELECTED = 'Graph docs: Overview of Selected permissions in OneDrive and SharePoint';

export const permissionCases: readonly ConformanceCase[] = [
  {
    id: 'permissions/no-bearer',
    area: 'permissions',
    rule: 'A call without a bearer answers 401 and says with WWW-Authenticate how to get one',
    basis: documented('Graph docs: Error responses and resource types'),
    async run(target) {
      const answer = await target.graph(`/sites/${target.options.site}`, { token: null });
      seeRefused(target, 'no bearer', answer, 401, { code: 'InvalidAuthenticationToken' });
      target.see(
        'WWW-Authenticate',
        answer.headers['www-authenticate'] ?? '',
        that('Bearer …', (seen: string) => /^Bearer/i.test(seen)),
      );
    },
  },
  {
    id: 'permissions/bad-bearer',
    area: 'permissions',
    rule: 'A bearer that is no token, or whose signature is wrong, answers 401',
    basis: documented('Graph docs: Error responses and resource types'),
    async run(target) {
      const path = `/sites/${target.options.site}`;
      const [head = '', claims = '', signature = ''] = target.options.token.split('.');
      const turned = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
      for (const [what, token] of [
        ['no token', 'nonsense'],
        ['an empty signature', `${head}.${claims}.`],
        ['a wrong signature', `${head}.${claims}.${turned}`],
      ] as const) {
        seeRefused(target, what, await target.graph(path, { token }), 401, { code: 'InvalidAuthenticationToken' });
      }
    },
  },
  {
    id: 'permissions/other-audience',
    area: 'permissions',
    rule: 'A token for another resource is refused with 401',
    basis: documented('Graph docs: Error responses and resource types'),
    needs: ['assertion'],
    async run(target) {
      const answer = await target.graph(`/sites/${target.options.site}`, { token: target.options.assertion ?? '' });
      seeRefused(target, 'the token', answer, 401, { code: 'InvalidAuthenticationToken' });
    },
  },
  {
    id: 'permissions/write-role',
    area: 'permissions',
    rule: 'An application with write on a site under Sites.Selected reads, adds and changes items',
    basis: documented(SELECTED),
    needs: ['limitedToken'],
    async run(target) {
      const list = await target.makeList();
      const token = target.options.limitedToken ?? '';
      const made = await target.graph(`${list.path}/items`, {
        method: 'POST',
        body: { fields: { Title: 'a' } },
        token,
      });
      target.see('adding', made.status, 201);
      const path = `${list.path}/items/${textAt(made.body, 'id')}`;
      target.see('reading', (await target.graph(path, { token })).status, 200);
      const changed = await target.graph(`${path}/fields`, { method: 'PATCH', body: { Title: 'b' }, token });
      target.see('changing', changed.status, 200);
      const read = await target.graph(`${path}?$expand=fields`);
      target.see('stored', at(read.body, 'fields', 'Title'), 'b');
    },
  },
  {
    id: 'permissions/list-creation',
    area: 'permissions',
    rule: 'write on a site does not allow to create lists: 403',
    basis: observed('msgraph-sdk-dotnet #1034'),
    needs: ['limitedToken'],
    async run(target) {
      const path = `/sites/${target.options.site}/lists`;
      const answer = await target.graph(path, {
        method: 'POST',
        body: { displayName: target.name('refused'), list: { template: 'genericList' } },
        token: target.options.limitedToken ?? '',
      });
      const id = textAt(answer.body, 'id');
      if (id) target.cleanUp(() => target.graph(`${path}/${id}`, { method: 'DELETE' }));
      seeRefused(target, 'creating a list', answer, 403, { code: 'accessDenied' });
    },
  },
  {
    id: 'permissions/column-creation',
    area: 'permissions',
    rule: 'write on a site does not allow to add columns or remove lists: 403',
    basis: remembered(),
    needs: ['limitedToken'],
    async run(target) {
      const list = await target.makeList();
      const token = target.options.limitedToken ?? '';
      const column = await target.graph(`${list.path}/columns`, {
        method: 'POST',
        body: { name: 'Extra', text: {} },
        token,
      });
      seeRefused(target, 'adding a column', column, 403, { code: 'accessDenied' });
      seeRefused(target, 'removing the list', await target.graph(list.path, { method: 'DELETE', token }), 403, {
        code: 'accessDenied',
      });
    },
  },
  {
    id: 'permissions/other-site',
    area: 'permissions',
    rule: 'Sites.Selected gives nothing on a site without a grant: 403',
    basis: documented(SELECTED),
    needs: ['limitedToken', 'secondSite'],
    async run(target) {
      const token = target.options.limitedToken ?? '';
      const path = `/sites/${target.options.secondSite}`;
      seeRefused(target, 'the site', await target.graph(path, { token }), 403, { code: 'accessDenied' });
      seeRefused(target, 'its lists', await target.graph(`${path}/lists`, { token }), 403, { code: 'accessDenied' });
    },
  },
  {
    id: 'permissions/grants-need-full-control',
    area: 'permissions',
    rule: 'Grants on a site are not made by an application with write: 403',
    basis: documented(SELECTED),
    needs: ['limitedToken'],
    async run(target) {
      const path = `/sites/${target.options.site}/permissions`;
      const answer = await target.graph(path, {
        method: 'POST',
        body: {
          roles: ['write'],
          grantedToIdentities: [{ application: { id: '99999999-0000-4000-8000-000000000009', displayName: 'Nobody' } }],
        },
        token: target.options.limitedToken ?? '',
      });
      const id = textAt(answer.body, 'id');
      if (id) target.cleanUp(() => target.graph(`${path}/${id}`, { method: 'DELETE' }));
      seeRefused(target, 'a grant', answer, 403, { code: 'accessDenied' });
    },
  },
  {
    id: 'permissions/undeclared-sites',
    area: 'permissions',
    rule: 'An application without a permission for sites is refused by them',
    basis: documented('Graph docs: Microsoft Graph permissions reference'),
    needs: ['undeclaredToken'],
    async run(target) {
      const list = await target.makeList();
      const item = await addItem(target, list, { Title: 'a' });
      const token = target.options.undeclaredToken ?? '';
      for (const path of [`/sites/${target.options.site}`, `${list.path}/items`, item.path, `${item.path}/fields`]) {
        const answer = await target.graph(path, { token });
        target.see(path.slice(path.indexOf('/lists')), answer.status, [403, 401]);
      }
      const added = await target.graph(`${list.path}/items`, {
        method: 'POST',
        body: { fields: { Title: 'b' } },
        token,
      });
      target.see('adding', added.status, [403, 401]);
      target.see('the owner still can', (await tryItem(target, list, { Title: 'c' })).status, 201);
      target.see('and change', (await patchFields(target, item, { Title: 'd' })).status, 200);
    },
  },
  {
    id: 'permissions/undeclared-users',
    area: 'permissions',
    rule: 'An application without User.Read.All is refused by users with 403 Authorization_RequestDenied',
    basis: documented('Graph docs: Error responses and resource types; permissions reference'),
    needs: ['undeclaredToken', 'person'],
    async run(target) {
      const answer = await target.graph(`/users/${target.options.person}`, {
        token: target.options.undeclaredToken ?? '',
      });
      seeRefused(target, 'a user', answer, 403, { code: 'Authorization_RequestDenied' });
    },
  },
  {
    id: 'permissions/undeclared-invitations',
    area: 'permissions',
    rule: 'An application without User.Invite.All may invite nobody: 403 or 401, and no guest comes to be',
    basis: documented('Graph docs: Create invitation'),
    needs: ['undeclaredToken', 'inviteAddress'],
    async run(target) {
      const answer = await target.graph('/invitations', {
        method: 'POST',
        body: { invitedUserEmailAddress: target.options.inviteAddress, inviteRedirectUrl: 'https://example.com' },
        token: target.options.undeclaredToken ?? '',
      });
      seeRefused(target, 'the invitation', answer, [403, 401]);
    },
  },
  {
    id: 'permissions/undeclared-mail',
    area: 'permissions',
    rule: 'An application without Mail.Send sends nothing: 403 ErrorAccessDenied',
    basis: documented('Graph docs: user: sendMail; permissions reference'),
    needs: ['undeclaredToken', 'mailbox'],
    async run(target) {
      const address = target.options.mailbox ?? '';
      const answer = await target.graph(`/users/${address}/sendMail`, {
        method: 'POST',
        body: {
          message: {
            subject: target.name('refused'),
            body: { contentType: 'Text', content: 'x' },
            toRecipients: [{ emailAddress: { address } }],
          },
        },
        token: target.options.undeclaredToken ?? '',
      });
      seeRefused(target, 'sending', answer, 403, { code: 'ErrorAccessDenied' });
      const read = await target.graph(`/users/${address}/messages?$top=1`, {
        token: target.options.undeclaredToken ?? '',
      });
      seeRefused(target, 'reading', read, 403, { code: 'ErrorAccessDenied' });
    },
  },
  {
    id: 'permissions/batch',
    area: 'permissions',
    rule: 'Permissions hold inside a batch: the batch is 200, the request refused 403',
    basis: documented('Graph docs: Combine multiple HTTP requests using JSON batching'),
    needs: ['limitedToken', 'secondSite'],
    async run(target) {
      const answer = await mustBe(
        await target.graph('/$batch', {
          method: 'POST',
          body: { requests: [{ id: '1', method: 'GET', url: `/sites/${target.options.secondSite}/lists` }] },
          token: target.options.limitedToken ?? '',
        }),
        'a batch',
        200,
      );
      const [part] = (answer.body as { responses?: { status?: number }[] }).responses ?? [];
      target.see('status inside', part?.status, 403);
    },
  },
];
