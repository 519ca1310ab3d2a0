import { createGovernor } from '../../src/sharepoint/client/governor';
import { GraphRefusal, GraphSilence } from '../../src/sharepoint/client/graphErrors';
import { asJob } from '../../src/sharepoint/client/priority';
import { retryAfterMs } from '../../src/sharepoint/client/retryAfter';
import { resourceUnitsOf } from '../../src/sharepoint/client/resourceUnits';
import { startTenant, type TestTenant } from '../support/tenant';
import { graphOf, leapingClock, keptLog, sitesOf } from './site';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterEach(() => tenant.clearFaults());
afterAll(() => tenant.close());

const site = () => `/sites/${sitesOf(tenant).records}?$select=id`;
const fault = (more: object) => ({ match: { pathPattern: '^/v1.0/sites/' }, kind: 'status' as const, ...more });

describe('the Graph client', () => {
  it('signs in by client secret and sends its token over loopback', async () => {
    const graph = graphOf(tenant);
    const { status } = await graph.call({ method: 'GET', path: site() });
    expect(status).toBe(200);
    await graph.close();
  });

  it('waits as long as Retry-After says, however long, when a job asks', async () => {
    const clock = leapingClock();
    const graph = graphOf(tenant, 'service', { clock });
    await tenant.setFaults(fault({ status: 429, retryAfter: 315, times: 1 }));
    const before = clock.now().getTime();
    await asJob(() => graph.call({ method: 'GET', path: site() }));
    expect(clock.now().getTime() - before).toBeGreaterThanOrEqual(315_000);
    await graph.close();
  });

  it('tells a person at once when the wait would be long, and makes no further call meanwhile', async () => {
    const graph = graphOf(tenant, 'service', { clock: leapingClock() });
    await tenant.setFaults(fault({ status: 503, retryAfter: 60 }));
    await expect(graph.call({ method: 'GET', path: site() })).rejects.toMatchObject({ isUnclear: false });
    const { requests } = graph.usage();
    await expect(graph.call({ method: 'GET', path: site() })).rejects.toBeInstanceOf(GraphSilence);
    expect(graph.usage().requests).toBe(requests);
    await graph.close();
  });

  it('repeats a throttled create, because a throttled call was not carried out', async () => {
    const graph = graphOf(tenant, 'provision');
    await tenant.setFaults(
      fault({ match: { method: 'POST', pathPattern: '/lists$' }, status: 429, retryAfter: 2, times: 2 }),
    );
    const body = { displayName: 'Throttled', columns: [], list: { template: 'genericList' } };
    const { status } = await graph.call({ method: 'POST', path: `/sites/${sitesOf(tenant).records}/lists`, body });
    expect(status).toBe(201);
    await graph.close();
  });

  it('never sends a create twice when the first may have taken effect', async () => {
    const graph = graphOf(tenant, 'provision');
    await tenant.setFaults({ match: { method: 'POST', pathPattern: '/lists$' }, kind: 'dropAfter' });
    await tenant.resetUsage();
    const body = { displayName: 'Once', columns: [], list: { template: 'genericList' } };
    const call = graph.call({ method: 'POST', path: `/sites/${sitesOf(tenant).records}/lists`, body });
    await expect(call).rejects.toMatchObject({ name: 'GraphSilence', isUnclear: true });
    expect((await tenant.usage()).byRoute['POST /sites/{site}/lists']?.requests).toBe(1);
    await graph.close();
  });

  it('repeats a read after server errors and broken connections', async () => {
    const graph = graphOf(tenant);
    await tenant.setFaults(fault({ status: 502, times: 2 }), { ...fault({ times: 1 }), kind: 'drop' });
    expect((await graph.call({ method: 'GET', path: site() })).status).toBe(200);
    await graph.close();
  });

  it('tells refused from unanswered, and logs a refusal without the token', async () => {
    const log = keptLog();
    const graph = graphOf(tenant, 'service', { log });
    const body = { displayName: 'Forbidden', list: { template: 'genericList' } };
    const call = graph.call({ method: 'POST', path: `/sites/${sitesOf(tenant).records}/lists`, body });
    await expect(call).rejects.toMatchObject({ name: 'GraphRefusal', status: 403 });
    expect(log.lines.join()).toMatch(/403/);
    expect(log.lines.join()).not.toMatch(/Bearer|eyJ/);
    await tenant.setFaults({ ...fault({}), kind: 'drop' });
    await expect(graph.call({ method: 'GET', path: site() })).rejects.toBeInstanceOf(GraphSilence);
    await graph.close();
  });

  it('fetches one new token when Graph refuses the old one, and no more', async () => {
    const graph = graphOf(tenant);
    await tenant.setFaults(fault({ status: 401, times: 1 }));
    expect((await graph.call({ method: 'GET', path: site() })).status).toBe(200);
    await tenant.setFaults(fault({ status: 401 }));
    await expect(graph.call({ method: 'GET', path: site() })).rejects.toBeInstanceOf(GraphRefusal);
    await graph.close();
  });

  it('fetches one token for calls that begin at the same time', async () => {
    const graph = graphOf(tenant);
    await tenant.control('DELETE', 'traffic');
    await Promise.all(Array.from({ length: 8 }, () => graph.call({ method: 'GET', path: site() })));
    const { entries } = await tenant.control<{ entries: { method: string; path: string }[] }>('GET', 'traffic');
    expect(entries.filter(({ method, path }) => method === 'POST' && path.includes('/oauth2/v2.0/token'))).toHaveLength(
      1,
    );
    await graph.close();
  });

  it('says that the login service refused when the secret is wrong, without the secret', async () => {
    const wrong = {
      ...tenant,
      environment: {
        ...tenant.environment,
        service: { ...tenant.environment.service, CLIENT_SECRET: 'nonsense-secret' },
      },
    };
    const log = keptLog();
    const graph = graphOf(wrong, 'service', { log });
    const error: unknown = await graph.call({ method: 'GET', path: site() }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'GraphRefusal', status: 401 });
    expect(String(error) + log.lines.join()).not.toContain('nonsense-secret');
    await graph.close();
  });

  it('follows no link to another host', async () => {
    const graph = graphOf(tenant);
    await expect(graph.call({ method: 'GET', path: 'https://elsewhere.example/v1.0/sites' })).rejects.toThrow(
      /another host/,
    );
    await graph.close();
  });
});

