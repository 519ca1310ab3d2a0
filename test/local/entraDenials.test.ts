import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let tenantId = '';

beforeAll(async () => {
  t = await startTenant();
  tenantId = t.environment.service.TENANT_ID ?? '';
});
afterAll(() => t.close());

const form = (more: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: t.environment.service.CLIENT_ID ?? '',
    client_secret: t.environment.service.CLIENT_SECRET ?? '',
    scope: 'https://graph.microsoft.com/.default',
    ...more,
  });
const ask = (more: Readonly<Record<string, string>> = {}, query = '') =>
  fetch(`${t.origin}/${tenantId}/oauth2/v2.0/token${query}`, { method: 'POST', body: form(more) });
const claimsOf = async (answer: Response): Promise<Record<string, unknown>> => {
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
};

it.each([
  'v2.0/.well-known/openid-configuration',
  '.well-known/openid-configuration',
  'discovery/v2.0/keys',
  'discovery/keys',
])('%s takes appid, and refuses and lists any other query option', async (document) => {
  const address = `/${tenantId}/${document}`;
  expect((await fetch(`${t.origin}${address}`)).status).toBe(200);
  expect((await fetch(`${t.origin}${address}?appid=1`)).status).toBe(200);
  const answer = await fetch(`${t.origin}${address}?x=1`);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: 'invalid_request' });
  expect((await t.refused())[0]).toMatchObject({ path: `${address}?x=1`, reason: expect.stringContaining("'x'") });
});

it.each(['.well-known/openidconfiguration', 'keys'])('the bot’s %s has no query options', async (document) => {
  const address = `/botframework/v1/${document}`;
  expect((await fetch(`${t.origin}${address}`)).status).toBe(200);
  expect((await fetch(`${t.origin}${address}?x=1`)).status).toBe(400);
  expect((await t.refused())[0]).toMatchObject({ path: `${address}?x=1` });
});

it('the token endpoint refuses and lists a query option and a form field that it does not know', async () => {
  expect((await ask({}, '?x=1')).status).toBe(400);
  expect((await t.refused())[0]).toMatchObject({ path: `/${tenantId}/oauth2/v2.0/token?x=1` });
  expect((await ask({ bogus: '1' })).status).toBe(400);
  expect((await t.refused())[0]).toMatchObject({ reason: expect.stringContaining("'bogus'") });
});

it('what Microsoft’s libraries tell of themselves passes', async () => {
  const told = {
    client_info: '1',
    'client-request-id': tenantId,
    'x-client-SKU': 'msal.js.node',
    'x-client-VER': '7.2.1',
    'x-client-OS': 'linux',
    'x-client-CPU': 'x64',
    'x-client-current-telemetry': '5|771,2,,,|,',
    'x-client-last-telemetry': '5|0|||0,0',
    'x-ms-lib-capability': 'retry-after, h429',
    'x-app-name': 'trial',
    'x-app-ver': '1',
    'X-AnchorMailbox': 'Oid:1@2',
  };
  expect((await ask(told, `?client-request-id=${tenantId}`)).status).toBe(200);
});

it('without the administrator’s consent a new token has no roles, and Graph answers 403', async () => {
  const read = async (token: string) =>
    (await t.graph('/users', { headers: { authorization: `Bearer ${token}` } })).status;
  const before = await ask();
  const { access_token: old } = (await before.clone().json()) as { access_token: string };
  expect((await claimsOf(before)).roles).toEqual(expect.arrayContaining(['Sites.Selected']));
  await t.control('POST', 'application', { name: 'service', consentRevoked: true });
  const answer = await ask();
  expect(answer.status).toBe(200);
  const { access_token: bare } = (await answer.clone().json()) as { access_token: string };
  expect(await claimsOf(answer)).not.toHaveProperty('roles');
  expect(await read(bare)).toBe(403);
  // Entra cannot take back what it has signed.
  expect(await read(old)).toBe(200);
  await t.control('POST', 'application', { name: 'service', consentRevoked: false });
  expect((await claimsOf(await ask())).roles).toEqual(expect.arrayContaining(['Sites.Selected']));
});
