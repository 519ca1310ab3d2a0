import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../src/errors';
import { type ApiServer, startApi } from './support/apiServer';

const KEY = '01hzzzzzzzzzzzzzzzzzzzzzzz';
const PARTNER = { requestId: KEY, name: 'Aceros del Norte', country: 'MX', types: ['manufacturer'] };

let api: ApiServer;
let maya: string;
beforeAll(async () => {
  api = await startApi({
    me: () => {
      throw new Error('secret detail at https://graph.example/token');
    },
    addPartner: async () => ({ key: KEY }),
    listPartners: () => ({ revision: 7, rows: [] }),
    stageImport: async (_by, { name, bytes }) => ({ key: KEY, fileName: name, rowCount: bytes.length }) as never,
    viewPartner: async () => {
      throw new AppError('unavailable', 'SharePoint did not answer. What was saved is safe.', {
        cause: new Error('503'),
      });
    },
    importReport: async () => ({
      rows: [{ row: 2, name: '=HYPERLINK("x")', result: 'refused', message: 'No, "really"' }],
    }),
    evidenceContent: async () => ({ name: '../e"vil\r\n.html', contentType: 'text/html', body: stream('<script>') }),
  });
  maya = await api.tenant.token({ person: 'maya' });
});
afterAll(() => api.close());
beforeEach(() => {
  api.calls.length = 0;
  api.logged.length = 0;
});

const stream = (text: string) => require('node:stream').Readable.from([Buffer.from(text)]);

it('a body that is not JSON is refused in words', async () => {
  const reply = await api.call('POST', '/api/partners', {
    token: maya,
    bytes: '{"name":',
    headers: { 'content-type': 'application/json' },
  });
  expect([reply.status, reply.body]).toEqual([
    400,
    { code: 'invalid', message: 'The body is not valid JSON. Nothing was changed.' },
  ]);
  expect(api.calls).toEqual([]);
});

it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
  'a body of type %s is refused with 415',
  async (type) => {
    const reply = await api.call('POST', '/api/partners', {
      token: maya,
      bytes: JSON.stringify(PARTNER),
      headers: { 'content-type': type },
    });
    expect([reply.status, reply.body.code]).toEqual([415, 'mediaType']);
    expect(api.calls).toEqual([]);
  },
);

it('a body of two megabytes is refused, said beforehand or not', async () => {
  const big = JSON.stringify({ ...PARTNER, name: 'x'.repeat(2 * 1024 * 1024) });
  const said = await api.call('POST', '/api/partners', {
    token: maya,
    bytes: big,
    headers: { 'content-type': 'application/json' },
  });
  expect([said.status, said.body.message]).toEqual([413, 'This is larger than 1 MB. Send something smaller.']);
  const chunked = await fetch(`${api.url}/api/partners`, {
    method: 'POST',
    headers: { authorization: `Bearer ${maya}`, 'content-type': 'application/json' },
    body: new Blob([big]).stream(),
    duplex: 'half',
  } as RequestInit);
  expect(chunked.status).toBe(413);
  expect(api.calls).toEqual([]);
});

it('a body of two megabytes from a stranger is not even read', async () => {
  const reply = await api.call('POST', '/api/partners', {
    bytes: 'x'.repeat(2 * 1024 * 1024),
    headers: { 'content-type': 'application/json' },
  });
  expect(reply.status).toBe(401);
});

it('what is wrong is said field by field', async () => {
  const reply = await api.call('POST', '/api/partners', {
    token: maya,
    json: { ...PARTNER, name: ' ', country: 'Mexico' },
  });
  expect(reply.status).toBe(400);
  expect(reply.body.fields).toEqual({ name: 'Give the partner a name.', country: 'Choose the country.' });
  expect(api.calls).toEqual([]);
});

it('an import takes a large list as bytes, and its name with every sign', async () => {
  const reply = await api.call('POST', '/api/imports', {
    token: maya,
    bytes: 'x'.repeat(3_000_000),
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent('Công ty – 2026.csv') },
  });
  expect([reply.status, reply.body]).toEqual([201, { key: KEY, fileName: 'Công ty – 2026.csv', rowCount: 3_000_000 }]);
});

it('an import without a name, or of more than 25 MB, is refused', async () => {
  const headers = { 'content-type': 'application/octet-stream' };
  expect((await api.call('POST', '/api/imports', { token: maya, bytes: 'a,b', headers })).status).toBe(400);
  const big = await api.call('POST', '/api/imports', {
    token: maya,
    bytes: Buffer.alloc(25 * 1024 * 1024 + 1),
    headers: { ...headers, 'x-file-name': 'a.csv' },
  });
  expect(big.status).toBe(413);
  expect(api.calls).toEqual([]);
});

it('nothing is sent again when nothing changed', async () => {
  expect((await api.call('GET', '/api/partners', { token: maya })).status).toBe(200);
  expect((await api.call('GET', '/api/partners?since=6', { token: maya })).status).toBe(200);
  expect((await api.call('GET', '/api/partners?since=7', { token: maya })).status).toBe(204);
});

it('the text of a bug stays inside, and is logged once under the id of the request', async () => {
  const reply = await api.call('GET', '/api/me', { token: maya });
  expect(reply.status).toBe(500);
  expect(JSON.stringify(reply.body)).not.toContain('secret');
  const id = reply.headers.get('x-request-id');
  expect(api.logged.filter((line) => 'trouble' in line && 'requestId' in line && line.requestId === id)).toHaveLength(
    1,
  );
});

