import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { startTenant, type TestTenant } from '../support/tenant';
import { type Library, makeLibrary, send } from './library';

let t: TestTenant;
let library: Library;

beforeAll(async () => {
  t = await startTenant();
  await t.withoutQuirks();
  library = await makeLibrary(t);
});
afterAll(() => t.close());

const stored = async (name: string, bytes: string): Promise<{ id: string; url: string }> => {
  const { body } = await library.put(name, bytes);
  return { id: body.id, url: body['@microsoft.graph.downloadUrl'] };
};

const address = (name: string): string => `/v1.0${library.drive}/root:/${name}:/content`;

describe('downloads', () => {
  it.each([
    ['bytes=0-2', 206, 'bytes 0-2/10', '012'],
    ['bytes=7-', 206, 'bytes 7-9/10', '789'],
    ['bytes=-3', 206, 'bytes 7-9/10', '789'],
    ['bytes=5-100', 206, 'bytes 5-9/10', '56789'],
    ['bytes=-100', 206, 'bytes 0-9/10', '0123456789'],
    ['bytes=3-1', 200, undefined, '0123456789'],
    ['bytes=0-1,4-5', 200, undefined, '0123456789'],
    ['lines=0-1', 200, undefined, '0123456789'],
  ])('the range %j is answered %i', async (range, status, contentRange, text) => {
    const { url } = await stored('range.txt', '0123456789');
    const answer = await send(url, 'GET', undefined, { range });
    expect([answer.status, answer.headers['content-range'], answer.bytes.toString()]).toEqual([
      status,
      contentRange,
      text,
    ]);
  });

  it.each(['bytes=10-', 'bytes=100-200', 'bytes=-0'])('the range %j is outside the file', async (range) => {
    const { url } = await stored('range.txt', '0123456789');
    const answer = await send(url, 'GET', undefined, { range });
    expect([answer.status, answer.headers['content-range']]).toEqual([416, 'bytes */10']);
  });

  it('HEAD tells the size, and what is known already is not sent again', async () => {
    const { id, url } = await stored('head.txt', '0123456789');
    const head = await send(url, 'HEAD');
    expect([head.status, head.headers['content-length'], head.bytes.length]).toEqual([200, '10', 0]);
    const tag = String(head.headers.etag);
    expect((await send(url, 'GET', undefined, { 'if-none-match': tag })).status).toBe(304);
    const { eTag, cTag } = (await library.item(id)).body;
    for (const known of [eTag, cTag, '*'])
      for (const rest of ['', '/content']) {
        const answer = await t.graph(`${library.drive}/items/${id}${rest}`, { headers: { 'if-none-match': known } });
        expect([rest, known, answer.status]).toEqual([rest, known, 304]);
      }
    const content = await t.graph(`${library.drive}/items/${id}/content`, { headers: { 'if-none-match': '"x"' } });
    expect(content.status).toBe(302);
  });

  it('an empty file has no bytes', async () => {
    const answer = await send((await stored('empty.bin', '')).url, 'GET');
    expect([answer.status, answer.bytes.length]).toEqual([200, 0]);
  });

  it('an address opens one file for a while, carries no token, and no other sealed text opens any', async () => {
    const { url } = await stored('sealed.txt', 'x');
    const bearer = await t.token({ app: 'service' });
    expect(url).not.toContain(bearer.slice(0, 20));
    const { '@odata.deltaLink': link } = (await t.graph(`${library.drive}/root/delta?token=latest`)).body;
    const token = decodeURIComponent(link.split('token=')[1]);
    expect((await send(`${t.origin}/download/${token}`, 'GET')).status).toBe(401);
    expect((await send(`${t.origin}/download/`, 'GET')).status).toBe(401);
    expect((await send(`${url}?x=1`, 'GET')).status).toBe(400);
  });

  it('a file that is gone is gone under its address too', async () => {
    const { id, url } = await stored('soon.txt', 'x');
    await t.graph(`${library.drive}/items/${id}`, { method: 'DELETE' });
    expect((await send(url, 'GET')).status).toBe(404);
  });

  it('a download costs 1 resource unit, a fragment 2, and both are throttled', async () => {
    const { url } = await stored('cost.txt', 'x');
    const { uploadUrl } = (await library.open('cost.bin')).body;
    await t.resetUsage();
    await send(url, 'GET');
    await send(uploadUrl, 'PUT', Buffer.from('x'), { 'content-range': 'bytes 0-0/1' });
    expect(await t.usage()).toMatchObject({
      byRoute: { 'GET /download': { resourceUnits: 1 }, 'PUT /upload': { resourceUnits: 2 } },
    });
    await t.setTier('0-1k');
    const statuses = new Set<number>();
    for (let spent = 0; spent < 1300; spent += 1) statuses.add((await send(url, 'GET')).status);
    expect([...statuses]).toEqual([200, 429]);
    expect(Number((await send(url, 'GET')).headers['retry-after'])).toBeGreaterThan(0);
    await t.setTier(null);
    await t.resetUsage();
  });
});

