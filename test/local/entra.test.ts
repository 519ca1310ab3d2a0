import { ConfidentialClientApplication } from '@azure/msal-node';
import { MsalServiceClientCredentialsFactory } from 'botframework-connector';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { request } from 'undici';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let service: Record<string, string>;

beforeAll(async () => {
  t = await startTenant();
  service = t.environment.service;
});
afterAll(() => t.close());

const tokenUrl = (): string => `${t.origin}/${service.TENANT_ID}/oauth2/v2.0/token`;

/** The way the product reaches an authority on http: the metadata is given instead of fetched. */
function msalSettings(clientId: string, clientSecret: string) {
  const { host } = new URL(t.origin);
  return {
    auth: {
      clientId,
      clientSecret,
      authority: `https://${host}/${service.TENANT_ID}`,
      knownAuthorities: [host],
      authorityMetadata: JSON.stringify({
        token_endpoint: tokenUrl(),
        issuer: `${t.origin}/${service.TENANT_ID}/v2.0`,
        authorization_endpoint: `${t.origin}/${service.TENANT_ID}/oauth2/v2.0/authorize`,
        jwks_uri: `${t.origin}/${service.TENANT_ID}/discovery/v2.0/keys`,
      }),
    },
  };
}

const askToken = async (form: Record<string, string>, url = tokenUrl()) => {
  const { statusCode, body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  return { status: statusCode, body: (await body.json()) as Record<string, unknown> };
};

const goodForm = (): Record<string, string> => ({
  grant_type: 'client_credentials',
  client_id: service.CLIENT_ID ?? '',
  client_secret: service.CLIENT_SECRET ?? '',
  scope: 'https://graph.microsoft.com/.default',
});

it('the OpenID metadata leads to keys that verify a token of a person in the tab', async () => {
  const metadata = await (
    await request(`${t.origin}/${service.TENANT_ID}/v2.0/.well-known/openid-configuration`)
  ).body.json();
  const { jwks_uri, issuer } = metadata as { jwks_uri: string; issuer: string };
  const { payload } = await jwtVerify(await t.token({ person: 'maya' }), createRemoteJWKSet(new URL(jwks_uri)), {
    issuer,
    audience: service.CLIENT_ID,
    algorithms: ['RS256'],
  });
  expect(payload).toMatchObject({
    tid: service.TENANT_ID,
    oid: '22222222-0000-4000-8000-000000000001',
    name: 'Maya Okafor',
    preferred_username: 'maya@northgate.example',
    scp: 'access_as_user',
    roles: ['Manager'],
    ver: '2.0',
  });
});

it('msal-node gets a token for Graph that Graph accepts', async () => {
  const client = new ConfidentialClientApplication(msalSettings(service.CLIENT_ID ?? '', service.CLIENT_SECRET ?? ''));
  const result = await client.acquireTokenByClientCredential({ scopes: [`${t.origin}/.default`] });
  const answer = await request(`${t.origin}/v1.0/sites/${service.RECORDS_SITE_ID}`, {
    headers: { authorization: `Bearer ${result?.accessToken}` },
  });
  expect(answer.statusCode).toBe(200);
  expect((result?.expiresOn?.getTime() ?? 0) - Date.now()).toBeGreaterThan(3_000_000);
  await answer.body.dump();
});

it("msal-node is told in Entra's words that a secret is wrong", async () => {
  const client = new ConfidentialClientApplication(msalSettings(service.CLIENT_ID ?? '', 'wrong'));
  await expect(
    client.acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] }),
  ).rejects.toMatchObject({
    errorCode: 'invalid_client',
    errorMessage: expect.stringContaining('AADSTS7000215'),
  });
});

