import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { startTenant, type TestTenant } from '../support/tenant';
import { fragment, type Library, makeLibrary, send, UNIT } from './library';

let t: TestTenant;
let library: Library;

beforeAll(async () => {
  t = await startTenant();
  await t.withoutQuirks();
  library = await makeLibrary(t);
});
afterAll(() => t.close());

const all = Buffer.alloc(UNIT * 2 + 1000, 7);
const urlOf = async (name: string, item?: unknown, more = {}): Promise<string> =>
  (await library.open(name, item, more)).body.uploadUrl;

it('a fragment that is there already is refused as overlapping, one too far on as out of order; both with 416', async () => {
  const url = await urlOf('order.bin');
  await fragment(url, all, 0, UNIT);
  expect(await fragment(url, all, 0, UNIT)).toMatchObject({
    status: 416,
    body: { error: { code: 'invalidRange', innerError: { code: 'fragmentOverlap' } } },
  });
  expect(await fragment(url, all, 2 * UNIT, all.length)).toMatchObject({
    status: 416,
    body: { error: { innerError: { code: 'fragmentOutOfOrder' } } },
  });
  expect((await fragment(url, all, UNIT, all.length)).status).toBe(201);
});

it.each([
  'bytes 0-5',
  'bytes */10',
  'bytes 0-5/*',
  'bytes 5-0/10',
  'items 0-5/6',
  'bytes=0-5/6',
  'bytes 0-9/5',
  'bytes -1-4/6',
  `bytes 0-5/${'9'.repeat(40)}`,
])('the range %j is refused', async (range) => {
  const url = await urlOf('range.bin');
  const answer = await send(url, 'PUT', Buffer.alloc(6), { 'content-range': range });
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalidRequest' } } });
  await send(url, 'DELETE');
});

it('a fragment of 60 MiB is too large', async () => {
  const url = await urlOf('large.bin');
  const large = Buffer.alloc(192 * UNIT);
  const answer = await send(url, 'PUT', large, { 'content-range': `bytes 0-${large.length - 1}/${large.length + 1}` });
  expect(answer).toMatchObject({ status: 413, body: { error: { innerError: { code: 'maxFragmentLengthExceeded' } } } });
});

it('with deferCommit the file is there only after a POST without a body', async () => {
  const url = await urlOf('deferred.bin', undefined, { body: { deferCommit: true } });
  await fragment(url, all, 0, UNIT);
  expect(await send(url, 'POST')).toMatchObject({
    status: 400,
    body: { error: { innerError: { code: 'uploadSessionIncomplete' } } },
  });
  expect(await fragment(url, all, UNIT, all.length)).toMatchObject({ status: 202, body: { nextExpectedRanges: [] } });
  expect((await t.graph(`${library.drive}/root:/deferred.bin`)).status).toBe(404);
  expect((await send(url, 'POST', Buffer.from('x'))).status).toBe(400);
  expect(await send(url, 'POST')).toMatchObject({ status: 201, body: { name: 'deferred.bin', size: all.length } });
  expect((await send(url, 'POST')).status).toBe(404);
});

it('a session can replace a file that it names by its id, if the eTag is the one that is known', async () => {
  const { body } = await library.put('known.txt', 'first');
  const start = (headers: Record<string, string>) =>
    t.graph(`${library.drive}/items/${body.id}/createUploadSession`, { method: 'POST', body: {}, headers });
  expect((await start({ 'if-match': '"{OTHER},1"' })).status).toBe(412);
  expect((await start({ 'if-none-match': body.eTag })).status).toBe(412);
  const { uploadUrl } = (await start({ 'if-match': body.cTag })).body;
  expect(await fragment(uploadUrl, Buffer.from('second'), 0, 6)).toMatchObject({ status: 200, body: { id: body.id } });
  expect((await library.item(body.id)).body.size).toBe(6);
});

it('a second session for a path is refused in the words of a name in use, whatever the behaviour', async () => {
  const url = await urlOf('twice.bin', { '@microsoft.graph.conflictBehavior': 'replace' });
  expect(await library.open('TWICE.bin', { '@microsoft.graph.conflictBehavior': 'replace' })).toMatchObject({
    status: 409,
    body: { error: { code: 'nameAlreadyExists', message: expect.stringContaining('currently being uploaded') } },
  });
  await send(url, 'DELETE');
});

