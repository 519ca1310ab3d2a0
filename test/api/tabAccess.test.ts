import { generateKeyPair, SignJWT } from 'jose';
import type { Route } from '../../bot/api/route';
import type { MintToken } from '../../infra/local/control/mintToken';
import { type ApiServer, startApi } from './support/apiServer';

const KEY = '01hzzzzzzzzzzzzzzzzzzzzzzz';
const addressOf = (route: Route): string =>
  route.path.replace('/api/assessments/{key}', `/api/assessments/${KEY}%7C${KEY}`).replace(/\{key\}/g, KEY);

let api: ApiServer;
beforeAll(async () => {
  api = await startApi({ me: () => ({}) as never });
});
afterAll(() => api.close());
beforeEach(async () => {
  api.calls.length = 0;
  await api.tenant.resetUsage();
});

const expectNothingReached = async (): Promise<void> => {
  expect(api.calls).toEqual([]);
  expect((await api.tenant.usage()).requests).toBe(0);
};

const REFUSED: readonly [string, MintToken | string | undefined, number][] = [
  ['without a token', undefined, 401],
  ['with garbage', 'abc.def.ghi', 401],
  ['with half a token', 'abc', 401],
  ['with an unsigned token', { person: 'maya', signature: 'none' }, 401],
  ['with the public key as a shared secret (HS256)', { person: 'maya', signature: 'publicKeyAsSecret' }, 401],
  ['with a stranger’s key', { person: 'maya', signature: 'stranger' }, 401],
  ['with another tenant', { person: 'maya', claims: { tid: '99999999-aaaa-4bbb-8ccc-000000000009' } }, 401],
  ['with another issuer', { person: 'maya', claims: { iss: 'https://login.example/v2.0' } }, 401],
  ['with another audience', { person: 'maya', claims: { aud: 'https://graph.microsoft.com' } }, 401],
  ['with an older token format', { person: 'maya', claims: { ver: '1.0' } }, 401],
  ['without an object id', { person: 'maya', claims: { oid: null } }, 401],
  ['with a token that ran out', { person: 'maya', expiresIn: -600 }, 401],
  ['with a token that is not valid yet', { person: 'maya', claims: { nbf: 4_102_444_800 } }, 401],
  ['without an end', { person: 'maya', claims: { exp: null } }, 401],
  ['as an application', { app: 'service', audience: 'product' }, 403],
  [
    'as an application that claims a scope',
    {
      app: 'service',
      audience: 'product',
      claims: { scp: 'access_as_user', ver: '2.0', oid: '22222222-0000-4000-8000-000000000001', idtyp: 'app' },
    },
    403,
  ],
  ['with another scope', { person: 'maya', claims: { scp: 'openid profile' } }, 403],
  ['without a scope', { person: 'maya', claims: { scp: null } }, 403],
  ['as an employee without a role', { person: 'omar' }, 403],
  ['as a guest without a role', { person: 'lupe' }, 403],
  ['with a made-up role', { person: 'omar', claims: { roles: ['Administrator'] } }, 403],
];

it.each(REFUSED)('a call %s is refused in words and reaches nothing', async (_name, token, status) => {
  const reply = await api.call('GET', '/api/me', { token });
  expect(reply.status).toBe(status);
  expect(reply.body).toEqual({
    code: status === 401 ? 'unauthenticated' : 'forbidden',
    message: expect.stringMatching(/\.$/),
  });
  expect(JSON.stringify(reply.body)).not.toMatch(/jwt|signature|JWS|stack/i);
  await expectNothingReached();
});

it('a person with a role is let in', async () => {
  expect((await api.call('GET', '/api/me', { token: { person: 'priya' } })).status).toBe(200);
  expect(api.calls).toEqual(['me']);
});

it('a clock five minutes off is forgiven', async () => {
  expect((await api.call('GET', '/api/me', { token: { person: 'maya', expiresIn: -200 } })).status).toBe(200);
});

it('every address of the tab refuses callers without a token, guests and applications, before it reads anything', async () => {
  for (const route of api.routes.filter(({ access }) => access === 'person')) {
    const options = route.method === 'GET' ? {} : { bytes: 'x' };
    for (const [token, status] of [
      [undefined, 401],
      [{ person: 'lupe' }, 403],
      [{ app: 'service', audience: 'product' } as MintToken, 403],
    ] as const) {
      // Each refusal counts towards a limit per address; time goes on so that the table stays under it.
      api.clockOffset += 2_000;
      const reply = await api.call(route.method, addressOf(route), { ...options, token });
      expect([route.path, reply.status]).toEqual([route.path, status]);
    }
  }
  await expectNothingReached();
});

it('a reader can change nothing', async () => {
  const token = await api.tenant.token({ person: 'priya' });
  for (const route of api.routes.filter(({ access, method }) => access === 'person' && method !== 'GET')) {
    const reply = await api.call(route.method, addressOf(route), { token, json: {} });
    expect([route.path, reply.status]).toEqual([route.path, 403]);
  }
  await expectNothingReached();
});

it('no change is open to a role by being forgotten: every one names an act that a reader lacks', () => {
  for (const route of api.routes.filter(({ access, method }) => access === 'person' && method !== 'GET')) {
    expect([route.path, route.act]).not.toEqual([route.path, 'read']);
  }
});

it('callers with bad tokens are slowed down, and good ones at the same address are not', async () => {
  let status = 0;
  for (let count = 0; count < 70 && status !== 429; count += 1) {
    status = (await api.call('GET', '/api/me', { token: 'a.b.c' })).status;
  }
  expect(status).toBe(429);
  expect((await api.call('GET', '/api/me', { token: { person: 'maya' } })).status).toBe(200);
  api.clockOffset += 61_000;
  expect((await api.call('GET', '/api/me', { token: 'a.b.c' })).status).toBe(401);
});

it('a flood of tokens with made-up keys causes one look at the keys, not one each', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  const asked = jest.spyOn(globalThis, 'fetch');
  for (let count = 0; count < 5; count += 1) {
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'RS256', kid: `made-up-${count}` }).sign(privateKey);
    expect((await api.call('GET', '/api/me', { token })).status).toBe(401);
  }
  const looks = asked.mock.calls.filter(([address]) => String(address).endsWith('/discovery/v2.0/keys'));
  asked.mockRestore();
  expect(looks.length).toBeLessThanOrEqual(1);
});

it('when the keys cannot be had, callers are told to come again, and the sign-in service is left in peace', async () => {
  const other = await startApi({ me: () => ({}) as never });
  const token = await other.tenant.token({ person: 'maya' });
  const real = globalThis.fetch;
  const asked = jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation((address, options) =>
      String(address).includes('openid-configuration')
        ? Promise.reject(new TypeError('fetch failed'))
        : real(address, options),
    );
  for (let count = 0; count < 5; count += 1) {
    const reply = await other.call('GET', '/api/me', { token });
    expect([reply.status, reply.body.code]).toEqual([503, 'unavailable']);
  }
  expect(asked.mock.calls.filter(([address]) => String(address).includes('openid-configuration'))).toHaveLength(1);
  asked.mockRestore();
  other.clockOffset += 6_000;
  expect((await other.call('GET', '/api/me', { token })).status).toBe(200);
  await other.close();
});
