import { siteGrantsOf } from '../../infra/local/graph/siteGrants';
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

const folder = async (name: string): Promise<string> =>
  (await t.graph(`${library.drive}/root/children`, { method: 'POST', body: { name, folder: {} } })).body.id;

describe('folders', () => {
  const make = (body: unknown) => t.graph(`${library.drive}/root/children`, { method: 'POST', body });

  it('a folder in use fails by default, is kept, or gets a number, as asked', async () => {
    const first = await make({ name: 'Partner', folder: {} });
    expect(first).toMatchObject({ status: 201, body: { folder: { childCount: 0 } } });
    expect((await make({ name: 'partner', folder: {} })).status).toBe(409);
    const behaviour = '@microsoft.graph.conflictBehavior';
    expect((await make({ name: 'partner', folder: {}, [behaviour]: 'replace' })).body.id).toBe(first.body.id);
    expect((await make({ name: 'Partner', folder: {}, [behaviour]: 'rename' })).body.name).toBe('Partner 1');
  });

  it.each([
    [{ name: 'x' }],
    [{ folder: {} }],
    [{ name: 'x', folder: null }],
    [{ name: 5, folder: {} }],
    [{ name: 'x', folder: {}, colour: 'red' }],
    [{ name: 'a/b', folder: {} }],
    [[]],
  ])('a folder is not made from %j', async (body) => {
    expect((await make(body)).status).toBe(400);
  });

  it('children come in pages, whose links are good for their folder only', async () => {
    for (const number of [1, 2, 3]) await library.put(`pages/${number}.txt`, 'x');
    const address = `${library.drive}/root:/pages:/children`;
    const first = (await t.graph(`${address}?$top=2&$select=name`)).body;
    expect(first.value).toEqual([{ name: '1.txt' }, { name: '2.txt' }]);
    const next = first['@odata.nextLink'].split('/v1.0')[1];
    expect((await t.graph(next)).body).toMatchObject({ value: [{ name: '3.txt' }] });
    expect((await t.graph(next.replace('/root:/pages:', '/root'))).status).toBe(400);
    expect((await t.graph(`${address}?$orderby=name`)).status).toBe(400);
  });
});

describe('renaming and moving', () => {
  it('a file gets another name and another folder, and keeps its id', async () => {
    const { id } = (await library.put('move/a.txt', 'x')).body;
    const target = await folder('Archive');
    const moved = await library.patch(id, { name: 'b.pdf', parentReference: { id: target } });
    expect(moved).toMatchObject({
      status: 200,
      body: { id, name: 'b.pdf', file: { mimeType: 'application/pdf' }, parentReference: { id: target } },
    });
    expect((await t.graph(`${library.drive}/root:/Archive/b.pdf`)).body.id).toBe(id);
    expect((await t.graph(`${library.drive}/root:/move/a.txt`)).status).toBe(404);
    expect((await library.item(id, '/listItem?$expand=fields($select=FileLeafRef)')).body.fields.FileLeafRef).toBe(
      'b.pdf',
    );
    const { id: root } = (await t.graph(`${library.drive}/root`)).body;
    expect((await library.patch(id, { parentReference: { id: root } })).status).toBe(200);
    const byPath = { path: `${library.drive}/root:/Archive` };
    expect((await library.patch(id, { parentReference: byPath })).body.parentReference.id).toBe(target);
  });

  it('a change of case only is no clash; a name in use is', async () => {
    const { id } = (await library.put('case.txt', 'x')).body;
    await library.put('other.txt', 'x');
    expect((await library.patch(id, { name: 'CASE.txt' })).body.name).toBe('CASE.txt');
    expect(await library.patch(id, { name: 'Other.TXT' })).toMatchObject({
      status: 409,
      body: { error: { code: 'nameAlreadyExists' } },
    });
  });

  it('a folder does not go into itself, into a file, or into another drive', async () => {
    const outer = await folder('outer');
    const file = (await library.put('outer/inner/f.txt', 'x')).body;
    const inner = file.parentReference.id;
    const other = await makeLibrary(t, 'Other');
    for (const parentReference of [
      { id: outer },
      { id: inner },
      { id: file.id },
      { id: 'root' },
      { driveId: other.drive.split('/')[2] },
      { path: '/nowhere' },
      {},
    ])
      expect((await library.patch(outer, { parentReference })).status).toBe(400);
    expect((await library.patch(outer, { parentReference: { id: '01UNKNOWN' } })).status).toBe(404);
  });

  it('a name is checked, and the path of everything below with it', async () => {
    const { id } = (await library.put('deep/f.txt', 'x')).body;
    expect((await library.patch(id, { name: 'a:b.txt' })).status).toBe(400);
    expect((await library.patch(id, { name: 7 })).status).toBe(400);
    expect((await library.patch(id, { description: 'x' })).status).toBe(400);
    const name = 'g'.repeat(200);
    await library.put(`${name}/${'h'.repeat(110)}.txt`, 'x');
    const long = (await t.graph(`${library.drive}/root:/${name}`)).body.id;
    expect((await library.patch(long, { name: 'g'.repeat(255) })).status).toBe(400);
  });

  it('an old eTag changes nothing', async () => {
    const { id, eTag } = (await library.put('tag.txt', 'x')).body;
    await library.patch(id, { name: 'tag2.txt' });
    expect((await library.patch(id, { name: 'tag3.txt' }, { 'if-match': eTag })).status).toBe(412);
    expect((await library.item(id)).body.name).toBe('tag2.txt');
  });
});

