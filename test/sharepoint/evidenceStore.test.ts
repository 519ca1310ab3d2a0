import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Editor } from '../../src/sharepoint/codecs/codec';
import { productClock } from '../support/productClock';
import { startTenant, type TestTenant } from '../support/tenant';
import { aKey, anEvidence } from './builders';
import { closeAll, openSharePoint, provisioned, sitesOf } from './site';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await startTenant();
  await provisioned(tenant);
});
afterEach(async () => {
  await tenant.clearFaults();
  await closeAll();
});
afterAll(() => tenant.close());

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const inChunks = (bytes: Buffer): Readable =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
    })(),
  );
const columns = 'EvidenceKey,FileLeafRef,ReviewState,ReviewedBy,Sha256,ReceivedBytes,OriginalName';
const rows = async (): Promise<{ id: string; fields: Record<string, unknown> }[]> =>
  (await tenant.graph(`/sites/${sitesOf(tenant).records}/lists/Evidence/items?$expand=fields($select=${columns})`)).body
    .value;
const rowOf = async (key: string) => (await rows()).find(({ fields }) => fields.EvidenceKey === key);

const add = async (
  { stores }: Awaited<ReturnType<typeof openSharePoint>>,
  bytes: Buffer,
  { extension = 'bin', expectedSize }: { extension?: string; expectedSize?: number } = {},
) => {
  const key = aKey();
  return stores.evidence.add({ key, extension, body: inChunks(bytes), expectedSize }, (received) =>
    anEvidence({ key, ...received }),
  );
};