it('at the end a taken name is refused, and the session stays for another try', async () => {
  const url = await urlOf('late.bin');
  const taken = await library.put('late.bin', 'there first');
  const last = () => fragment(url, Buffer.from('second'), 0, 6);
  expect(await last()).toMatchObject({ status: 409, body: { error: { code: 'nameAlreadyExists' } } });
  expect((await send(url, 'GET')).body.nextExpectedRanges).toEqual(['0-']);
  await t.graph(`${library.drive}/items/${taken.body.id}`, { method: 'DELETE' });
  expect((await last()).status).toBe(201);
});

it.each([
  ['rename', 'there 1.bin', 201],
  ['replace', 'there.bin', 200],
] as const)('with %s the end makes %s', async (how, name, status) => {
  await library.put('there.bin', 'x');
  const url = await urlOf('there.bin', { '@microsoft.graph.conflictBehavior': how });
  expect(await fragment(url, Buffer.from('yy'), 0, 2)).toMatchObject({ status, body: { name, size: 2 } });
});

it.each([
  ['another name', { item: { name: 'other.bin' } }],
  ['an unknown property', { item: { mediaSource: {} } }],
  ['an unknown behaviour', { item: { '@microsoft.graph.conflictBehavior': 'merge' } }],
  ['a negative size', { item: { fileSize: -1 } }],
  ['text for deferCommit', { deferCommit: 'yes' }],
])('a session with %s is refused', async (_what, body) => {
  expect((await library.open('body.bin', undefined, { body })).status).toBe(400);
});

it('a session that nobody goes on with ends when it said, and its bytes are gone', async () => {
  const url = await urlOf('expires.bin');
  const { expirationDateTime } = (await fragment(url, all, 0, UNIT)).body;
  const parts = () => readdirSync(path.join(t.dir, 'tenant', 'files')).filter((name) => name.endsWith('.part')).length;
  const before = parts();
  await t.advanceClock(Date.parse(expirationDateTime) - t.tenant.context.clock.now() + 2_000);
  expect(await send(url, 'GET')).toMatchObject({ status: 404, body: { error: { code: 'itemNotFound' } } });
  expect(parts()).toBeLessThan(before);
  expect((await fragment(url, all, UNIT, all.length)).status).toBe(404);
});

it('a fragment that breaks off counts for nothing, and the upload goes on from before it', async () => {
  const url = new URL(await urlOf('broken.bin'));
  await fragment(url.href, all, 0, UNIT);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(url.port), 'localhost', () => {
      socket.write(
        `PUT ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: ${UNIT}\r\nContent-Range: bytes ${UNIT}-${2 * UNIT - 1}/${all.length}\r\n\r\n`,
      );
      socket.write(Buffer.alloc(1000, 9), () => socket.destroy());
    });
    socket.on('close', () => resolve());
  });
  expect((await send(url.href, 'GET')).body.nextExpectedRanges).toEqual([`${UNIT}-`]);
  const done = await fragment(url.href, all, UNIT, all.length);
  expect(done.status).toBe(201);
  expect((await send(done.body['@microsoft.graph.downloadUrl'], 'GET')).bytes.equals(all)).toBe(true);
});

it('a body that is shorter than its range is refused', async () => {
  const url = await urlOf('short.bin');
  const answer = await send(url, 'PUT', Buffer.alloc(10), { 'content-range': 'bytes 0-19/20' });
  expect(answer).toMatchObject({ status: 400, body: { error: { innerError: { code: 'fragmentLengthMismatch' } } } });
});

it('an upload address is used as it is: a query, another method or a guess gets nowhere', async () => {
  const url = await urlOf('asis.bin');
  expect((await send(`${url}?x=1`, 'GET')).status).toBe(400);
  const guess = `${url.slice(0, -1)}${url.endsWith('_') ? '-' : '_'}`;
  expect((await send(guess, 'GET')).status).toBe(404);
  expect((await send(url, 'GET', undefined, { authorization: 'Bearer x' })).status).toBe(401);
  expect((await t.refused()).some(({ path }) => path.startsWith('/upload/'))).toBe(true);
});

it('a thousand sessions can be open at once', async () => {
  const names = Array.from({ length: 1000 }, (_, number) => `many-${number}.bin`);
  const urls: string[] = [];
  for (const name of names) urls.push(await urlOf(name));
  expect(new Set(urls).size).toBe(1000);
  expect((await fragment(urls[999] ?? '', Buffer.from('x'), 0, 1)).status).toBe(201);
});

