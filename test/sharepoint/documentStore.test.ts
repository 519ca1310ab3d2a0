import { startTenant, type TestTenant } from '../support/tenant';
import { closeAll, openSharePoint, provisioned } from './site';

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

describe('a document', () => {
  it('is created once and never replaced', async () => {
    const { stores } = await openSharePoint(tenant);
    expect(await stores.submissions.create('a_1.json', '{"n":1}')).toBe('created');
    expect(await stores.submissions.create('a_1.json', '{"n":2}')).toBe('exists');
    const other = await openSharePoint(tenant);
    expect(await other.stores.submissions.read('a_1.json')).toBe('{"n":1}');
    expect(await other.stores.submissions.read('a_2.json')).toBeUndefined();
  });

  it('whose answer was lost counts as created by us only when it is ours', async () => {
    const { stores } = await openSharePoint(tenant);
    const fault = { match: { method: 'PUT', pathPattern: '/content$' }, kind: 'dropAfter' as const, times: 1 };
    await tenant.setFaults(fault);
    expect(await stores.submissions.create('lost.json', '{"by":"us"}')).toBe('created');
    await tenant.setFaults(fault);
    expect(await stores.submissions.create('lost.json', '{"by":"others"}')).toBe('exists');
  });

  it('may have a name that SharePoint would refuse', async () => {
    const { stores } = await openSharePoint(tenant);
    await stores.scores.create('c|p_1_2026-11-22T10:00:00.000Z.json', '{}');
    expect(await stores.scores.read('c|p_1_2026-11-22T10:00:00.000Z.json')).toBe('{}');
  });

  it('of many megabytes goes in fragments and comes back whole', async () => {
    const { stores } = await openSharePoint(tenant);
    const json = JSON.stringify({ rows: 'Señor ü 🚚 '.repeat(600_000) });
    expect(await stores.importFiles.create('big.plan.json', json)).toBe('created');
    expect(await stores.importFiles.create('big.plan.json', json)).toBe('exists');
    const other = await openSharePoint(tenant);
    expect(await other.stores.importFiles.read('big.plan.json')).toBe(json);
  });
});
