import { makeList } from '../support/lists';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let site: string;
let list: string;
let admin: string;

beforeAll(async () => {
  t = await startTenant();
  site = `/sites/${t.environment.service.RECORDS_SITE_ID}`;
});
afterAll(() => t?.close());
beforeEach(async () => {
  await t.reset();
  admin = await t.token({ app: 'provision', claims: { roles: ['Sites.FullControl.All'] } });
  list = await makeList(t, 'Partners');
});

const asAdmin = (path: string, method = 'GET', body?: unknown) =>
  t.graph(path, { method, body, headers: { authorization: `Bearer ${admin}` } });
const serviceId = (): string => t.environment.service.CLIENT_ID ?? '';
const grantTo = (id: string, ...roles: string[]) => ({
  roles,
  grantedToIdentities: [{ application: { id, displayName: 'Trustlane' } }],
});
const readsAndWrites = async () => [
  (await t.graph(`${list}/items`)).status,
  (await t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title: 'a' } } })).status,
];

describe('Sites.Selected opens a site only with a grant', () => {
  it('a grant is data: taken away it is missed at once, given back it works again', async () => {
    expect(await readsAndWrites()).toEqual([200, 201]);
    const { value } = (await asAdmin(`${site}/permissions`)).body;
    const { id } = value.find(
      (one: { grantedToIdentitiesV2: { application: { id: string } }[] }) =>
        one.grantedToIdentitiesV2[0]?.application.id === serviceId(),
    );
    expect((await asAdmin(`${site}/permissions/${id}`, 'DELETE')).status).toBe(204);
    expect(await readsAndWrites()).toEqual([403, 403]);
    expect((await asAdmin(`${site}/permissions/${id}`)).status).toBe(404);
    const made = await asAdmin(`${site}/permissions`, 'POST', grantTo(serviceId(), 'read'));
    expect(made).toMatchObject({ status: 201, body: { roles: ['read'] } });
    expect(await readsAndWrites()).toEqual([200, 403]);
    await asAdmin(`${site}/permissions/${made.body.id}`, 'PATCH', { roles: ['write'] });
    expect(await readsAndWrites()).toEqual([200, 201]);
  });

  it.each([
    ['read', 403],
    ['write', 403],
    ['owner', 201],
    ['fullcontrol', 201],
  ])('with %s, creating a list is answered %i', async (role, status) => {
    await asAdmin(`${site}/permissions`, 'POST', grantTo(serviceId(), role));
    const body = { displayName: `Made by ${role}`, list: { template: 'genericList' } };
    expect((await t.graph(`${site}/lists`, { method: 'POST', body })).status).toBe(status);
  });

  it('a grant on one site opens no other, and outlives nothing but is restored by a reset', async () => {
    await t.control('POST', 'grant', { name: 'service', site: 'system', role: null });
    expect((await t.graph(`/sites/${t.environment.service.SYSTEM_SITE_ID}`)).status).toBe(403);
    expect((await t.graph(site)).status).toBe(200);
    await t.reset();
    expect((await t.graph(`/sites/${t.environment.service.SYSTEM_SITE_ID}`)).status).toBe(200);
  });

  it('a grant without consent to Sites.Selected opens nothing; a permission for all sites needs no grant', async () => {
    const status = async (roles: string[]) =>
      (
        await t.graph(`${list}/items`, {
          headers: { authorization: `Bearer ${await t.token({ app: 'service', claims: { roles } })}` },
        })
      ).status;
    expect(await status(['User.Read.All'])).toBe(403);
    await t.control('POST', 'grant', { name: 'service', site: 'records', role: null });
    expect(await status(['Sites.Selected'])).toBe(403);
    expect(await status(['Sites.Read.All'])).toBe(200);
  });
});

describe('granting', () => {
  it('needs Sites.FullControl.All: neither the service nor provisioning may', async () => {
    for (const as of ['service', 'provision'] as const) {
      expect((await t.graph(`${site}/permissions`, { as })).status).toBe(403);
      const answer = await t.graph(`${site}/permissions`, { method: 'POST', body: grantTo(serviceId(), 'write'), as });
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'accessDenied' } } });
    }
  });

  it.each([
    ['an unknown role', () => grantTo(serviceId(), 'god')],
    ['no role', () => grantTo(serviceId())],
    ['an unknown application', () => grantTo('99999999-0000-4000-8000-000000000000', 'read')],
    ['nobody', () => ({ roles: ['read'] })],
    ['an unknown property', () => ({ ...grantTo(serviceId(), 'read'), mood: 'good' })],
  ])('%s is refused', async (_what, body) => {
    expect((await asAdmin(`${site}/permissions`, 'POST', body())).status).toBe(400);
  });

  it('lists without the roles, which come with a single grant', async () => {
    const { value } = (await asAdmin(`${site}/permissions`)).body;
    expect(value).toHaveLength(2);
    expect(value[0]).not.toHaveProperty('roles');
    expect((await asAdmin(`${site}/permissions/${value[0].id}`)).body.roles).toHaveLength(1);
  });

  it('costs five resource units', async () => {
    await t.resetUsage();
    await asAdmin(`${site}/permissions`);
    expect(JSON.stringify(await t.usage())).toContain('"resourceUnits":5');
  });
});

describe('every route of Graph declares a permission', () => {
  it('and is closed, in the words of the service behind it, to a token without any', async () => {
    const bare = await t.token({ app: 'service', claims: { roles: null } });
    // biome-ignore lint/complexity/useLiteralKeys: the table is private to the router
    const routes = t.tenant.context.graph['entries'].flatMap(({ byMethod }) => [...byMethod.values()]);
    expect(routes.length).toBeGreaterThan(30);
    for (const { method, path, permission } of routes) {
      if (permission === 'none') {
        expect(path).toBe('/$batch');
        continue;
      }
      const address = path.replaceAll(/\{site\}/g, site.slice('/sites/'.length)).replaceAll(/\{(\w+)\}/g, 'x');
      const answer = await t.graph(address, { method, headers: { authorization: `Bearer ${bare}` } });
      expect({ method, path, status: answer.status, code: answer.body.error.code }).toEqual({
        method,
        path,
        status: 403,
        code: permission.startsWith('Mail.')
          ? 'ErrorAccessDenied'
          : /^sites/i.test(permission)
            ? 'accessDenied'
            : 'Authorization_RequestDenied',
      });
    }
  });
});
