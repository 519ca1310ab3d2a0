import { makeList } from '../support/lists';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let list: string;

beforeAll(async () => {
  t = await startTenant();
  await t.withoutQuirks();
  list = await makeList(t, 'Partners');
});
afterAll(() => t.close());
afterEach(() => t.clearFaults());

const JSON_HEADERS = { 'Content-Type': 'application/json' };
const batch = (requests: unknown[]) => t.graph('/$batch', { method: 'POST', body: { requests } });
const create = (id: string, fields: unknown, more = {}) => ({
  id,
  method: 'POST',
  url: `${list}/items`,
  headers: JSON_HEADERS,
  body: { fields },
  ...more,
});

it('each request has its own status, headers and body; the batch is 200', async () => {
  const { status, body } = await batch([
    create('1', { Title: 'a', Key: 'k' }),
    create('2', { Colour: 'red' }),
    { id: '3', method: 'GET', url: `${list}/items?$top=1` },
    { id: '4', method: 'GET', url: '/v1.0/users' },
  ]);
  expect(status).toBe(200);
  const byId = Object.fromEntries(body.responses.map((response: { id: string }) => [response.id, response]));
  expect(byId['1']).toMatchObject({
    status: 201,
    headers: { 'Content-Type': 'application/json' },
    body: { fields: { Title: 'a' } },
  });
  expect(byId['2']).toMatchObject({ status: 400, body: { error: { code: 'invalidRequest' } } });
  expect(byId['3'].body.value).toHaveLength(1);
  expect(byId['4'].status).toBe(400);
});

it('a sub-request can carry If-Match', async () => {
  const { body } = await t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title: 'a' } } });
  const patch = (id: string) => ({
    id,
    method: 'PATCH',
    url: `${list}/items/${body.id}/fields`,
    headers: { ...JSON_HEADERS, 'If-Match': body.eTag },
    body: { Title: id },
  });
  const { responses } = (await batch([patch('1'), patch('2')])).body;
  expect(responses.map(({ status }: { status: number }) => status)).toEqual([200, 412]);
});

it('what depends on a failed request is answered 424', async () => {
  const { responses } = (
    await batch([
      create('1', { Colour: 'red' }),
      create('2', { Title: 'b' }, { dependsOn: ['1'] }),
      create('3', { Title: 'c' }),
    ])
  ).body;
  expect(Object.fromEntries(responses.map(({ id, status }: { id: string; status: number }) => [id, status]))).toEqual({
    1: 400,
    2: 424,
    3: 201,
  });
});

it.each([
  [
    'more than 20 requests',
    Array.from({ length: 21 }, (_, index) => ({ id: String(index), method: 'GET', url: '/users' })),
  ],
  [
    'an id twice',
    [
      { id: 'a', method: 'GET', url: '/users' },
      { id: 'A', method: 'GET', url: '/users' },
    ],
  ],
  ['no requests', []],
  ['a body without its type', [{ id: '1', method: 'POST', url: '/x', body: {} }]],
  ['a GET with a body', [{ id: '1', method: 'GET', url: '/users', headers: JSON_HEADERS, body: {} }]],
  ['a method that does not exist', [{ id: '1', method: 'FETCH', url: '/users' }]],
  ['an id that is a number', [{ id: 1, method: 'GET', url: '/users' }]],
  ['an unknown dependency', [{ id: '1', method: 'GET', url: '/users', dependsOn: ['9'] }]],
  [
    'a circle',
    [
      { id: '1', method: 'GET', url: '/users', dependsOn: ['2'] },
      { id: '2', method: 'GET', url: '/users', dependsOn: ['1'] },
    ],
  ],
])('a batch with %s is refused whole', async (_what, requests) => {
  expect((await batch(requests)).status).toBe(400);
});

it.each(['/$batch', '$batch', '/%24batch', 'https://graph.microsoft.com/v1.0/users', '//evil.example/users'])(
  'a sub-request to %s is refused',
  async (url) => {
    const { responses } = (
      await batch([{ id: '1', method: 'POST', url, headers: JSON_HEADERS, body: { requests: [] } }])
    ).body;
    expect(responses[0].status).toBe(400);
  },
);

it('each sub-request costs its own units; the batch is one request', async () => {
  await t.resetUsage();
  await batch([create('1', { Title: 'a' }), { id: '2', method: 'GET', url: `${list}/items/1` }]);
  expect(await t.usage()).toMatchObject({ requests: 1, resourceUnits: 3 });
});

it('single sub-requests can be throttled while the others go through', async () => {
  await t.setFaults({
    match: { method: 'POST', pathPattern: '/items$' },
    kind: 'status',
    status: 429,
    retryAfter: 7,
    times: 1,
  });
  const { responses } = (await batch([create('1', { Title: 'a' }), create('2', { Title: 'b' })])).body;
  expect(responses[0]).toMatchObject({ id: '1', status: 429, headers: { 'Retry-After': '7' } });
  expect(responses[1]).toMatchObject({ id: '2', status: 201 });
});

it('answers may come in another order', async () => {
  await t.setQuirks({ batchOrder: true });
  const orders = new Set<string>();
  for (let tries = 0; tries < 20; tries += 1) {
    const { responses } = (
      await batch([
        { id: '1', method: 'GET', url: '/users' },
        { id: '2', method: 'GET', url: '/users' },
      ])
    ).body;
    orders.add(responses.map(({ id }: { id: string }) => id).join(''));
  }
  await t.setQuirks({ batchOrder: false });
  expect([...orders].sort()).toEqual(['12', '21']);
});

it.each([
  ['the batch', { requests: [{ id: '1', method: 'GET', url: '/users' }], colour: 'red' }],
  ['a request', { requests: [{ id: '1', method: 'GET', url: '/users', colour: 'red' }] }],
])('an unknown property of %s is refused and listed', async (_what, body) => {
  const count = (await t.refused()).length;
  expect((await t.graph('/$batch', { method: 'POST', body })).status).toBe(400);
  const listed = await t.refused();
  expect(listed).toHaveLength(count + 1);
  expect(listed[0]?.reason).toContain('colour');
});

it.each(['text/plain', 'application/json-patch+json', 'application/jsonx'])(
  'a body that calls itself %s is 415, alone and in a batch',
  async (type) => {
    const alone = await t.graph(`${list}/items`, {
      method: 'POST',
      body: Buffer.from('{"fields":{"Title":"a"}}'),
      headers: { 'content-type': type },
    });
    expect(alone.status).toBe(415);
    const headers = { 'Content-Type': type };
    const { responses } = (await batch([create('1', { Title: 'a' }, { headers })])).body;
    expect(responses).toMatchObject([{ status: 415, body: { error: { code: 'UnsupportedMediaType' } } }]);
  },
);

it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;odata.metadata=minimal'])(
  'a body that calls itself %s is taken, alone and in a batch',
  async (type) => {
    const headers = { 'content-type': type };
    const body = Buffer.from('{"fields":{"Title":"a"}}');
    expect((await t.graph(`${list}/items`, { method: 'POST', body, headers })).status).toBe(201);
    expect((await batch([create('1', { Title: 'a' }, { headers })])).body.responses).toMatchObject([{ status: 201 }]);
  },
);