it("botbuilder's credentials get a token for the Bot Connector", async () => {
  const { ConfidentialClientApplication: OlderClient } = jest.requireActual<typeof import('@azure/msal-node')>(
    require.resolve('@azure/msal-node', { paths: [require.resolve('botframework-connector')] }),
  );
  const client = new OlderClient(msalSettings(service.BOT_APP_ID ?? '', service.BOT_APP_PASSWORD ?? ''));
  const factory = new MsalServiceClientCredentialsFactory(service.BOT_APP_ID ?? '', client as never);
  const credentials = await factory.createCredentials(
    service.BOT_APP_ID ?? '',
    'https://api.botframework.com',
    '',
    true,
  );
  const token = await (credentials as unknown as { getToken(): Promise<string> }).getToken();
  expect(decodeJwt(token)).toMatchObject({
    aud: 'https://api.botframework.com',
    appid: service.BOT_APP_ID,
    tid: service.TENANT_ID,
  });
});

it.each([
  ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
  ['no secret', { client_secret: '' }, 401, 'invalid_client', 7000218],
  ['an unknown application', { client_id: '33333333-0000-4000-8000-0000000000ff' }, 400, 'unauthorized_client', 700016],
  ["an application's name in place of its id", { client_id: 'service' }, 400, 'unauthorized_client', 700016],
  ['a scope without /.default', { scope: 'https://graph.microsoft.com/Mail.Send' }, 400, 'invalid_scope', 1002012],
  ['an unknown resource', { scope: 'https://vault.azure.net/.default' }, 400, 'invalid_resource', 500011],
  [
    'two resources at once',
    { scope: 'https://graph.microsoft.com/.default https://api.botframework.com/.default' },
    400,
    'invalid_scope',
    28000,
  ],
  ['no scope', { scope: '' }, 400, 'invalid_request', 900144],
  ['a control character', { scope: 'https://graph.microsoft.com/.default\u0000' }, 400, 'invalid_request', 90013],
  ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
])('the token endpoint refuses %s', async (_what, change, status, error, code) => {
  expect(await askToken({ ...goodForm(), ...change })).toMatchObject({ status, body: { error, error_codes: [code] } });
});

it.each([
  ['another tenant', '99999999-aaaa-4bbb-8ccc-000000000001', 90002],
  ['no tenant at all', 'common', 50059],
  ['what can be no tenant', 'x', 900023],
])('%s is refused', async (_what, tenant, code) => {
  const url = `${t.origin}/${tenant}/oauth2/v2.0/token`;
  expect(await askToken(goodForm(), url)).toMatchObject({
    status: 400,
    body: { error: 'invalid_request', error_codes: [code] },
  });
});

it.each([
  ['a field twice', 'application/x-www-form-urlencoded', 'grant_type=client_credentials&scope=a&scope=b', 400, 9000411],
  ['JSON', 'application/json', '{"grant_type":"client_credentials"}', 400, 900144],
  ['nothing', 'application/x-www-form-urlencoded', '', 400, 900144],
  ['a huge form', 'application/x-www-form-urlencoded', `grant_type=${'x'.repeat(300_000)}`, 413, 90013],
])('the token endpoint refuses %s in its own words', async (_what, contentType, body, status, code) => {
  const answer = await request(tokenUrl(), { method: 'POST', headers: { 'content-type': contentType }, body });
  expect(answer.statusCode).toBe(status);
  expect(await answer.body.json()).toMatchObject({
    error: 'invalid_request',
    error_codes: [code],
    error_description: expect.stringMatching(/^AADSTS\d+: .+ Trace ID: .+ Correlation ID: .+ Timestamp: /),
    error_uri: `${t.origin}/error?code=${code}`,
  });
});

it('a token lives between 60 and 90 minutes, and not always as long', async () => {
  const lives = await Promise.all(
    Array.from({ length: 12 }, async () => Number((await askToken(goodForm())).body.expires_in)),
  );
  expect(Math.min(...lives)).toBeGreaterThanOrEqual(3_599);
  expect(Math.max(...lives)).toBeLessThan(5_400);
  expect(new Set(lives).size).toBeGreaterThan(6);
});

