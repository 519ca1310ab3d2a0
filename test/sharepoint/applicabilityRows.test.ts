import { Readable } from 'node:stream';
import type { ApplicabilityDecision } from '../../src/domain/applicability';
import { applicabilityCodec } from '../../src/sharepoint/codecs/applicability';
import { encode } from '../../src/sharepoint/codecs/codec';
import { startTenant, type TestTenant } from '../support/tenant';
import { aPdf } from '../useCases/files';
import { aKey } from './builders';
import { closeAll, openSharePoint, provisioned, sitesOf } from './site';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await startTenant();
  await provisioned(tenant);
});
afterEach(() => closeAll());
afterAll(() => tenant.close());

const decision = (criterionId: string): ApplicabilityDecision => ({
  key: `ctpat|${criterionId}|warehouse`,
  programId: 'ctpat',
  criterionId,
  partnerType: 'warehouse',
  state: 'applies',
  documentKey: aKey(),
  page: '12',
  decidedBy: { id: 'oid:1', name: 'Maya Okafor' },
  decidedAt: '2026-11-22T10:00:00.000Z',
});
const items = () => `/sites/${sitesOf(tenant).records}/lists/Applicability/items`;
const idOf = async (key: string): Promise<string> => {
  const filter = encodeURIComponent(`fields/Key eq '${key}'`);
  const { body } = await tenant.graph(`${items()}?$expand=fields&$filter=${filter}`);
  return body.value[0].id;
};
const edit = async (key: string, fields: Record<string, unknown>) =>
  tenant.edit('jonas', sitesOf(tenant).records, 'Applicability', await idOf(key), fields);

it('what somebody changes in the list itself decides nothing: it is put back', async () => {
  const { stores, feed } = await openSharePoint(tenant);
  await stores.applicability.create(decision('1.1'));
  await edit(decision('1.1').key, { State: 'doesNotApply', Page: '99' });
  await feed.poll();
  expect(stores.applicability.get(decision('1.1').key)?.value).toMatchObject({ state: 'applies', page: '12' });
  const { body } = await tenant.graph(`${items()}/${await idOf(decision('1.1').key)}?$expand=fields`);
  expect(body.fields).toMatchObject({ State: 'applies', Page: '12' });
});

it('a row that was made nonsense keeps its last good value, and the other decisions hold', async () => {
  const { stores, feed } = await openSharePoint(tenant);
  await stores.applicability.create(decision('2.1'));
  await stores.applicability.create(decision('2.2'));
  await edit(decision('2.1').key, { Data: '{"partnerType":"spaceship"}' });
  await feed.poll();
  expect(stores.applicability.get(decision('2.2').key)?.value.state).toBe('applies');
  expect(stores.applicability.get(decision('2.1').key)?.value.partnerType).toBe('warehouse');
});

it('a row that somebody made up decides nothing', async () => {
  const { stores, feed } = await openSharePoint(tenant);
  const filled = Object.entries(encode(applicabilityCodec, decision('3.1'))).filter(([, cell]) => cell !== null);
  const { status } = await tenant.graph(items(), {
    as: 'provision',
    method: 'POST',
    body: { fields: Object.fromEntries(filled) },
  });
  expect(status).toBe(201);
  await feed.poll();
  expect(stores.applicability.get(decision('3.1').key)).toBeUndefined();
});

it('a document and what is known of it are there after a new start', async () => {
  const first = await openSharePoint(tenant);
  const key = aKey();
  await first.stores.authorityDocuments.add(
    { key, extension: 'pdf', body: Readable.from([aPdf]), expectedSize: aPdf.length },
    ({ size, sha256 }) => ({
      key,
      name: 'Kriterien.pdf',
      contentType: 'application/pdf',
      size,
      sha256,
      addedBy: { id: 'oid:1', name: 'Maya Okafor' },
      addedAt: '2026-11-22T10:00:00.000Z',
    }),
  );
  const { stores } = await openSharePoint(tenant);
  expect(stores.authorityDocuments.all().map(({ value }) => value)).toMatchObject([
    { key, name: 'Kriterien.pdf', size: aPdf.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  await expect(stores.authorityDocuments.content(aKey())).rejects.toMatchObject({ code: 'notFound' });
});
