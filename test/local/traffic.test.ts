import type { TrafficDetail, TrafficEntry } from '../../infra/local/traffic';
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
beforeEach(() => t.control('DELETE', 'traffic'));
afterEach(() => t.clearFaults());

const log = (query = '') => t.control<{ entries: TrafficEntry[]; last: number }>('GET', `traffic${query}`);
const detail = (seq: number | undefined) => t.control<TrafficDetail>('GET', `traffic/${seq}`);

it('a call to Graph is logged with who called, what came of it and what it cost', async () => {
  await t.graph(`${list}/items?$top=1`);
  await t.graph('/no/such/thing');
  const { entries } = await log();
  expect(entries).toMatchObject([
    {
      area: 'graph',
      method: 'GET',
      path: `/v1.0${list}/items?$top=1`,
      who: 'Trustlane',
      status: 200,
      resourceUnits: 2,
    },
    { path: '/v1.0/no/such/thing', status: 400, resourceUnits: 0, refused: expect.stringContaining('thing') },
  ]);
  expect(entries[0]?.refused).toBeUndefined();
});

it('headers and bodies are there for one call, without its token', async () => {
  await t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title: 'a' } } });
  const { entries, last } = await log();
  expect(JSON.stringify(entries)).not.toContain('Title');
  const one = await detail(last);
  expect(one.request).toMatchObject({ headers: { authorization: 'Bearer ***' }, body: { fields: { Title: 'a' } } });
  expect(one.response).toMatchObject({ body: { fields: { Title: 'a' } } });
  await expect(detail(last + 1)).rejects.toThrow('404');
});

it('each sub-request of a batch is logged after its batch', async () => {
  const requests = [
    { id: '1', method: 'POST', url: `${list}/items`, headers: { 'Content-Type': 'application/json' }, body: {} },
    { id: '2', method: 'GET', url: '/nothing' },
  ];
  await t.graph('/$batch', { method: 'POST', body: { requests } });
  const { entries } = await log();
  const batch = entries[0]?.seq;
  expect(entries).toMatchObject([
    { path: '/v1.0/$batch', status: 200, resourceUnits: 0 },
    { path: `/v1.0${list}/items`, resourceUnits: 2, batch },
    { path: '/v1.0/nothing', status: 400, batch, refused: expect.any(String) },
  ]);
});

it('a connection that was cut has no status', async () => {
  await t.setFaults({ match: { pathPattern: '/items$' }, kind: 'dropAfter', times: 1 });
  await expect(t.graph(`${list}/items`)).rejects.toThrow();
  expect((await log()).entries).toMatchObject([{ path: `/v1.0${list}/items`, status: 0 }]);
});

it('a reader goes on after the last entry it has seen', async () => {
  for (let calls = 0; calls < 5; calls += 1) await t.graph(`${list}/items/${calls + 100}`);
  const { last } = await log();
  expect((await log('?limit=2')).entries.map(({ seq }) => seq)).toEqual([last - 1, last]);
  expect((await log(`?after=${last - 4}&limit=2`)).entries.map(({ seq }) => seq)).toEqual([last - 3, last - 2]);
  expect((await log(`?after=${last}`)).entries).toEqual([]);
  await expect(log('?limit=0')).rejects.toThrow('400');
});

it('the log holds the latest 500 calls and not the tenant’s own affairs', async () => {
  for (let calls = 0; calls < 510; calls += 1) await t.graph(`${list}/items/1`);
  await t.control('GET', 'clock');
  const { entries } = await log('?limit=500');
  expect(entries).toHaveLength(500);
  expect(entries.every(({ area }) => area === 'graph')).toBe(true);
  expect((await log('?after=0&limit=1')).entries[0]?.seq).toBe(entries[0]?.seq);
});

it('a long body and a file are logged by their size', async () => {
  await t.graph(`/sites/${t.environment.service.RECORDS_SITE_ID}/drive/root:/a.bin:/content`, {
    method: 'PUT',
    body: Buffer.alloc(2_000),
  });
  await t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title: 'x'.repeat(70_000) } } });
  const { last } = await log();
  expect((await detail(last - 1)).request.body).toEqual({ bytes: 2_000 });
  expect((await detail(last)).request.body).toEqual({ bytes: expect.any(Number) });
});

it('readers are told of new entries a few times a second, not at each', async () => {
  let told = 0;
  t.tenant.context.events.on('changed', (topic) => {
    if (topic === 'traffic') told += 1;
  });
  for (let calls = 0; calls < 50; calls += 1) await t.graph(`${list}/items/1`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThan(10);
});
