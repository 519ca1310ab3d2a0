import { readFileSync } from 'node:fs';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { decodeJwt, importPKCS8, SignJWT } from 'jose';
import { request } from 'undici';
import { applicationCertificate, thumbprintOf } from '../../infra/local/certificates';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let service: Record<string, string>;
let certificate: { certificate: string; privateKey: string };

beforeAll(async () => {
  t = await startTenant();
  service = t.environment.service;
  certificate = await applicationCertificate(t.dir, 'service');
  t.tenant.directory.addCertificate('service', certificate.certificate);
});
afterAll(() => t?.close());

const GRAPH = 'https://graph.microsoft.com/.default';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const tokenUrl = (): string => `${t.origin}/${service.TENANT_ID}/oauth2/v2.0/token`;

const askToken = async (form: Record<string, string>) => {
  const { statusCode, body } = await request(tokenUrl(), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  return { status: statusCode, body: (await body.json()) as Record<string, unknown> };
};

/** msal-node with the tenant's metadata given, and with whatever it proves itself with. */
function msal(proof: object): ConfidentialClientApplication {
  const { host } = new URL(t.origin);
  return new ConfidentialClientApplication({
    auth: {
      clientId: service.CLIENT_ID ?? '',
      authority: `https://${host}/${service.TENANT_ID}`,
      knownAuthorities: [host],
      authorityMetadata: JSON.stringify({
        token_endpoint: tokenUrl(),
        issuer: `${t.origin}/${service.TENANT_ID}/v2.0`,
        authorization_endpoint: `${t.origin}/${service.TENANT_ID}/oauth2/v2.0/authorize`,
        jwks_uri: `${t.origin}/${service.TENANT_ID}/discovery/v2.0/keys`,
      }),
      ...proof,
    },
  });
}

describe('a certificate in place of a secret', () => {
  interface Wish {
    readonly alg?: string;
    readonly header?: object;
    readonly claims?: object;
  }
  const assertion = async ({ alg = 'PS256', header = {}, claims = {} }: Wish = {}): Promise<string> => {
    const now = Math.floor(t.tenant.context.clock.now() / 1000);
    return new SignJWT({
      aud: tokenUrl(),
      iss: service.CLIENT_ID,
      sub: service.CLIENT_ID,
      nbf: now,
      exp: now + 600,
      jti: crypto.randomUUID(),
      ...claims,
    })
      .setProtectedHeader({
        alg,
        typ: 'JWT',
        'x5t#S256': Buffer.from(thumbprintOf(certificate.certificate), 'hex').toString('base64url'),
        ...header,
      })
      .sign(await importPKCS8(certificate.privateKey, alg));
  };
  const ask = async (wish?: Wish, change: Record<string, string> = {}) =>
    askToken({
      grant_type: 'client_credentials',
      client_id: service.CLIENT_ID ?? '',
      scope: GRAPH,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: await assertion(wish),
      ...change,
    });

  it('msal-node gets tokens with it, and repeats its assertion for another scope', async () => {
    const client = msal({
      clientCertificate: {
        thumbprintSha256: thumbprintOf(certificate.certificate),
        privateKey: certificate.privateKey,
        x5c: certificate.certificate,
      },
    });
    const forGraph = await client.acquireTokenByClientCredential({ scopes: [GRAPH] });
    expect(decodeJwt(forGraph?.accessToken ?? '')).toMatchObject({ appid: service.CLIENT_ID, appidacr: '2' });
    const other = await client.acquireTokenByClientCredential({ scopes: ['https://api.botframework.com/.default'] });
    expect(decodeJwt(other?.accessToken ?? '').aud).toBe('https://api.botframework.com');
  });

  it('an assertion by the book is accepted', async () => {
    expect((await ask()).status).toBe(200);
  });

  it.each<[string, Wish, number]>([
    ['signed with RS256', { alg: 'RS256' }, 700027],
    ['under the thumbprint of another certificate', { header: { 'x5t#S256': 'AAAA' } }, 700027],
    ['without a thumbprint', { header: { 'x5t#S256': undefined } }, 700027],
    [
      'for another token endpoint',
      { claims: { aud: 'https://login.microsoftonline.com/x/oauth2/v2.0/token' } },
      700023,
    ],
    ['of another issuer', { claims: { iss: 'somebody' } }, 700021],
    ['about another subject', { claims: { sub: 'somebody' } }, 700021],
    ['that has expired', { claims: { exp: 1_700_000_000 } }, 700024],
    ['without an end', { claims: { exp: undefined } }, 700024],
    ['that is not valid yet', { claims: { nbf: 4_000_000_000, exp: 4_000_000_600 } }, 700024],
    ['without an id', { claims: { jti: undefined } }, 50027],
  ])('an assertion %s is refused', async (_what, wish, code) => {
    expect(await ask(wish)).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [code] } });
  });

  it('an assertion that was changed after signing, or is none, is refused', async () => {
    const [head, , signature] = (await assertion()).split('.');
    const [, body] = (await assertion({ claims: { extra: true } })).split('.');
    expect((await ask({}, { client_assertion: `${head}.${body}.${signature}` })).body.error_codes).toEqual([700027]);
    expect((await ask({}, { client_assertion: 'a.b.c' })).body.error_codes).toEqual([50027]);
  });

  it('after the certificate has run out it is refused', async () => {
    await t.advanceClock(12 * 365 * 86_400_000);
    expect((await ask()).body.error_codes).toEqual([700027]);
    await t.control('POST', 'clock', { offsetMs: 0 });
  });
});

