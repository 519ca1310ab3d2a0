import { createHash } from 'node:crypto';
import { startTenant, type TestTenant } from '../support/tenant';
import { fragment, type Library, makeLibrary, send, UNIT } from './library';

let t: TestTenant;
let library: Library;
let list: string;
let drive: string;

beforeAll(async () => {
  t = await startTenant();
  await t.withoutQuirks();
  library = await makeLibrary(t);
  ({ list, drive } = library);
});
afterAll(() => t.close());

const put = (path: string, bytes: Buffer, query = '') => library.put(path, bytes, query);
const bytesOf = async (url: string): Promise<Buffer> => (await send(url, 'GET')).bytes;
const open = (path: string, item?: unknown) => library.open(path, item);

it('a small upload can be read back by path, by id and as a list item with its columns', async () => {
  const made = await put('partner-1/plan.txt', Buffer.from('hello'));
  expect(made).toMatchObject({ status: 201, body: { name: 'plan.txt', size: 5, file: { mimeType: 'text/plain' } } });
  const { id } = made.body;
  expect((await t.graph(`${drive}/root:/PARTNER-1/Plan.txt`)).body.id).toBe(id);
  await t.graph(`${drive}/items/${id}/listItem/fields`, {
    method: 'PATCH',
    body: { ReviewState: 'toReview', Sha256: 'ab' },
  });
  const read = (
    await t.graph(
      `${drive}/items/${id}?$select=id,name&$expand=listItem($expand=fields($select=ReviewState,FileLeafRef))`,
    )
  ).body;
  expect(read).toMatchObject({
    id,
    name: 'plan.txt',
    listItem: { fields: { ReviewState: 'toReview', FileLeafRef: 'plan.txt' } },
  });
  const asRow = (await t.graph(`${list}/items?$filter=fields/Sha256 eq 'AB'&$expand=fields,driveItem`)).body.value;
  expect(asRow).toMatchObject([{ fields: { ReviewState: 'toReview' }, driveItem: { id } }]);
  const content = await t.graph(`${drive}/items/${id}/content`);
  expect(content.status).toBe(302);
  expect((await bytesOf(content.headers.location ?? '')).toString()).toBe('hello');
  const children = (await t.graph(`${drive}/root:/partner-1:/children?$select=name`)).body.value;
  expect(children).toEqual([{ name: 'plan.txt' }]);
});

it('a name in use fails, is replaced, or gets a number, as asked', async () => {
  const behaviour = (how: string) => `?@microsoft.graph.conflictBehavior=${how}`;
  const first = await put('same.txt', Buffer.from('1'), behaviour('fail'));
  expect(await put('SAME.txt', Buffer.from('2'), behaviour('fail'))).toMatchObject({
    status: 409,
    body: { error: { code: 'nameAlreadyExists' } },
  });
  const replaced = await put('same.txt', Buffer.from('33'), behaviour('replace'));
  expect(replaced).toMatchObject({ status: 200, body: { id: first.body.id, size: 2 } });
  expect(replaced.body.cTag).not.toBe(first.body.cTag);
  expect((await put('same.txt', Buffer.from('4'), behaviour('rename'))).body.name).toBe('same 1.txt');
  expect((await put('same.txt', Buffer.from('5'), behaviour('merge'))).status).toBe(400);
});

it.each([
  'a*b.txt',
  'a:b.txt',
  'a<b.txt',
  'a|b.txt',
  'a"b.txt',
  ' a.txt',
  'a.txt ',
  'a.',
  'CON',
  'nul.txt',
  'LPT1',
  'desktop.ini',
  'x_vti_y.txt',
  '~$a.docx',
  'forms',
  '.lock',
  'a\u0001.txt',
])('the name %j is refused', async (name) => {
  expect((await put(encodeURIComponent(name), Buffer.from('x'))).status).toBe(400);
  expect((await open(encodeURIComponent(name))).status).toBe(400);
});

it('a path of more than 400 characters is refused', async () => {
  const folder = 'f'.repeat(120);
  expect((await put(`${folder}/${folder}/${folder}/a.txt`, Buffer.from('x'))).status).toBe(400);
});

it('an address that tries to climb out is refused', async () => {
  expect((await t.graph(`${drive}/root:/a%2F..%2Fb`)).status).toBe(400);
  expect((await t.graph(`${drive}/items/01ABC`)).status).toBe(404);
  expect((await t.graph('/drives/b!unknown/root')).status).toBe(404);
});