describe('Retry-After', () => {
  const now = new Date('2026-11-22T10:00:00.500Z');
  it.each([
    ['seconds', { 'retry-after': '315' }, 315_000],
    ['a date, never early', { 'retry-after': 'Sun, 22 Nov 2026 10:00:10 GMT' }, 10_500],
    ['the longer RateLimit-Reset', { 'retry-after': '5', 'ratelimit-reset': '30' }, 30_000],
    ['nothing', {}, undefined],
    ['nonsense', { 'retry-after': 'soon' }, undefined],
  ])('%s', (_name, headers, expected) => {
    expect(retryAfterMs(new Headers(headers as Record<string, string>), now)).toBe(expected);
  });
});

describe('the governor', () => {
  it('spends no more than the limit in any minute', async () => {
    const clock = leapingClock();
    const governor = createGovernor(1_250, clock);
    const started = clock.now().getTime();
    const spentAt: number[] = [];
    for (let call = 0; call < 2_000; call += 1) {
      await governor.spend(2, true, Number.POSITIVE_INFINITY);
      spentAt.push(clock.now().getTime() - started);
    }
    for (const from of spentAt) {
      const within = spentAt.filter((at) => at >= from && at < from + 60_000).length * 2;
      expect(within).toBeLessThanOrEqual(1_250);
    }
  });

  it('lets people go while jobs wait', async () => {
    const clock = leapingClock();
    const governor = createGovernor(1_250, clock);
    for (let call = 0; call < 45; call += 1) await governor.spend(2, true, Number.POSITIVE_INFINITY);
    const before = clock.slept.length;
    await governor.spend(2, false, 0);
    expect(clock.slept).toHaveLength(before);
  });

  it('goes on when the clock is set back in the middle of a pause', async () => {
    let time = Date.now();
    const sleep = async (milliseconds: number): Promise<void> => {
      time += milliseconds;
    };
    const governor = createGovernor(1_250, { now: () => new Date(time), sleep });
    governor.pause(60_000);
    time -= 3 * 86_400_000;
    await governor.spend(2, false, 0);
    expect(governor.usage().resourceUnits).toBe(2);
  });

  it('lets a call through that costs more than a whole burst', async () => {
    const governor = createGovernor(60, leapingClock());
    await governor.spend(40, true, Number.POSITIVE_INFINITY);
    await governor.spend(40, true, Number.POSITIVE_INFINITY);
    expect(governor.usage().resourceUnits).toBe(80);
  });
});

describe('resource units', () => {
  it.each([
    ['GET', '/sites/s/lists/l/items/7?$expand=fields', 1],
    ['GET', '/sites/s/lists/l/items?$filter=x', 2],
    ['GET', '/sites/s/lists/l/items/delta?$expand=fields', 2],
    ['GET', 'https://graph.microsoft.com/v1.0/sites/s/lists/l/items/delta?token=abc', 1],
    ['GET', '/drives/d/root:/a.pdf:/content', 1],
    ['GET', '/drives/d/items/i/listItem?$expand=fields', 1],
    ['PATCH', '/sites/s/lists/l/items/7/fields', 2],
    ['POST', '/sites/s/permissions', 5],
    ['GET', '/users?$filter=x', 0],
    ['POST', '/users/u/sendMail', 0],
  ])('%s %s costs %d', (method, path, units) => {
    expect(resourceUnitsOf(method, path)).toBe(units);
  });
});