it('a silent SharePoint is told from a refusal, with when to come again', async () => {
  const reply = await api.call('GET', `/api/partners/${KEY}`, { token: maya });
  expect([reply.status, reply.body.code, reply.headers.get('retry-after')]).toEqual([503, 'unavailable', '5']);
});

it.each([
  ['GET', '/api/nothing', 404],
  ['GET', '/api/partners/%zz', 404],
  ['PATCH', '/api/partners', 405],
  ['POST', '/healthz', 405],
  ['GET', '/tab/../../package.json', 404],
  ['GET', '/wp-admin', 404],
])('%s %s is answered with a problem, not with the library’s words', async (method, route, status) => {
  const reply = await api.call(method, route);
  expect([reply.status, typeof reply.body.message]).toEqual([status, 'string']);
  expect(reply.body.message).not.toContain(route);
});

it('a key that is none is refused before anything is looked up', async () => {
  const reply = await api.call('GET', '/api/partners/..%2f..%2fetc', { token: maya });
  expect(reply.status).toBe(400);
  expect(api.calls).toEqual([]);
});

it('every reply carries the headers of its kind, and none names the library', async () => {
  for (const route of ['/healthz', '/api/me', '/api/nothing', '/tab-settings.json']) {
    const { headers } = await api.call('GET', route);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-request-id') === null).toBe(route === '/healthz');
    expect(headers.get('server')).not.toMatch(/restify/i);
  }
});

it('the log has one line per request, by the pattern of the route and without what was asked', async () => {
  await api.call('GET', '/api/partners?since=very-secret', { token: maya });
  await api.call('GET', '/answer-me/very-secret');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const lines = api.logged.filter((line) => 'message' in line && line.message === 'request');
  expect(lines).toMatchObject([
    { method: 'GET', route: '/api/partners', status: 200, by: expect.stringContaining('oid:') },
    { route: 'unknown', status: 404 },
  ]);
  expect(JSON.stringify(api.logged)).not.toContain('very-secret');
});

it('a report for spreadsheets runs no formulas', async () => {
  const reply = await api.call('GET', `/api/imports/${KEY}/report?format=csv`, { token: maya });
  expect(reply.headers.get('content-disposition')).toBe('attachment; filename="import-report.csv"');
  expect(reply.body).toContain('"\'=HYPERLINK(""x"")"');
});

it('somebody else’s file is harmless to open: no markup, no scripts, no forged header', async () => {
  const reply = await api.call('GET', `/api/evidence/${KEY}/content`, { token: maya });
  expect(reply.headers.get('content-type')).toBe('application/octet-stream');
  expect(reply.headers.get('content-security-policy')).toContain('sandbox');
  expect(reply.headers.get('content-disposition')).toBe(
    `attachment; filename="../e_vil__.html"; filename*=UTF-8''..%2Fe%22vil%0D%0A.html`,
  );
});

it('while it starts, the service is up, says so, and answers people with a sentence', async () => {
  api.isReady = false;
  expect((await api.call('GET', '/healthz')).body).toMatchObject({ status: 'starting' });
  const reply = await api.call('GET', '/api/partners', { token: maya });
  expect([reply.status, reply.body.code]).toEqual([503, 'unavailable']);
  api.isReady = true;
  expect(api.calls).toEqual([]);
});

it('pages that are still being built are answered by one that looks again', async () => {
  const reply = await api.call('GET', '/tab/');
  expect(reply.status).toBe(503);
  expect(reply.body).toContain('http-equiv="refresh"');
});

describe('with the pages built', () => {
  beforeAll(() => {
    for (const [name, folder] of Object.entries(api.pages)) {
      mkdirSync(path.join(folder, 'assets'), { recursive: true });
      writeFileSync(path.join(folder, 'index.html'), `<title>${name}</title>`);
      writeFileSync(path.join(folder, 'assets/main-abc.js'), 'let x = 1;\n'.repeat(1000));
      writeFileSync(path.join(folder, '../secret.txt'), 'not yours');
    }
  });

  it.each(['/tab/', '/tab/partners', '/answer/'])('%s is the page itself, never kept', async (route) => {
    const reply = await api.call('GET', route);
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(reply.headers.get('content-type')).toContain('text/html');
  });

  it('parts with a hash in their name are kept for ever, and come packed', async () => {
    const reply = await api.call('GET', '/tab/assets/main-abc.js');
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(reply.headers.get('content-encoding')).toBe('gzip');
    expect(reply.body).toBe('let x = 1;\n'.repeat(1000));
  });

  it.each([
    '/tab/..%2fsecret.txt',
    '/tab/%2e%2e/secret.txt',
    '/answer/assets/..%2f..%2f..%2fsecret.txt',
    '/tab/assets/none.js',
  ])('%s gives nothing away', async (route) => {
    const reply = await api.call('GET', route);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(reply.body)).not.toContain('not yours');
  });

  it('only Teams may frame the tab, and nobody the partner’s page', async () => {
    const tab = (await api.call('GET', '/tab/')).headers;
    expect(tab.get('content-security-policy')).toContain('frame-ancestors https://teams.microsoft.com');
    expect(tab.get('content-security-policy')).toContain(api.tenant.origin);
    expect(tab.get('x-frame-options')).toBeNull();
    const page = (await api.call('GET', '/answer/')).headers;
    expect(page.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.get('content-security-policy')).not.toContain('unsafe');
    expect(page.get('x-frame-options')).toBe('DENY');
  });
});
