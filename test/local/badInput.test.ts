import { connect } from 'node:net';
import fc from 'fast-check';
import { makeList } from '../support/lists';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let list: string;
let token: string;

beforeAll(async () => {
  t = await startTenant();
  await t.withoutQuirks();
  list = await makeList(t, 'Partners');
  await t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title: 'kept' } } });
  token = await t.token({ app: 'service' });
});
afterAll(() => t.close());

/** Sends bytes as they are and reads until the tenant ends the connection or has answered. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(t.tenant.context.settings.port, 'localhost');
    let text = '';
    socket.setTimeout(5_000, () => reject(new Error(`No answer: ${text}`)));
    socket.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\r\n\r\n')) socket.end();
    });
    socket.on('error', () => resolve(text));
    socket.on('close', () => resolve(text));
    socket.write(bytes);
  });
}

const rawCall = (line: string, headers = '', body = ''): Promise<string> =>
  raw(`${line} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n${headers}\r\n${body}`);
const statusIn = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
const isGraphError = (body: unknown): boolean => {
  const { error } = (body ?? {}) as { error?: { code?: unknown; message?: unknown } };
  return typeof error?.code === 'string' && typeof error.message === 'string';
};

afterEach(async () => {
  expect((await t.graph(`${list}/items/1?$expand=fields($select=Title)`)).body.fields.Title).toBe('kept');
});

it.each([
  ['no JSON', '{"fields":', 400],
  ['another type of JSON', '[]', 400],
  ['a bare word', 'null', 400],
  ['a very deep body', `{"fields":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 400],
  ['a key of the prototype', '{"fields":{"__proto__":{"Title":"x"},"constructor":"y"}}', 400],
])('a body that is %s is refused', async (_what, body, status) => {
  const answer = await fetch(`${t.origin}/v1.0${list}/items`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });
  expect(answer.status).toBe(status);
  expect(isGraphError(await answer.json())).toBe(true);
});

it.each([['text/plain'], ['application/xml'], ['application/x-www-form-urlencoded']])(
  'a body of the media type %s is refused',
  async (type) => {
    const answer = await fetch(`${t.origin}/v1.0${list}/items`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      body: '{}',
    });
    expect(answer.status).toBe(415);
    expect(isGraphError(await answer.json())).toBe(true);
  },
);

it('a huge body is refused by its announced length, without waiting for it', async () => {
  const headers = 'Content-Type: application/json\r\nContent-Length: 104857600\r\n';
  const answer = await rawCall(`POST /v1.0${list}/items`, headers, '{');
  expect(statusIn(answer)).toBe(413);
  expect(answer).toContain('RequestEntityTooLarge');
});

it('a huge body that comes in chunks is refused too', async () => {
  const answer = await t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title: 'x'.repeat(5_000_000) } } });
  expect(answer.status).toBe(413);
  const chunked = await fetch(`${t.origin}/v1.0${list}/items`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: new ReadableStream({
      start(controller) {
        for (let part = 0; part < 6; part += 1) controller.enqueue(new Uint8Array(1_000_000).fill(32));
        controller.close();
      },
    }),
    duplex: 'half',
  } as RequestInit);
  expect(chunked.status).toBe(413);
});

it.each([
  ['/v1.0/sites/%zz', 400],
  ['/v1.0/sites/%00', 400],
  ['/v1.0/sites/%C0%AE%C0%AE', 400],
  ['/v1.0/../_control/token', 400],
  ['/v1.0/%2e%2e/_control/token', 400],
  ['/v1.0/%252e%252e/_control/token', 400],
  [`/v1.0/${'a/'.repeat(4_000)}`, 400],
  ['/beta/users', 400],
  ['/v9.0/users', 400],
  ['/no/such/service', 404],
  ['//v1.0/users', 404],
])('the path %s is refused', async (path, status) => {
  const answer = await rawCall(`GET ${path}`);
  expect(statusIn(answer)).toBe(status);
  expect(answer).toMatch(/"error":\{"code":"\w+","message"/);
});

it('headers beyond all measure are refused, and what is not HTTP', async () => {
  expect(statusIn(await rawCall('GET /v1.0/users', `X-Long: ${'x'.repeat(100_000)}\r\n`))).toBe(431);
  expect(statusIn(await raw('\u0000\u0001\u0002 nonsense\r\n\r\n'))).toBe(400);
});

it('a header does not make a DELETE of a POST', async () => {
  for (const name of ['X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override']) {
    const answer = await t.graph(`${list}/items/1`, { method: 'POST', body: {}, headers: { [name]: 'DELETE' } });
    expect(answer.status).toBe(400);
  }
});

it('a query option that is given twice is refused', async () => {
  expect((await t.graph(`${list}/items?$top=1&$top=2`)).status).toBe(400);
  expect((await t.graph(`${list}/items?$top=1&top=2`)).status).toBe(400);
});

it.each(['PROPFIND', 'MERGE', 'PROPPATCH', 'LOCK'])('%s is answered 405, and listed', async (method) => {
  const answer = await rawCall(`${method} /v1.0${list}/items`);
  expect(statusIn(answer)).toBe(405);
  expect((await t.refused())[0]).toMatchObject({ method, reason: expect.stringContaining(method) });
});

it.each(['PROPFIND', 'OPTIONS', 'TRACE', 'HEAD'])('%s is not a method of Graph', async (method) => {
  const status = statusIn(await rawCall(`${method} /v1.0${list}/items`));
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
});

it.each([
  ['an unknown path', 'GET', '/v1.0/me/drive', undefined],
  ['an unknown query option', 'GET', '/v1.0/users?$count=true', undefined],
  ['an unknown Prefer value', 'GET', '/v1.0/users', 'respond-async'],
  ['another version', 'GET', '/beta/users', undefined],
  ['an unknown path of Entra', 'GET', '/11111111-aaaa-4bbb-8ccc-000000000001/oauth2/v2.0/devicecode', undefined],
  ['an unknown path of uploads', 'GET', '/upload/a/b/c', undefined],
  ['an unknown path of the connector', 'GET', '/connector/v3/attachments/1', undefined],
])('%s is refused, and listed with its reason', async (_what, method, path, prefer) => {
  const bearer = path.startsWith('/connector') ? await t.token({ app: 'bot', audience: 'connector' }) : token;
  const answer = await fetch(`${t.origin}${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, ...(prefer && { prefer }) },
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  const [latest] = await t.refused();
  expect(latest).toMatchObject({ method, path, reason: expect.stringMatching(/\w+/) });
  const { entries } = await t.control<{ entries: { refused?: string }[] }>('GET', 'traffic?limit=1');
  expect(entries[0]?.refused).toBe(latest?.reason);
});

it('whatever the path and query, Graph answers below 500 and, when it refuses, in its own shape', async () => {
  const segment = fc.oneof(
    fc.constantFrom(
      'sites',
      'lists',
      'items',
      'fields',
      'drives',
      'root:',
      'users',
      'delta',
      'content',
      '$batch',
      '..',
    ),
    fc.constantFrom(...list.split('/').filter(Boolean)),
    fc.string({ maxLength: 12 }).map(encodeURIComponent_),
    fc.string({ unit: 'binary', maxLength: 6 }).map(encodeURIComponent_),
  );
  const option = fc.tuple(
    fc.oneof(fc.constantFrom('$select', '$expand', '$filter', '$top', '$orderby', 'token', '$skiptoken'), segment),
    fc.oneof(fc.constantFrom('fields', 'fields($select=Title)', "fields/Title eq 'a'", '5', 'latest'), segment),
  );
  const call = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE'),
    path: fc.array(segment, { minLength: 1, maxLength: 7 }).map((parts) => `/${parts.join('/')}`),
    query: fc.array(option, { maxLength: 3 }).map((pairs) => pairs.map((pair) => pair.join('=')).join('&')),
    body: fc.option(fc.jsonValue({ maxDepth: 3 }), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(call, async ({ method, path, query, body }) => {
      const keeps = method === 'GET' || !path.toLowerCase().includes(`${list}`.toLowerCase());
      if (!keeps) return;
      const answer = await t.graph(`${path}${query && `?${query}`}`, {
        method,
        body: method === 'GET' ? undefined : body,
      });
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) expect(isGraphError(answer.body)).toBe(true);
    }),
    { numRuns: 400 },
  );
});

/** Lone surrogates cannot be encoded; a client would send nothing. */
function encodeURIComponent_(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80';
  }
}