describe('versions', () => {
  it('every content and every change of columns makes one; an earlier one can be read and restored', async () => {
    const { id } = (await library.put('v.txt', 'one')).body;
    await library.setColumns(id, { ReviewState: 'toReview' });
    await library.put('v.txt', 'three');
    const versions = (await library.item(id, '/versions')).body.value;
    expect(versions).toMatchObject([
      { id: '3.0', size: 5 },
      { id: '2.0', size: 3 },
      { id: '1.0', size: 3 },
    ]);
    const old = await library.item(id, '/versions/2.0/content');
    expect(old.status).toBe(302);
    expect((await send(old.headers.location ?? '', 'GET')).bytes.toString()).toBe('one');
    expect((await library.item(id, '/versions/3.0/content')).status).toBe(400);
    expect((await library.item(id, '/versions/9.0')).status).toBe(404);
    const restore = `${library.drive}/items/${id}/versions/1.0/restoreVersion`;
    expect((await t.graph(restore, { method: 'POST' })).status).toBe(204);
    const now = (await library.item(id, '?$expand=listItem($expand=fields)')).body;
    expect(now.size).toBe(3);
    expect(now.listItem.fields.ReviewState).toBeUndefined();
    expect((await library.item(id, '/versions')).body.value).toHaveLength(4);
  });
});

describe('check-out', () => {
  it('who has a file checked out may change it, nobody else', async () => {
    const { id } = (await library.put('out.txt', 'x')).body;
    const act = (name: string, body?: unknown) =>
      t.graph(`${library.drive}/items/${id}/${name}`, { method: 'POST', body });
    expect((await act('checkin', { comment: 'x' })).status).toBe(400);
    expect((await act('checkout')).status).toBe(204);
    expect((await library.item(id, '?$select=id,publication')).body.publication.level).toBe('checkout');
    expect((await library.setColumns(id, { ReviewState: 'toReview' })).status).toBe(200);
    const address = { siteId: 'records', item: id };
    await expect(t.control('POST', 'lock', { ...address, person: 'maya', kind: 'checkedOut' })).rejects.toThrow('423');
    expect((await act('checkin', { comment: 'done', checkInAs: 'published' })).status).toBe(204);
    await t.control('POST', 'lock', { ...address, person: 'maya', kind: 'checkedOut' });
    for (const name of ['checkout', 'checkin', 'discardCheckout']) expect((await act(name)).status).toBe(423);
  });
});

