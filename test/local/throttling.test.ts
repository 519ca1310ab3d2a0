import { graphStateOf } from '../../infra/local/graph/state';
import { type Tier, tiers } from '../../infra/local/graph/tiers';
import { makeList } from '../support/lists';
import { type GraphAnswer, startTenant, type TestTenant } from '../support/tenant';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let t: TestTenant;
let list: string;

beforeAll(async () => {
  t = await startTenant({ tier: null });
  await t.withoutQuirks();
  list = await makeList(t, 'Partners');
  await t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title: 'a' } } });
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.setTier(null);
  await startMinute();
  await t.resetUsage();
});

const read = () => t.graph(`${list}/items/1`);
const meter = () => t.control<Meter>('GET', 'usage');

interface Meter {
  resourceUnits: number;
  throttled: number;
  thisMinute: Record<string, number>;
  tenantFiveMinutes: number;
  blocked: string[];
  byRoute: Record<string, { resourceUnits: number }>;
}

/** Moves the clock to the beginning of a five-minute stretch, so that a test does not run across its end. */
async function startMinute(): Promise<void> {
  const now = t.tenant.context.clock.now();
  await t.advanceClock(5 * MINUTE - (now % (5 * MINUTE)) + 100);
}

/** Spends without a call for each unit: what is counted is the same as for calls. */
function spend(units: number, application = 'service'): void {
  const { usage } = graphStateOf(t.tenant.context);
  for (let left = units; left > 0; left -= 5_000) usage.spend(application, 'TEST', Math.min(left, 5_000));
}

const waitOf = ({ headers }: GraphAnswer): number => Number(headers['retry-after']);

it('by default a tenant in a test has no limits, and a tier is set by name', async () => {
  spend(1_000_000);
  expect((await read()).status).toBe(200);
  expect((await t.control<{ tier?: string }>('GET', 'usage')).tier).toBeUndefined();
});

it.each(Object.keys(tiers) as Tier[])(
  'tier %s: an application may spend so much in a minute and no more',
  async (tier) => {
    await t.setTier(tier);
    spend(tiers[tier].perMinute - 1);
    expect((await read()).status).toBe(200);
    const refused = await read();
    expect(refused).toMatchObject({
      status: 429,
      body: { error: { code: 'activityLimitReached', innerError: { code: 'throttledRequest' } } },
    });
    expect(waitOf(refused)).toBeGreaterThan(50);
    await t.advanceClock(waitOf(refused) * 1000);
    expect((await read()).status).toBe(200);
  },
);

it('calls made while throttled count too', async () => {
  await t.setTier('0-1k');
  spend(1_250);
  await read();
  await read();
  expect(await meter()).toMatchObject({ throttled: 2, thisMinute: { service: 1_252 } });
});

it('RateLimit headers come from 80 % of the minute on, and tell what is left', async () => {
  await t.setTier('0-1k');
  spend(998);
  expect((await read()).headers).not.toHaveProperty('ratelimit-limit');
  const { headers } = await read();
  expect(headers).toMatchObject({ 'ratelimit-limit': '1250', 'ratelimit-remaining': '250' });
  expect(Number(headers['ratelimit-reset'])).toBeLessThanOrEqual(60);
  expect(headers).not.toHaveProperty('retry-after');
});

it('an application has its own minute', async () => {
  await t.setTier('0-1k');
  spend(2_000, 'provision');
  expect((await read()).status).toBe(200);
  expect((await t.graph(`${list}/items/1`, { as: 'provision' })).status).toBe(429);
});

it('the limit of 24 hours holds when every minute is fine, without RateLimit headers', async () => {
  await t.setTier('0-1k');
  // Days are counted from midnight: what is spent late in the evening would be of the day before.
  await t.advanceClock(DAY - (t.tenant.context.clock.now() % DAY));
  spend(tiers['0-1k'].perDay);
  await t.advanceClock(10 * MINUTE);
  const refused = await read();
  expect(refused.status).toBe(429);
  expect(refused.headers).not.toHaveProperty('ratelimit-limit');
  await t.advanceClock(waitOf(refused) * 1000);
  expect((await read()).status).toBe(200);
  expect(waitOf(refused) * 1000).toBeLessThanOrEqual(DAY);
});