describe('on behalf of a person', () => {
  const form = async (change: Record<string, string> = {}): Promise<Record<string, string>> => ({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: service.CLIENT_ID ?? '',
    client_secret: service.CLIENT_SECRET ?? '',
    assertion: await t.token({ person: 'maya' }),
    requested_token_use: 'on_behalf_of',
    scope: 'https://graph.microsoft.com/User.Read openid profile offline_access',
    ...change,
  });

  it("msal-node gets a token in the person's name, and knows the account", async () => {
    const result = await msal({ clientSecret: service.CLIENT_SECRET }).acquireTokenOnBehalfOf({
      oboAssertion: await t.token({ person: 'lupe' }),
      scopes: ['https://graph.microsoft.com/User.Read'],
    });
    expect(result?.account?.localAccountId).toBe('22222222-0000-4000-8000-000000000011');
    expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({
      aud: 'https://graph.microsoft.com',
      appid: service.CLIENT_ID,
      oid: '22222222-0000-4000-8000-000000000011',
      scp: 'User.Read',
    });
    expect(decodeJwt(result?.accessToken ?? '')).not.toHaveProperty('roles');
  });

  it('the token does not open what only the application itself may do', async () => {
    const { body } = await askToken(await form());
    const answer = await request(`${t.origin}/v1.0/users`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    await answer.body.dump();
    expect(answer.statusCode).toBe(403);
  });

  it('there is a refresh token only for who asks for offline access, an id token only with openid', async () => {
    const whole = (await askToken(await form())).body;
    expect(Object.keys(whole)).toEqual(expect.arrayContaining(['refresh_token', 'id_token']));
    const plain = (await askToken(await form({ scope: 'https://graph.microsoft.com/User.Read' }))).body;
    expect(plain).not.toHaveProperty('refresh_token');
    expect(plain).not.toHaveProperty('id_token');
    const refresh = (token: string) =>
      form({ grant_type: 'refresh_token', refresh_token: token, scope: 'https://graph.microsoft.com/User.Read' });
    const again = await askToken(await refresh(String(whole.refresh_token)));
    expect(decodeJwt(String(again.body.access_token)).oid).toBe('22222222-0000-4000-8000-000000000001');
    expect(await askToken(await refresh('1.nothing'))).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each<[string, () => Promise<string>, string, number]>([
    ['a token of an application', () => t.token({ app: 'service', audience: 'product' }), 'invalid_grant', 7000114],
    ['a token for somebody else', () => t.token({ person: 'maya', claims: { aud: 'other' } }), 'invalid_grant', 500131],
    ['an expired token', () => t.token({ person: 'maya', expiresIn: -10 }), 'invalid_grant', 500133],
    ["a stranger's signature", () => t.token({ person: 'maya', signature: 'stranger' }), 'invalid_grant', 50013],
    ['an unsigned token', () => t.token({ person: 'maya', signature: 'none' }), 'invalid_grant', 50013],
    ['what is no token', async () => 'garbage', 'invalid_request', 50027],
    ['nothing', async () => '', 'invalid_request', 900144],
  ])('%s is refused as an assertion', async (_what, assertion, error, code) => {
    expect(await askToken(await form({ assertion: await assertion() }))).toMatchObject({
      status: 400,
      body: { error, error_codes: [code] },
    });
  });

  it.each([
    ['a permission without consent', { scope: 'https://graph.microsoft.com/Mail.Read' }, 'invalid_grant', 65001],
    ['an unknown resource', { scope: 'https://vault.azure.net/x' }, 'invalid_resource', 500011],
    ['another use', { requested_token_use: '' }, 'invalid_request', 900144],
  ] as const)('%s is refused', async (_what, change, error, code) => {
    expect(await askToken(await form(change))).toMatchObject({ status: 400, body: { error, error_codes: [code] } });
  });

  it('consent that was taken away is missing, in words that msal-node understands', async () => {
    await t.control('POST', 'application', { name: 'service', consentRevoked: true });
    await expect(
      msal({ clientSecret: service.CLIENT_SECRET }).acquireTokenOnBehalfOf({
        oboAssertion: await t.token({ person: 'maya' }),
        scopes: ['https://graph.microsoft.com/User.Read'],
      }),
    ).rejects.toMatchObject({ name: 'InteractionRequiredAuthError', subError: 'consent_required' });
    await t.control('POST', 'application', { name: 'service', consentRevoked: false });
  });

  it('a guest who has been removed is nobody any more', async () => {
    const guest = t.tenant.directory.addGuest({ displayName: 'Ana', mail: 'ana@gone.example' });
    t.tenant.directory.redeem(guest.id);
    const assertion = await t.token({ person: 'ana' });
    t.tenant.directory.remove(guest.id);
    expect((await askToken(await form({ assertion }))).body.error_codes).toEqual([50034]);
  });
});

it('the certificate of an application is made once', async () => {
  const again = await applicationCertificate(t.dir, 'service');
  expect(again.certificate).toBe(certificate.certificate);
  expect(readFileSync(again.privateKeyFile, 'utf8')).toBe(certificate.privateKey);
});