it('what is missing is not always named in full, but its first start is always right', async () => {
  await t.setQuirks({ rangesVary: true });
  const bytes = Buffer.alloc(UNIT * 8, 3);
  const url = await urlOf('vary.bin');
  const seen = new Set<string>();
  for (let from = 0; from < 6 * UNIT; from += UNIT) {
    const { nextExpectedRanges } = (await fragment(url, bytes, from, from + UNIT)).body;
    expect(nextExpectedRanges[0]).toMatch(new RegExp(`^${from + UNIT}-`));
    seen.add(nextExpectedRanges.length > 1 ? 'several' : nextExpectedRanges[0].endsWith('-') ? 'open' : 'part');
  }
  expect(seen.size).toBeGreaterThan(1);
  expect((await fragment(url, bytes, 6 * UNIT, 8 * UNIT)).status).toBe(201);
  await t.withoutQuirks();
});

it.each([
  ['fail', 'inFolder.bin'],
  ['replace', 'inFolder.bin'],
  ['rename', 'inFolder.bin'],
])('when the folder goes during a session (%s) its last fragment is 404 and stores nothing', async (conflict, name) => {
  const folder = `going ${conflict}`;
  const path = `${encodeURIComponent(folder)}/${name}`;
  const url = await urlOf(path, { '@microsoft.graph.conflictBehavior': conflict });
  await fragment(url, all, 0, UNIT);
  expect((await t.graph(`${library.drive}/root:/${folder}`, { method: 'DELETE' })).status).toBe(204);
  const rows = (await t.graph(`${library.list}/items`)).body.value.length;
  expect(await fragment(url, all, UNIT, all.length)).toMatchObject({
    status: 404,
    body: { error: { code: 'itemNotFound' } },
  });
  expect((await t.graph(`${library.list}/items`)).body.value).toHaveLength(rows);
  expect((await library.put(path, 'x')).status).toBe(201);
});

it('a file that was renamed or removed during a session for it by id is not made anew', async () => {
  const { id } = (await library.put('first name.txt', 'x')).body;
  const url = (await t.graph(`${library.drive}/items/${id}/createUploadSession`, { method: 'POST', body: {} })).body
    .uploadUrl;
  await library.patch(id, { name: 'second name.txt' });
  expect((await fragment(url, all, 0, all.length)).status).toBe(200);
  expect((await library.item(id)).body).toMatchObject({ name: 'second name.txt', size: all.length });
  expect((await t.graph(`${library.drive}/root:/first name.txt`)).status).toBe(404);
  const again = (await t.graph(`${library.drive}/items/${id}/createUploadSession`, { method: 'POST', body: {} })).body
    .uploadUrl;
  await t.graph(`${library.drive}/items/${id}`, { method: 'DELETE' });
  expect((await fragment(again, all, 0, all.length)).status).toBe(404);
});

it('If-Match of a session counts at its end too: what was replaced meanwhile is not overwritten', async () => {
  const { eTag } = (await library.put('matched.txt', 'first')).body;
  const replace = { '@microsoft.graph.conflictBehavior': 'replace' };
  const url = (await library.open('matched.txt', replace, { headers: { 'if-match': eTag } })).body.uploadUrl;
  const { id } = (await library.put('matched.txt', 'second')).body;
  expect(await fragment(url, all, 0, all.length)).toMatchObject({
    status: 412,
    body: { error: { code: 'resourceModified' } },
  });
  expect((await library.item(id)).body.size).toBe(6);
  await send(url, 'DELETE');
  const any = (await library.open('matched.txt', replace, { headers: { 'if-match': '*' } })).body.uploadUrl;
  await library.put('matched.txt', 'third');
  expect((await fragment(any, all, 0, all.length)).status).toBe(200);
  const { eTag: now } = (await library.item(id)).body;
  const gone = (await library.open('matched.txt', replace, { headers: { 'if-match': now } })).body.uploadUrl;
  await t.graph(`${library.drive}/items/${id}`, { method: 'DELETE' });
  expect((await fragment(gone, all, 0, all.length)).status).toBe(412);
  await send(gone, 'DELETE');
});

it('If-None-Match: * of a session counts at its end too', async () => {
  const replace = { '@microsoft.graph.conflictBehavior': 'replace' };
  const url = (await library.open('never.txt', replace, { headers: { 'if-none-match': '*' } })).body.uploadUrl;
  await library.put('never.txt', 'first');
  expect((await fragment(url, all, 0, all.length)).status).toBe(412);
  expect((await t.graph(`${library.drive}/root:/never.txt`)).body.size).toBe(5);
});

it('If-Match on PUT content of a file that is not there is 404', async () => {
  expect((await library.put('nobody.txt', 'x', '', { 'if-match': '*' })).status).toBe(404);
  expect((await t.graph(`${library.drive}/root:/nobody.txt`)).status).toBe(404);
});