it('all applications together share five minutes of the tenant', async () => {
  await t.setTier('0-1k');
  for (let minute = 0; minute < 4; minute += 1) {
    for (let number = 0; number < 4; number += 1) spend(1_200, `other ${number}`);
    await t.advanceClock(MINUTE);
  }
  expect(await meter()).toMatchObject({ tenantFiveMinutes: 19_200, thisMinute: {} });
  const refused = await read();
  expect(refused.status).toBe(429);
  expect(waitOf(refused)).toBeLessThanOrEqual(60);
  await t.advanceClock(waitOf(refused) * 1000);
  expect((await read()).status).toBe(200);
});

it('who goes on all the same, minute after minute, is blocked with 503', async () => {
  await t.setTier('0-1k');
  for (let minute = 0; minute < 3; minute += 1) {
    spend(2_600);
    await t.advanceClock(MINUTE);
  }
  const blocked = await read();
  expect(blocked).toMatchObject({ status: 503, body: { error: { code: 'serviceNotAvailable' } } });
  expect(waitOf(blocked)).toBeGreaterThan(500);
  expect((await meter()).blocked).toEqual(['service']);
  await t.advanceClock(waitOf(blocked) * 1000);
  expect((await read()).status).toBe(200);
});

it('in a batch each request is throttled for itself, with its own Retry-After, and what depends on it fails', async () => {
  await t.setTier('0-1k');
  spend(1_249);
  const get = { method: 'GET', url: `${list}/items/1` };
  const { status, headers, body } = await t.graph('/$batch', {
    method: 'POST',
    body: {
      requests: [
        { id: '1', ...get },
        { id: '2', ...get },
        { id: '3', ...get, dependsOn: ['2'] },
      ],
    },
  });
  expect(status).toBe(200);
  expect(headers).not.toHaveProperty('retry-after');
  expect(body.responses).toMatchObject([
    { id: '1', status: 200 },
    { id: '2', status: 429, headers: { 'Retry-After': expect.stringMatching(/^\d+$/) } },
    { id: '3', status: 424 },
  ]);
});

it('transfers cost too, and are throttled', async () => {
  const drive = (await t.graph(`/sites/${t.environment.service.RECORDS_SITE_ID}/lists/Documents/drive`)).body.id;
  const file = `/drives/${drive}/root:/a.txt:`;
  await t.graph(`${file}/content`, { method: 'PUT', body: Buffer.from('abc') });
  const { location } = (await t.graph(`${file}/content`)).headers;
  await t.resetUsage();
  await t.setTier('0-1k');
  expect((await fetch(location ?? '')).status).toBe(200);
  expect((await meter()).byRoute['GET /download']).toMatchObject({ resourceUnits: 1 });
  spend(1_250);
  const refused = await fetch(location ?? '');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

it('every route of SharePoint costs what is published: 1 for one item, 2 for several and for writing, 5 for permissions', () => {
  const routes = t.tenant.context.graph.routes();
  const costs = Object.fromEntries(
    routes
      .filter(({ path }) => /^\/(sites|drives|shares)\b/.test(path))
      .map(({ method, path, options: { resourceUnits = 0 } }) => [
        `${method} ${path}`,
        typeof resourceUnits === 'number' ? resourceUnits : 'by query',
      ]),
  );
  const wrong = Object.entries(costs).filter(([route, cost]) => cost !== costOf(route));
  expect(wrong).toEqual([]);
  expect(Object.keys(costs).length).toBeGreaterThan(25);
});

/** The published rule, without looking at what a route says of itself. */
function costOf(route: string): number | 'by query' {
  const [method = '', path = ''] = route.split(' ');
  if (/\/permissions(\/|$)/.test(path)) return 5;
  if (/\/delta$/.test(path)) return 'by query';
  if (method !== 'GET') return 2;
  return /\/(items|lists|columns|children|versions|drives|sites|contentTypes)$/.test(path) ? 2 : 1;
}

it('delta costs 1 with a token and 2 without', async () => {
  const first = await t.graph(`${list}/items/delta`);
  const route = 'GET /sites/{site}/lists/{list}/items/delta';
  expect((await meter()).byRoute[route]).toEqual({ requests: 1, resourceUnits: 2 });
  await t.graph(String(first.body['@odata.deltaLink']).replace(/^.*\/v1\.0/, ''));
  expect((await meter()).byRoute[route]).toEqual({ requests: 2, resourceUnits: 3 });
});

it('a tier that does not exist is refused', async () => {
  await expect(t.control('POST', 'limits', { tier: 'huge' })).rejects.toThrow('400');
});