describe('uploads that overlap', () => {
  /** An upload that has sent its head, and ends when told to. */
  async function begun(name: string): Promise<{ end(): Promise<string>; drop(): Promise<void> }> {
    const bearer = await t.token({ app: 'service' });
    const url = new URL(t.origin);
    const socket = connect(Number(url.port), 'localhost');
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString();
    });
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.write(
      `PUT ${address(name)} HTTP/1.1\r\nHost: ${url.host}\r\nAuthorization: Bearer ${bearer}\r\nContent-Type: text/plain\r\nContent-Length: 10\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`,
    );
    // It tells that it has read the head.
    while (!answer.includes('100 Continue')) await new Promise((resolve) => setTimeout(resolve, 5));
    socket.write('01234');
    return {
      async end() {
        socket.write('56789');
        await closed;
        return answer;
      },
      async drop() {
        socket.destroy();
        await closed;
      },
    };
  }

  it('the later of two uploads of one name is refused while the first is under way', async () => {
    const first = await begun('both.txt');
    expect(await library.put('BOTH.txt', 'second')).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('currently being uploaded') } },
    });
    expect((await library.put('another.txt', 'x')).status).toBe(201);
    expect(await first.end()).toContain('201 Created');
    expect((await library.put('both.txt', 'third')).status).toBe(200);
  });

  it('an upload that breaks off stores nothing and is in nobody’s way', async () => {
    const first = await begun('half.txt');
    await first.drop();
    expect((await t.graph(`${library.drive}/root:/half.txt`)).status).toBe(404);
    expect((await library.put('half.txt', 'whole')).status).toBe(201);
  });
});

describe('names from outside', () => {
  it.each([
    ['NUL', 'a%00b.txt', 400],
    ['a line break', 'a%0Ab.txt', 400],
    ['300 characters', 'x'.repeat(300), 400],
    ['an escaped slash to climb with', 'a%2f..%2f..%2fb.txt', 400],
    ['a backslash', 'a%5Cb.txt', 400],
    ['broken escapes', 'a%ZZ.txt', 400],
    ['overlong UTF-8', '%C0%AF.txt', 400],
    ['nothing', '', 400],
    ['a direction mark', 'a%E2%80%AEfdp.txt', 201],
    ['a percent sign', '100%25.txt', 201],
    ['a hash', 'a%23b.txt', 201],
    ['other letters', 'th%E1%BB%A7y-s%E1%BA%A3n.txt', 201],
  ])('a name with %s is answered', async (_what, name, status) => {
    const answer = await library.put(name, 'x');
    expect(answer.status).toBe(status);
    if (status === 201) expect(answer.body.name).toBe(decodeURIComponent(name));
  });

  it.each(['a/../b.txt', '../b.txt', '%2e%2e/b.txt', 'a/./b.txt', 'a//b.txt', '..%2f..%2fb.txt'])(
    'the path %j, sent as it is, is refused',
    async (name) => {
      const bearer = await t.token({ app: 'service' });
      const headers = { authorization: `Bearer ${bearer}` };
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const target = { host: 'localhost', port: new URL(t.origin).port, path: address(name), method: 'PUT', headers };
        httpRequest(target, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end('x');
      });
      expect(status).toBe(400);
    },
  );

  it('folders are as deep as a path may be long, and no deeper', async () => {
    expect((await library.put(`${'d/'.repeat(150)}f.txt`, 'x')).status).toBe(201);
    expect((await library.put(`${'d/'.repeat(250)}f.txt`, 'x')).status).toBe(400);
    expect((await t.graph(`${library.drive}/root:/${'d/'.repeat(149)}d`)).body.folder).toBeDefined();
  });
});

describe('bytes that no row knows', () => {
  it('are swept away at the next start; what rows know stays', async () => {
    const dir = t.dir;
    const { id } = (await library.put('stays.txt', 'stays')).body;
    await library.put('stays.txt', 'stays too');
    const { uploadUrl } = (await library.open('open.bin')).body;
    const folder = path.join(dir, 'tenant', 'files');
    const orphans = ['half.new', 'nobody', 'gone.part'].map((name) => path.join(folder, name));
    for (const orphan of orphans) writeFileSync(orphan, 'x');
    const before = readdirSync(folder).length;
    const { port } = t.tenant.context.settings;
    await t.tenant.close();
    t = await startTenant({ dir, port });
    await t.withoutQuirks();
    expect(orphans.filter((orphan) => existsSync(orphan))).toEqual([]);
    expect(readdirSync(folder).length).toBe(before - orphans.length);
    const versions = (await t.graph(`${library.drive}/items/${id}/versions/1.0/content`)).headers.location ?? '';
    expect((await send(versions, 'GET')).bytes.toString()).toBe('stays');
    expect((await send(uploadUrl, 'GET')).body.nextExpectedRanges).toEqual(['0-']);
  });
});