it("a token for Microsoft's own services carries the older issuer, one for the product's API the newer", async () => {
  expect(decodeJwt(await t.token({ app: 'service' }))).toMatchObject({
    iss: `https://sts.windows.net/${service.TENANT_ID}/`,
    ver: '1.0',
  });
  expect(decodeJwt(await t.token({ person: 'maya' }))).toMatchObject({
    iss: `${t.origin}/${service.TENANT_ID}/v2.0`,
    ver: '2.0',
  });
});

describe('what an administrator does to an application', () => {
  const change = (wish: object) => t.control('POST', 'application', { name: 'service', ...wish });
  afterEach(() => change({ enabled: true, secretExpired: false }));

  it('switched off, it gets no new token; those it has stay good until they end', async () => {
    const { body } = await askToken(goodForm());
    await change({ enabled: false });
    expect(await askToken(goodForm())).toMatchObject({
      status: 400,
      body: { error: 'unauthorized_client', error_codes: [7000112] },
    });
    const answer = await request(`${t.origin}/v1.0/sites/${service.RECORDS_SITE_ID}`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    await answer.body.dump();
    expect(answer.statusCode).toBe(200);
  });

  it('a secret that has run out is refused, and a wrong one is still called wrong', async () => {
    await change({ secretExpired: true });
    expect(await askToken(goodForm())).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_codes: [7000222] },
    });
    expect(await askToken({ ...goodForm(), client_secret: 'x' })).toMatchObject({ body: { error_codes: [7000215] } });
  });
});

it('an application token carries the permissions with consent, and who it is', async () => {
  expect(decodeJwt(await t.token({ app: 'provision' }))).toMatchObject({
    aud: 'https://graph.microsoft.com',
    appid: t.environment.provision.PROVISION_CLIENT_ID,
    idtyp: 'app',
    roles: ['Sites.Selected'],
  });
});

it('a person without an app role has no roles claim', async () => {
  expect(decodeJwt(await t.token({ person: 'omar' }))).not.toHaveProperty('roles');
});

it.each([
  ['none', 'none'],
  ['publicKeyAsSecret', 'HS256'],
  ['stranger', 'RS256'],
] as const)('a token can be made wrong on demand: signature %s', async (signature, alg) => {
  const token = await t.token({ person: 'maya', signature });
  expect(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())).toMatchObject({ alg });
});

it('a token can be expired, or carry other claims, on demand', async () => {
  const now = Date.now() / 1000;
  const claims = decodeJwt(await t.token({ person: 'maya', expiresIn: -600, claims: { tid: 'other', scp: null } }));
  expect(claims.exp).toBeLessThan(now - 590);
  expect(claims.tid).toBe('other');
  expect(claims).not.toHaveProperty('scp');
});

it('a guest gets a token only after accepting the invitation', async () => {
  const guest = t.tenant.directory.addGuest({ displayName: 'Ana Silva', mail: 'ana@silva.example' });
  await expect(t.token({ person: 'ana' })).rejects.toThrow('has not accepted the invitation');
  t.tenant.directory.redeem(guest.id);
  expect(decodeJwt(await t.token({ person: 'ana' }))).toMatchObject({
    oid: guest.id,
    preferred_username: 'ana@silva.example',
  });
});

it('a web page cannot ask for a token: the header is missing, or the page is of another origin', async () => {
  const ask = async (headers: Record<string, string>) => {
    const { statusCode, body } = await request(`${t.origin}/_control/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"person":"maya"}',
    });
    await body.dump();
    return statusCode;
  };
  expect(await ask({})).toBe(403);
  expect(await ask({ 'x-local-control': '1', origin: 'http://evil.example' })).toBe(403);
  expect(await ask({ 'x-local-control': '1', origin: 'http://localhost:3978' })).toBe(403);
  expect(await ask({ 'x-local-control': '1', 'sec-fetch-site': 'same-site' })).toBe(403);
  expect(await ask({ 'x-local-control': '1', host: 'evil.example' })).toBe(403);
  expect(await ask({ 'x-local-control': '1' })).toBe(200);
});
