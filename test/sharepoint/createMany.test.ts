import { startTenant, type TestTenant } from '../support/tenant';
import { aPartner } from './builders';
import { closeAll, leapingClock, openSharePoint, provisioned, sitesOf } from './site';

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

const storedKeys = async (): Promise<string[]> => {
  const keys: string[] = [];
  let path: string | undefined = `/sites/${sitesOf(tenant).records}/lists/Partners/items?$expand=fields($select=Key)`;
  while (path) {
    const { body } = await tenant.graph(path);
    keys.push(...body.value.map((item: { fields: { Key: string } }) => item.fields.Key));
    path = body['@odata.nextLink']?.split('/v1.0')[1];
  }
  return keys;
};
const times = (keys: readonly string[], key: string): number => keys.filter((each) => each === key).length;

const report = () => {
  const outcomes = new Map<string, string[]>();
  const onRow = (key: string, outcome: string, reason?: string): void =>
    void outcomes.set(key, [...(outcomes.get(key) ?? []), reason ? `${outcome}: ${reason}` : outcome]);
  return { outcomes, onRow };
};

describe('creating many rows', () => {
  it('costs 2 resource units a row in batches of 20, and reports each row once', async () => {
    const { stores } = await openSharePoint(tenant);
    const partners = Array.from({ length: 50 }, () => aPartner());
    const { outcomes, onRow } = report();
    await tenant.resetUsage();
    await stores.partners.createMany(partners, onRow);
    const usage = await tenant.work();
    expect([...outcomes.values()]).toEqual(partners.map(() => ['created']));
    expect(usage.resourceUnits).toBe(100);
    expect(usage.byRoute['POST /$batch']?.requests).toBe(3);
    expect(partners.every(({ key }) => stores.partners.get(key))).toBe(true);
  });

  it('repeats only the parts of a batch that were throttled, after the wait they ask for', async () => {
    const clock = leapingClock();
    const { stores, feed } = await openSharePoint(tenant, { clock, isUnloaded: true });
    // The loop of the feed would spin on a clock that leaps, so the feed is stopped as soon as it has read.
    await feed.start();
    await feed.stop();
    const partners = Array.from({ length: 20 }, () => aPartner());
    const { outcomes, onRow } = report();
    await tenant.setFaults({
      match: { method: 'POST', pathPattern: 'lists/.*/items$' },
      kind: 'status',
      status: 429,
      retryAfter: 90,
      times: 1,
    });
    await tenant.resetUsage();
    const before = clock.now().getTime();
    await stores.partners.createMany(partners, onRow);
    expect([...outcomes.values()]).toEqual(partners.map(() => ['created']));
    expect(clock.now().getTime() - before).toBeGreaterThanOrEqual(90_000);
    expect((await tenant.work()).byRoute['POST /sites/{site}/lists/{list}/items']?.requests).toBe(20);
  });

  it('a batch whose answer is lost doubles nothing and misses nothing', async () => {
    const { stores } = await openSharePoint(tenant);
    const partners = Array.from({ length: 30 }, () => aPartner());
    const { outcomes, onRow } = report();
    await tenant.setFaults({ match: { pathPattern: '/\\$batch$' }, kind: 'dropAfter', times: 1 });
    await stores.partners.createMany(partners, onRow);
    expect([...outcomes.values()]).toEqual(partners.map(() => ['created']));
    const keys = await storedKeys();
    expect(partners.map(({ key }) => times(keys, key))).toEqual(partners.map(() => 1));
  });

  it('a part that fails with 500 is read back before it is tried again', async () => {
    const { stores } = await openSharePoint(tenant);
    const partners = Array.from({ length: 10 }, () => aPartner());
    const { outcomes, onRow } = report();
    await tenant.setFaults({
      match: { method: 'POST', pathPattern: 'lists/.*/items$' },
      kind: 'status',
      status: 500,
      times: 3,
    });
    await stores.partners.createMany(partners, onRow);
    expect([...outcomes.values()]).toEqual(partners.map(() => ['created']));
    const keys = await storedKeys();
    expect(partners.map(({ key }) => times(keys, key))).toEqual(partners.map(() => 1));
  });

  it('leaves rows that are there already as they are, known or not', async () => {
    const one = await openSharePoint(tenant);
    const two = await openSharePoint(tenant);
    const known = aPartner({ name: 'Known' });
    const unknown = aPartner({ name: 'Unknown' });
    await one.stores.partners.create(known);
    await two.stores.partners.create(unknown);
    const { outcomes, onRow } = report();
    await one.stores.partners.createMany(
      [
        { ...known, name: 'X' },
        { ...unknown, name: 'X' },
      ],
      onRow,
    );
    expect([...outcomes.values()]).toEqual([['exists'], ['exists']]);
    await one.feed.poll();
    expect(one.stores.partners.get(unknown.key)?.value.name).toBe('Unknown');
  });

  it('reports every row as failed, with a sentence, when SharePoint stays away', async () => {
    const clock = leapingClock();
    const { stores, feed, usage } = await openSharePoint(tenant, { clock, isUnloaded: true });
    await feed.start();
    await feed.stop();
    const { outcomes, onRow } = report();
    await tenant.setFaults({ match: { pathPattern: '/\\$batch$' }, kind: 'drop' });
    const { requests } = usage();
    await stores.partners.createMany([aPartner(), aPartner()], onRow);
    for (const [outcome] of outcomes.values()) expect(outcome).toMatch(/^failed: SharePoint did not answer/);
    expect(outcomes.size).toBe(2);
    // Four rounds, each one create and ten tries to read it back: minutes until the reason is told, not hours.
    expect(usage().requests - requests).toBeLessThanOrEqual(44);
  });
});
