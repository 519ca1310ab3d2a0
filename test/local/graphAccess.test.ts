import { request } from 'undici';
import { makeList } from '../support/lists';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let site: string;
let list: string;

beforeAll(async () => {
  t = await startTenant();
  site = `/sites/${t.environment.service.RECORDS_SITE_ID}`;
  list = await makeList(t, 'Partners');
});
afterAll(() => t.close());

const withToken = async (authorization: string | undefined) => {
  const { statusCode, body } = await request(`${t.origin}/v1.0${site}`, {
    headers: authorization === undefined ? {} : { authorization },
  });
  return { status: statusCode, body: (await body.json()) as { error: { code: string } } };
};

it.each([
  ['no token', async () => undefined],
  ['garbage', async () => 'Bearer garbage'],
  ['another scheme', async () => 'Basic YTpi'],
  ['alg none', async () => `Bearer ${await t.token({ app: 'service', signature: 'none' })}`],
  [
    'HS256 with the public key',
    async () => `Bearer ${await t.token({ app: 'service', signature: 'publicKeyAsSecret' })}`,
  ],
  ["a stranger's signature", async () => `Bearer ${await t.token({ app: 'service', signature: 'stranger' })}`],
  ['an expired token', async () => `Bearer ${await t.token({ app: 'service', expiresIn: -1 })}`],
  ['a token for the connector', async () => `Bearer ${await t.token({ app: 'bot', audience: 'connector' })}`],
  ["a person's token for the product", async () => `Bearer ${await t.token({ person: 'maya' })}`],
])('%s is answered 401', async (_what, authorization) => {
  expect(await withToken(await authorization())).toMatchObject({
    status: 401,
    body: { error: { code: 'InvalidAuthenticationToken' } },
  });
});

it("an error has Graph's shape, with the ids of the request", async () => {
  const { body, headers } = await t.graph(`${site}/nothing`, { headers: { 'client-request-id': 'mine' } });
  expect(body.error).toMatchObject({
    code: expect.any(String),
    message: expect.any(String),
    innerError: {
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      'request-id': headers['request-id'],
      'client-request-id': 'mine',
    },
  });
});

it('the service may read and write rows but not make lists or columns; provisioning may', async () => {
  const column = { name: 'Extra', text: {} };
  const newList = { displayName: 'Extra', list: { template: 'genericList' } };
  expect((await t.graph(`${site}/lists`, { method: 'POST', body: newList })).status).toBe(403);
  expect((await t.graph(`${list}/columns`, { method: 'POST', body: column })).status).toBe(403);
  expect((await t.graph(`${list}/columns`, { method: 'POST', body: column, as: 'provision' })).status).toBe(201);
  expect((await t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title: 'a' } } })).status).toBe(201);
});

it('the bot has no permission on Graph, and provisioning none on people', async () => {
  expect((await t.graph(site, { as: 'bot' })).status).toBe(403);
  expect((await t.graph('/users', { as: 'provision' })).status).toBe(403);
});

it('a site without a grant, or that does not exist, is refused', async () => {
  expect(
    (
      await t.graph(
        '/sites/northgate.sharepoint.com,00000000-0000-4000-8000-000000000000,00000000-0000-4000-8000-000000000000',
      )
    ).status,
  ).toBe(404);
  expect((await t.graph('/sites/root')).status).toBe(400);
});

it.each([
  ['an unknown path', 'GET', '/nowhere'],
  ['a known path that the product has no use for', 'GET', '/me'],
  ['an unknown query option', 'GET', '{list}/items?$compute=id'],
  ['$count', 'GET', '{list}/items?$count=true'],
  ['$search', 'GET', '{list}/items?$search=a'],
  ['an unknown property in $select', 'GET', '{list}/items?$select=id,colour'],
  ['an unknown expansion', 'GET', '{list}/items?$expand=activities'],
  ['an unknown column in fields($select)', 'GET', '{list}/items?$expand=fields($select=Colour)'],
  ['another method', 'DELETE', '{list}/items'],
])('%s is refused and recorded', async (_what, method, path) => {
  const answer = await t.graph(path.replace('{list}', list), { method });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect((await t.refused())[0]).toMatchObject({
    method,
    path: `/v1.0${path.replace('{list}', list)}`,
    reason: answer.body.error.message,
  });
});

it('an unknown Prefer value is refused and recorded', async () => {
  const answer = await t.graph(`${list}/items`, { headers: { prefer: 'return=representation' } });
  expect(answer.status).toBe(400);
  expect((await t.refused())[0]?.reason).toContain('return=representation');
});

it('a body that is not JSON, or not said to be, is refused', async () => {
  const send = async (contentType: string, body: string) => {
    const answer = await t.graph(`${list}/items`, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: Buffer.from(body),
    });
    return answer.status;
  };
  expect(await send('application/json', '{')).toBe(400);
  expect(await send('text/plain', '{}')).toBe(415);
  expect(await send('application/json', '[]')).toBe(400);
});

it('a request that names another host is refused', async () => {
  const { statusCode, body } = await request(`${t.origin}/v1.0${site}`, { headers: { host: 'trustlane.example' } });
  await body.dump();
  expect(statusCode).toBe(403);
});
