import { quickXorHash } from '../../infra/local/graph/quickXorHash';
import { startTenant, type TestTenant } from '../support/tenant';
import { type Library, makeLibrary, send } from './library';

let t: TestTenant;
let library: Library;

beforeEach(async () => {
  t = await startTenant();
  await t.withoutQuirks();
  library = await makeLibrary(t);
  await t.setQuirks({ fileRewriting: true, conflictAfterUpload: true });
});
afterEach(() => t.close());

const ZIP = Buffer.concat([Buffer.from([0x50, 0x4b, 0x05, 0x06]), Buffer.alloc(18)]);

it('Office files, PDF and HTML are changed, some at once and some after the upload was answered', async () => {
  const sent = { pdf: Buffer.from('%PDF-1.7\n%%EOF'), docx: ZIP, html: Buffer.from('<p>') };
  const when = new Set<string>();
  for (const [extension, bytes] of Object.entries(sent))
    for (let number = 0; number < 12; number += 1) {
      const { body } = await library.put(`${number}.${extension}`, bytes);
      const isLater = body.size === bytes.length;
      when.add(isLater ? 'later' : 'at once');
      if (isLater) await t.advanceClock(2_000);
      const now = (await library.item(body.id)).body;
      expect(now.size).toBeGreaterThan(bytes.length);
      expect(now.eTag === body.eTag).toBe(!isLater);
      expect(now.cTag === body.cTag).toBe(!isLater);
      expect(now.lastModifiedBy).toEqual(body.lastModifiedBy);
      const content = (await send(now['@microsoft.graph.downloadUrl'], 'GET')).bytes;
      expect(now.file.hashes.quickXorHash).toBe(quickXorHash(content));
      expect(content.subarray(0, 3).equals(bytes.subarray(0, 3))).toBe(true);
    }
  expect([...when].sort()).toEqual(['at once', 'later']);
});

it('a later change of the bytes is among the changes of the list and of the drive', async () => {
  let body: { id: string; size: number };
  do body = (await library.put(`${Math.random()}.pdf`, '%PDF')).body;
  while (body.size !== 4);
  const since = async (path: string): Promise<string> =>
    (await t.graph(`${path}?token=latest`)).body['@odata.deltaLink'].split('/v1.0')[1];
  const [list, drive] = [await since(`${library.list}/items/delta`), await since(`${library.drive}/root/delta`)];
  await t.advanceClock(2_000);
  const changes = (await t.graph(drive, { headers: { deltaExcludeParent: 'true' } })).body.value;
  expect(changes).toMatchObject([{ id: body.id }]);
  expect((await t.graph(list)).body.value).toHaveLength(1);
});

it('a later change comes by itself too, without anybody looking', async () => {
  let body: { id: string; size: number };
  do body = (await library.put(`${Math.random()}.pdf`, '%PDF')).body;
  while (body.size !== 4);
  await new Promise<void>((resolve) => {
    t.tenant.context.events.on('changed', (topic) => {
      if (topic === 'items') resolve();
    });
  });
  expect((await library.item(body.id)).body.size).toBeGreaterThan(4);
});

it('images, text and archives are kept as they are, byte for byte', async () => {
  for (const name of ['a.png', 'a.txt', 'a.zip', 'a.bin', 'a.json'])
    expect((await library.put(name, '12345')).body.size).toBe(5);
  await t.advanceClock(5_000);
  expect((await t.graph(`${library.drive}/root/children?$select=size`)).body.value).toEqual(
    Array.from({ length: 5 }, () => ({ size: 5 })),
  );
});

it('a SHA-256 of a stored file is never given, at most an empty one', async () => {
  const seen = new Set<unknown>();
  for (let number = 0; number < 20; number += 1)
    seen.add((await library.put(`${number}.txt`, 'x')).body.file.hashes.sha256Hash);
  expect([...seen].sort()).toEqual(['', undefined].sort());
});

it('columns of a new file are sometimes refused with 409 once, by either address; an old file is left alone', async () => {
  const statuses = new Set<number>();
  for (let number = 0; number < 30; number += 1) {
    const { body } = await library.put(`settle-${number}.txt`, 'x');
    const row = `${library.list}/items/${(await library.item(body.id, '/listItem')).body.id}`;
    const byRow = () => t.graph(`${row}/fields`, { method: 'PATCH', body: { ReviewState: 'toReview' } });
    const byFile = () => library.setColumns(body.id, { ReviewState: 'toReview' });
    const [first, second] = number % 2 === 0 ? [byRow, byFile] : [byFile, byRow];
    const answer = await first();
    statuses.add(answer.status);
    if (answer.status === 409) expect(answer.body.error.code).toBe('resourceModified');
    expect((await second()).status).toBe(200);
  }
  expect([...statuses].sort()).toEqual([200, 409]);
  for (let number = 0; number < 20; number += 1) {
    const { body } = await library.put(`old-${number}.txt`, 'x');
    await t.advanceClock(60_000);
    expect((await library.setColumns(body.id, { ReviewState: 'toReview' })).status).toBe(200);
  }
});