it('an upload in fragments goes in order and ends with the file', async () => {
  const all = Buffer.alloc(UNIT * 2 + 1000, 7);
  const session = await open('big/file.bin', { '@microsoft.graph.conflictBehavior': 'fail', name: 'file.bin' });
  const { uploadUrl } = session.body;
  expect(new Date(session.body.expirationDateTime).getTime()).toBeGreaterThan(Date.now());
  expect(await fragment(uploadUrl, all, 0, UNIT)).toMatchObject({
    status: 202,
    body: { nextExpectedRanges: [`${UNIT}-`] },
  });
  expect((await fragment(uploadUrl, all, 0, UNIT)).status).toBe(416);
  expect((await fragment(uploadUrl, all, 2 * UNIT, all.length)).status).toBe(416);
  expect((await send(uploadUrl, 'GET')).body.nextExpectedRanges).toEqual([`${UNIT}-`]);
  expect((await fragment(uploadUrl, all, UNIT, 2 * UNIT)).status).toBe(202);
  const done = await fragment(uploadUrl, all, 2 * UNIT, all.length);
  expect(done).toMatchObject({ status: 201, body: { name: 'file.bin', size: all.length } });
  expect((await send(uploadUrl, 'GET')).status).toBe(404);
  const content = await bytesOf(done.body['@microsoft.graph.downloadUrl']);
  expect(createHash('sha256').update(content).digest('hex')).toBe(createHash('sha256').update(all).digest('hex'));
});

it('a fragment is refused with a token, at a wrong size, without its range, or with another total', async () => {
  const all = Buffer.alloc(UNIT * 2, 1);
  const { uploadUrl } = (await open('refused.bin')).body;
  expect((await fragment(uploadUrl, all, 0, UNIT, { authorization: 'Bearer x' })).status).toBe(401);
  expect((await fragment(uploadUrl, all, 0, 1000)).status).toBe(400);
  expect((await send(uploadUrl, 'PUT', all)).status).toBe(400);
  expect(
    (await send(uploadUrl, 'PUT', all.subarray(0, UNIT), { 'content-range': `bytes 0-${UNIT}/${all.length}` })).status,
  ).toBe(400);
  expect((await fragment(uploadUrl, all, 0, UNIT)).status).toBe(202);
  expect(
    (await send(uploadUrl, 'PUT', all.subarray(UNIT), { 'content-range': `bytes ${UNIT}-${2 * UNIT - 1}/${3 * UNIT}` }))
      .status,
  ).toBe(400);
});

it('one session per path; cancelling or time ends it', async () => {
  const { uploadUrl } = (await open('one.bin')).body;
  expect((await open('ONE.bin')).status).toBe(409);
  expect((await send(uploadUrl, 'DELETE')).status).toBe(204);
  expect((await send(uploadUrl, 'GET')).status).toBe(404);
  const again = (await open('one.bin')).body.uploadUrl;
  await t.advanceClock(2 * 3_600_000);
  expect((await send(again, 'GET')).status).toBe(404);
});

it('a session needs the item wrapper around its options', async () => {
  const body = { '@microsoft.graph.conflictBehavior': 'fail' };
  expect((await t.graph(`${drive}/root:/w.bin:/createUploadSession`, { method: 'POST', body })).status).toBe(400);
});

it('a clash of names shows on the last fragment', async () => {
  const { uploadUrl } = (await open('late.bin')).body;
  await put('late.bin', Buffer.from('first'));
  expect(await fragment(uploadUrl, Buffer.from('second'), 0, 6)).toMatchObject({
    status: 409,
    body: { error: { code: 'nameAlreadyExists' } },
  });
});

it('a download address opens for an hour', async () => {
  const { body } = await put('hour.txt', Buffer.from('x'));
  const url = body['@microsoft.graph.downloadUrl'];
  expect((await send(url, 'GET')).status).toBe(200);
  expect((await send(`${url}x`, 'GET')).status).toBe(401);
  await t.advanceClock(3_700_000);
  expect((await send(url, 'GET')).status).toBe(401);
});

it('a file that is removed is gone as a row too, and a folder takes its files along', async () => {
  const { body } = await put('gone/a.txt', Buffer.from('x'));
  const row = (await t.graph(`${drive}/items/${body.id}/listItem`)).body;
  expect((await t.graph(`${drive}/root:/gone`, { method: 'DELETE' })).status).toBe(204);
  expect((await t.graph(`${drive}/items/${body.id}`)).status).toBe(404);
  expect((await t.graph(`${list}/items/${row.id}`)).status).toBe(404);
});

it('an old eTag does not remove a file', async () => {
  const { body } = await put('match.txt', Buffer.from('x'));
  await t.graph(`${drive}/items/${body.id}/listItem/fields`, { method: 'PATCH', body: { Sha256: 'cd' } });
  const remove = (eTag: string) =>
    t.graph(`${drive}/items/${body.id}`, { method: 'DELETE', headers: { 'if-match': eTag } });
  expect((await remove(body.eTag)).status).toBe(412);
  expect((await remove((await t.graph(`${drive}/items/${body.id}`)).body.eTag)).status).toBe(204);
});

it('rows of a library are not made by hand', async () => {
  expect((await t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title: 'x' } } })).status).toBe(400);
});

it.each([
  ['', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
  ['Sg==', 'SgAAAAAAAAAAAAAAAQAAAAAAAAA='],
  ['tbQ=', 'taAFAAAAAAAAAAAAAgAAAAAAAAA='],
  ['0pZP', '0rDEEwAAAAAAAAAAAwAAAAAAAAA='],
])('the file with the bytes %j has the hash %s', async (bytes, hash) => {
  const { body } = await put('hash.bin', Buffer.from(bytes, 'base64'));
  expect(body.file.hashes.quickXorHash).toBe(hash);
});