describe('evidence', () => {
  it('a small file goes in with its columns, and its bytes come back', async () => {
    const sharePoint = await openSharePoint(tenant);
    const bytes = Buffer.from('photo of the seal log');
    const { value } = await add(sharePoint, bytes, { extension: 'TXT', expectedSize: bytes.length });
    expect(value).toMatchObject({ size: bytes.length, sha256: sha256(bytes) });
    expect((await rowOf(value.key))?.fields).toMatchObject({
      FileLeafRef: `${value.key}.txt`,
      ReviewState: 'toReview',
      Sha256: sha256(bytes),
      ReceivedBytes: bytes.length,
      OriginalName: 'policy.pdf',
    });
    const { body } = await sharePoint.stores.evidence.content(value.key);
    expect((await buffer(body)).toString()).toBe('photo of the seal log');
    expect(sharePoint.stores.evidence.by('partnerKey', 'p1').map((each) => each.value.key)).toContain(value.key);
  });

  it('keeps the hash of the bytes received although SharePoint rewrites the file', async () => {
    const sharePoint = await openSharePoint(tenant);
    const bytes = Buffer.from('%PDF-1.7 a policy');
    const { value } = await add(sharePoint, bytes, { extension: 'pdf' });
    expect(value.sha256).toBe(sha256(bytes));
    // SharePoint rewrites at once, or a little after it has answered.
    tenant.skip(10_000);
    const { body } = await sharePoint.stores.evidence.content(value.key);
    expect(sha256(await buffer(body))).not.toBe(value.sha256);
  });

  it.each([
    [
      'broken before the second fragment arrives',
      { match: { method: 'PUT', pathPattern: '^/upload/' }, kind: 'drop' as const },
    ],
    [
      'broken after a fragment arrived',
      { match: { method: 'PUT', pathPattern: '^/upload/' }, kind: 'dropAfter' as const },
    ],
    [
      'refused for a moment',
      { match: { method: 'PUT', pathPattern: '^/upload/' }, kind: 'status' as const, status: 503 },
    ],
  ])('a file of 7 MB whose upload is %s goes on where it was, whole', async (_name, fault) => {
    const sharePoint = await openSharePoint(tenant);
    const bytes = randomBytes(7_000_001);
    await tenant.setFaults({ ...fault, times: 1 });
    const { value } = await add(sharePoint, bytes);
    expect(value).toMatchObject({ size: bytes.length, sha256: sha256(bytes) });
    const { body, size } = await sharePoint.stores.evidence.content(value.key);
    expect(size).toBe(bytes.length);
    expect(sha256(await buffer(body))).toBe(value.sha256);
    expect((await rows()).filter(({ fields }) => fields.EvidenceKey === value.key)).toHaveLength(1);
  });

  it('a 7 MB file whose last answer is lost is found again and not doubled', async () => {
    const sharePoint = await openSharePoint(tenant);
    await tenant.setFaults({ match: { method: 'PUT', pathPattern: '^/upload/' }, kind: 'dropAfter', times: 2 });
    const bytes = randomBytes(7_000_000);
    const { value } = await add(sharePoint, bytes);
    expect(value.sha256).toBe(sha256(bytes));
    expect((await rows()).filter(({ fields }) => String(fields.FileLeafRef).startsWith(value.key))).toHaveLength(1);
  });

  it('a stream that ends early leaves nothing in SharePoint and nothing on disk', async () => {
    const sharePoint = await openSharePoint(tenant);
    const before = (await rows()).length;
    await expect(add(sharePoint, Buffer.alloc(1_000), { expectedSize: 2_000 })).rejects.toMatchObject({
      code: 'invalid',
    });
    const broken = new Readable({
      read() {
        this.destroy(new Error('the phone went away'));
      },
    });
    const call = sharePoint.stores.evidence.add({ key: aKey(), extension: 'pdf', body: broken }, () => anEvidence());
    await expect(call).rejects.toThrow(/did not arrive whole/);
    expect(await rows()).toHaveLength(before);
    expect(readdirSync(path.join(sharePoint.stateDir, 'uploads'))).toEqual([]);
  });

  it('a file whose columns cannot be set is withdrawn', async () => {
    const sharePoint = await openSharePoint(tenant);
    const before = (await rows()).length;
    await tenant.setFaults({
      match: { method: 'PATCH', pathPattern: 'listItem/fields$' },
      kind: 'status',
      status: 403,
    });
    await expect(add(sharePoint, Buffer.from('x'))).rejects.toMatchObject({ code: 'unavailable' });
    for (let wait = 0; wait < 40 && (await rows()).length > before; wait += 1)
      await new Promise((r) => setTimeout(r, 25));
    expect(await rows()).toHaveLength(before);
  });

  it('what a killed upload left is removed at the next start, once it is an hour old; files of people stay', async () => {
    const drive = (await tenant.graph(`/sites/${sitesOf(tenant).records}/lists/Evidence/drive`)).body.id;
    await tenant.graph(`/drives/${drive}/root:/left-over.bin:/content`, { method: 'PUT', body: Buffer.from('x') });
    await tenant.graph(`/drives/${drive}/root:/from-elsewhere.bin:/content`, {
      method: 'PUT',
      body: Buffer.from('x'),
      as: 'provision',
    });
    const names = async () => (await rows()).map(({ fields }) => fields.FileLeafRef);
    await openSharePoint(tenant);
    expect(await names()).toContain('left-over.bin');
    const usual = productClock(tenant);
    const later = { ...usual, now: () => new Date(usual.now().getTime() + 3_700_000) };
    await openSharePoint(tenant, { clock: later });
    expect(await names()).not.toContain('left-over.bin');
    expect(await names()).toContain('from-elsewhere.bin');
  });

  it('a review is saved only if nobody else reviewed meanwhile', async () => {
    const sharePoint = await openSharePoint(tenant);
    const { value, version } = await add(sharePoint, Buffer.from('x'));
    const accepted = { ...value, reviewState: 'accepted' as const, reviewedBy: 'oid:1', validUntil: '2027-01-31' };
    const stored = await sharePoint.stores.evidence.review(accepted, version);
    expect((await rowOf(value.key))?.fields).toMatchObject({ ReviewState: 'accepted', ReviewedBy: 'oid:1' });
    await expect(sharePoint.stores.evidence.review(value, version)).rejects.toMatchObject({ code: 'conflict' });
    const { body } = await sharePoint.stores.evidence.content(value.key);
    expect((await buffer(body)).toString()).toBe('x');
    await expect(sharePoint.stores.evidence.remove(value.key)).rejects.toThrow(/has been reviewed/);
    expect(sharePoint.stores.evidence.get(value.key)).toEqual(stored);
  });

  describe('a version that SharePoint made by itself, without a change of a column,', () => {
    /** As when SharePoint rewrites a new file, or scans it. */
    const touched = async (key: string): Promise<void> => {
      const item = (await rowOf(key))?.id;
      await tenant.control('POST', 'malware', { siteId: 'records', list: 'Evidence', item, isHarmful: false });
    };

    it.each([
      ['the service has not heard of', false],
      ['the service has heard of', true],
    ])('that %s is no conflict for a review', async (_what, isKnown) => {
      const sharePoint = await openSharePoint(tenant);
      const { value, version } = await add(sharePoint, Buffer.from('x'));
      await touched(value.key);
      if (isKnown) await sharePoint.feed.poll();
      const accepted = { ...value, reviewState: 'accepted' as const, reviewedBy: 'oid:1' };
      await sharePoint.stores.evidence.review(accepted, version);
      expect((await rowOf(value.key))?.fields).toMatchObject({ ReviewState: 'accepted' });
    });

    it('does not hide that somebody reviewed before it', async () => {
      const sharePoint = await openSharePoint(tenant);
      const { value, version } = await add(sharePoint, Buffer.from('x'));
      const { id } = (await rowOf(value.key)) ?? { id: '' };
      await tenant.edit('jonas', sitesOf(tenant).records, 'Evidence', id, { ReviewState: 'rejected' });
      await touched(value.key);
      const accepted = { ...value, reviewState: 'accepted' as const, reviewedBy: 'oid:1' };
      await expect(sharePoint.stores.evidence.review(accepted, version)).rejects.toMatchObject({ code: 'conflict' });
      await touched(value.key);
      await sharePoint.feed.poll();
      await expect(sharePoint.stores.evidence.review(accepted, version)).rejects.toMatchObject({ code: 'conflict' });
      expect((await rowOf(value.key))?.fields).toMatchObject({ ReviewState: 'rejected' });
    });

    it('is no conflict for a removal', async () => {
      const sharePoint = await openSharePoint(tenant);
      const { value } = await add(sharePoint, Buffer.from('x'));
      await touched(value.key);
      await sharePoint.stores.evidence.remove(value.key);
      expect(await rowOf(value.key)).toBeUndefined();
    });
  });

  it('a file that a person has open is not reviewed, and the reason is told', async () => {
    const sharePoint = await openSharePoint(tenant);
    const { value, version } = await add(sharePoint, Buffer.from('x'));
    const address = { siteId: 'records', list: 'Evidence', item: (await rowOf(value.key))?.id };
    await tenant.control('POST', 'lock', { ...address, person: 'jonas' });
    const accepted = { ...value, reviewState: 'accepted' as const };
    await expect(sharePoint.stores.evidence.review(accepted, version)).rejects.toThrow(/open in another program/);
    await expect(sharePoint.stores.evidence.remove(value.key)).rejects.toThrow(/open in another program/);
    await tenant.control('POST', 'unlock', address);
    await sharePoint.stores.evidence.review(accepted, version);
  });

  it('a file that Microsoft 365 marked as harmful is not opened', async () => {
    const sharePoint = await openSharePoint(tenant);
    const { value } = await add(sharePoint, Buffer.from('x'));
    const item = (await rowOf(value.key))?.id;
    await tenant.control('POST', 'malware', { siteId: 'records', list: 'Evidence', item });
    await expect(sharePoint.stores.evidence.content(value.key)).rejects.toThrow(/marked this file as harmful/);
  });

  it.each([100, 5_000_000])(
    'a file of %i bytes that does not fit is refused, and nothing of it stays',
    async (size) => {
      const sharePoint = await openSharePoint(tenant);
      const { used } = await tenant.control<{ used: number }>('POST', 'quota', { siteId: 'records' });
      await tenant.control('POST', 'quota', { siteId: 'records', bytes: used + 10 });
      const before = (await rows()).length;
      await expect(add(sharePoint, randomBytes(size))).rejects.toThrow(/SharePoint site is full/);
      expect((await rows()).length).toBe(before);
      await tenant.control('POST', 'quota', { siteId: 'records', bytes: null });
    },
  );

  it('a reviewer decides in the library itself', async () => {
    const edited: [string, readonly string[], string][] = [];
    const putBack: readonly string[][] = [];
    const sharePoint = await openSharePoint(tenant, {
      onEdited: (_noun: string, key: string, columns: readonly string[], { name }: Editor) =>
        void edited.push([key, columns, name]),
      onPutBack: (_noun: string, _key: string, columns: readonly string[]) =>
        void (putBack as string[][]).push([...columns]),
    });
    const { value } = await add(sharePoint, Buffer.from('x'));
    const { id } = (await rowOf(value.key)) ?? { id: '' };
    await tenant.edit('jonas', sitesOf(tenant).records, 'Evidence', id, {
      ReviewState: 'rejected',
      ReviewNote: 'Unreadable scan',
      ValidUntil: '2027-03-01',
      Sha256: 'f'.repeat(64),
    });
    await sharePoint.feed.poll();
    expect(sharePoint.stores.evidence.get(value.key)?.value).toMatchObject({
      reviewState: 'rejected',
      reviewNote: 'Unreadable scan',
      validUntil: '2027-03-01',
      sha256: value.sha256,
      reviewedBy: 'oid:22222222-0000-4000-8000-000000000002',
    });
    expect(putBack).toEqual([['Sha256']]);
    expect(edited).toEqual([[value.key, ['ReviewState', 'ReviewNote', 'ValidUntil'], 'Jonas Berg']]);
    expect((await rowOf(value.key))?.fields).toMatchObject({ Sha256: value.sha256, ReviewState: 'rejected' });
  });

  it('a file that was not reviewed can be removed', async () => {
    const sharePoint = await openSharePoint(tenant);
    const { value } = await add(sharePoint, Buffer.from('x'));
    await sharePoint.stores.evidence.remove(value.key);
    expect(sharePoint.stores.evidence.get(value.key)).toBeUndefined();
    expect(await rowOf(value.key)).toBeUndefined();
    await expect(sharePoint.stores.evidence.content(value.key)).rejects.toMatchObject({ code: 'notFound' });
  });

  it('no upload or download address gets into the log', async () => {
    const lines: string[] = [];
    const keep = (fields: object, message: string): void => void lines.push(message + JSON.stringify(fields));
    const sharePoint = await openSharePoint(tenant, { log: { info: keep, warn: keep, error: keep } });
    await tenant.setFaults({ match: { pathPattern: '^/upload/' }, kind: 'status', status: 400, times: 2 });
    await expect(add(sharePoint, randomBytes(5_000_000))).rejects.toThrow();
    expect(lines.join()).not.toMatch(/\/upload\/|\/download\//);
  });
});