describe('locks', () => {
  const ways = (id: string, row: string, name: string) => ({
    columns: () => library.setColumns(id, { ReviewState: 'accepted' }),
    'columns by row': () => t.graph(`${row}/fields`, { method: 'PATCH', body: { ReviewState: 'accepted' } }),
    replacement: () => library.put(name, 'new'),
    'replacement by session': () => library.open(name, { '@microsoft.graph.conflictBehavior': 'replace' }),
    name: () => library.patch(id, { name: 'other.txt' }),
    removal: () => t.graph(`${library.drive}/items/${id}`, { method: 'DELETE' }),
    'removal by row': () => t.graph(row, { method: 'DELETE' }),
    'removal with its folder': () => t.graph(`${library.drive}/root:/locks`, { method: 'DELETE' }),
  });

  it.each([
    ['open', 423, 'resourceLocked'],
    ['checkedOut', 423, 'resourceLocked'],
    ['record', 403, 'accessDenied'],
  ])('a file that is %s can be read but not changed, until it is free again', async (kind, status, code) => {
    const name = `locks/${kind}.txt`;
    const { id } = (await library.put(name, 'x')).body;
    const row = `${library.list}/items/${(await library.item(id, '/listItem')).body.id}`;
    await t.control('POST', 'lock', { siteId: 'records', item: id, person: 'maya', kind });
    for (const [way, attempt] of Object.entries(ways(id, row, name)))
      expect([way, await attempt()]).toMatchObject([way, { status, body: { error: { code } } }]);
    expect((await library.item(id)).body).toMatchObject({ size: 1, name: `${kind}.txt` });
    await t.control('POST', 'unlock', { siteId: 'records', list: 'Evidence', item: row.split('/').at(-1) });
    expect((await library.setColumns(id, { ReviewState: 'accepted' })).status).toBe(200);
  });

  it('a person may go on editing a file that only she has open', async () => {
    const { id } = (await library.put('mine.txt', 'x')).body;
    const { id: row } = (await library.item(id, '/listItem')).body;
    await t.control('POST', 'lock', { siteId: 'records', item: id, person: 'maya' });
    await t.edit('maya', 'records', 'Evidence', row, { ReviewState: 'accepted' });
    await expect(t.edit('jonas', 'records', 'Evidence', row, { ReviewState: 'rejected' })).rejects.toThrow('423');
  });
});

describe('permissions', () => {
  it('who may read files may not change them, and without a grant they are closed', async () => {
    const { id } = (await library.put('granted.txt', 'x')).body;
    const site = t.environment.service.RECORDS_SITE_ID ?? '';
    const service = { id: t.environment.service.CLIENT_ID ?? '', displayName: 'Trustlane' };
    const grants = siteGrantsOf(t.tenant.context);
    const item = `${library.drive}/items/${id}`;
    const reads = ['', '/content', '/versions', '/listItem'].map((rest) => () => t.graph(`${item}${rest}`));
    const writes = [
      () => library.put('granted.txt', 'y'),
      () => library.open('granted.bin'),
      () => library.patch(id, { name: 'taken.txt' }),
      () => library.setColumns(id, { ReviewState: 'accepted' }),
      () => t.graph(`${item}/checkout`, { method: 'POST' }),
      () => t.graph(`${item}/versions/1.0/restoreVersion`, { method: 'POST' }),
      () => t.graph(`${library.drive}/root/children`, { method: 'POST', body: { name: 'x', folder: {} } }),
      () => t.graph(item, { method: 'DELETE' }),
    ];
    const statuses = async (calls: (() => Promise<{ status: number }>)[]) =>
      new Set(await Promise.all(calls.map(async (call) => (await call()).status)));
    grants.grant(site, service, ['read']);
    expect(await statuses(reads)).toEqual(new Set([200, 302]));
    expect(await statuses(writes)).toEqual(new Set([403]));
    grants.revoke(site, grants.of(site, service.id)?.id ?? '');
    expect(await statuses([...reads, ...writes])).toEqual(new Set([403]));
    grants.grant(site, service, ['write']);
    expect((await library.item(id)).body).toMatchObject({ name: 'granted.txt', size: 1 });
  });
});

describe('quota', () => {
  it('what does not fit is refused with 507 before anything is stored', async () => {
    const { used } = await t.control<{ used: number }>('POST', 'quota', { siteId: 'records' });
    await t.control('POST', 'quota', { siteId: 'records', bytes: used + 100 });
    expect((await t.graph(`${library.list}/drive`)).body.quota).toMatchObject({ remaining: 100 });
    const full = { status: 507, body: { error: { code: 'quotaLimitReached' } } };
    expect(await library.put('big.txt', 'x'.repeat(101))).toMatchObject(full);
    expect((await t.graph(`${library.drive}/root:/big.txt`)).status).toBe(404);
    expect(await library.open('big.bin', { fileSize: 101 })).toMatchObject(full);
    const { uploadUrl } = (await library.open('big.bin')).body;
    const sent = await send(uploadUrl, 'PUT', Buffer.alloc(101), { 'content-range': 'bytes 0-100/101' });
    expect(sent).toMatchObject(full);
    expect((await library.put('small.txt', 'x'.repeat(100))).status).toBe(201);
    await t.control('POST', 'quota', { siteId: 'records', bytes: null });
    expect((await library.put('big.txt', 'x'.repeat(101))).status).toBe(201);
  });
});

describe('harmful files', () => {
  it('a file that the scanner finds harmful a little later carries a mark and cannot be read', async () => {
    const { id } = (await library.put('virus.txt', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE')).body;
    expect((await library.item(id)).body.malware).toBeUndefined();
    const rows = `${library.list}/items/delta`;
    const { '@odata.deltaLink': since } = (await t.graph(`${rows}?token=latest`)).body;
    await t.advanceClock(2_000);
    expect((await library.item(id)).body.malware).toEqual({ description: 'EICAR_Test_File' });
    expect((await t.graph(since.split('/v1.0')[1])).body.value).toHaveLength(1);
    const { location = '' } = (await library.item(id, '/content')).headers;
    expect(await send(location, 'GET')).toMatchObject({ status: 403, body: { error: { code: 'malwareDetected' } } });
    expect((await library.put('virus.txt', 'clean')).body.malware).toBeUndefined();
    expect((await send(location, 'GET')).bytes.toString()).toBe('clean');
  });

  it('a file can be marked, and cleared, by hand', async () => {
    const { id } = (await library.put('marked.txt', 'x')).body;
    const address = { siteId: 'records', item: id };
    await t.control('POST', 'malware', { ...address, description: 'Trojan' });
    expect((await library.item(id)).body.malware).toEqual({ description: 'Trojan' });
    await t.control('POST', 'malware', { ...address, isHarmful: false });
    expect((await library.item(id)).body.malware).toBeUndefined();
  });
});

describe('a person in SharePoint', () => {
  it('sees versions, renames and restores a file', async () => {
    const { id } = (await library.put('person.txt', 'one')).body;
    await library.put('person.txt', 'second');
    const address = { siteId: 'records', item: id };
    const seen = await t.control<{ versions: { id: string; size: number; downloadUrl: string }[] }>(
      'POST',
      'files/versions',
      address,
    );
    expect(seen.versions.map(({ id: version, size }) => [version, size])).toEqual([
      ['2.0', 6],
      ['1.0', 3],
    ]);
    expect((await send(seen.versions[1]?.downloadUrl ?? '', 'GET')).bytes.toString()).toBe('one');
    await t.control('POST', 'files/restoreVersion', { ...address, person: 'jonas', version: '1.0' });
    await t.control('POST', 'files/rename', { ...address, person: 'jonas', name: 'renamed.txt' });
    expect((await library.item(id)).body).toMatchObject({
      name: 'renamed.txt',
      size: 3,
      lastModifiedBy: { user: { displayName: 'Jonas Berg' } },
    });
    await expect(t.control('POST', 'files/marks', { siteId: 'system', item: id })).rejects.toThrow('404');
  });
});

it('a unique column in a library is refused and recorded', async () => {
  const site = t.environment.service.RECORDS_SITE_ID;
  const columns = [{ name: 'Key', text: {}, indexed: true, enforceUniqueValues: true }];
  const body = { displayName: 'Unique', list: { template: 'documentLibrary' }, columns };
  expect((await t.graph(`/sites/${site}/lists`, { method: 'POST', body, as: 'provision' })).status).toBe(400);
  const [column] = columns;
  const added = await t.graph(`${library.list}/columns`, { method: 'POST', body: column, as: 'provision' });
  expect(added.status).toBe(400);
  expect((await t.refused()).some(({ reason }) => reason.includes('unique in a document library'))).toBe(true);
});

it('a new folder says of itself what Graph knows of folders, and nothing else', async () => {
  const make = (folder: unknown) =>
    t.graph(`${library.drive}/root/children`, { method: 'POST', body: { name: `f${Math.random()}`, folder } });
  const count = (await t.refused()).length;
  for (const folder of [{ x: 1 }, [], 'yes', null]) expect((await make(folder)).status).toBe(400);
  expect((await t.refused()).length).toBeGreaterThan(count);
  for (const folder of [{}, { '@odata.type': 'microsoft.graph.folder' }]) expect((await make(folder)).status).toBe(201);
});

it.each(['checkout', 'discardCheckout'])('%s takes no body', async (action) => {
  const { id } = (await library.put(`${action}.txt`, 'x')).body;
  const act = (name: string, body?: unknown) =>
    t.graph(`${library.drive}/items/${id}/${name}`, { method: 'POST', ...(body === undefined ? {} : { body }) });
  if (action === 'discardCheckout') await act('checkout');
  const count = (await t.refused()).length;
  for (const body of [{ x: 1 }, [], 'text']) expect((await act(action, body)).status).toBe(400);
  expect(await t.refused()).toHaveLength(count + 3);
  expect((await act(action, {})).status).toBe(204);
});
