import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;

beforeAll(async () => {
  t = await startTenant();
});
afterAll(() => t.close());

const post = (route: string, body: unknown) =>
  fetch(`${t.origin}/_control/${route}`, {
    method: 'POST',
    headers: { 'x-local-control': '1', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const clockFile = (): string => readFileSync(path.join(t.dir, 'clock'), 'utf8');

it.each([
  { offsetMs: 1e300 },
  { offsetMs: -1e300 },
  { offsetMs: -1e15 },
  { offsetMs: 8.64e15 },
  { advanceMs: 1e300 },
  { advanceMs: -1e15 },
  { at: '1999-12-31T23:59:59Z' },
  { at: '2101-01-01T00:00:00Z' },
  { at: '0001-01-01T00:00:00Z' },
])('the clock does not go to %j, and stays where it was', async (wish) => {
  await t.control('POST', 'clock', { offsetMs: 60_000 });
  const answer = await post('clock', wish);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ error: { code: 'invalid', message: expect.stringContaining('2100') } });
  expect(await t.control('GET', 'clock')).toMatchObject({ offsetMs: 60_000 });
  expect(clockFile()).toBe('60000');
});

it.each(['2000-01-02T00:00:00Z', '2100-12-31T00:00:00Z'])('the clock goes to %s', async (at) => {
  const { now } = await t.control<{ now: string }>('POST', 'clock', { at });
  expect(now.slice(0, 10)).toBe(at.slice(0, 10));
});

it('a poisoned clock file counts as none', async () => {
  const other = await startTenant();
  const { dir } = other;
  writeFileSync(path.join(dir, 'clock'), '1e+300');
  await other.tenant.close();
  const again = await startTenant({ dir });
  try {
    expect(await again.control('GET', 'clock')).toMatchObject({ offsetMs: 0 });
  } finally {
    await again.close();
  }
});

it.each([
  ['clock', { nonsense: 1 }],
  ['connector', { nonsense: 1 }],
  ['connector', { quirks: { installLagMs: -1 } }],
  ['mail', { nonsense: 1 }],
  ['mail', { limitPerMinute: 0 }],
  ['deliver', {}],
  ['application', { name: 'nobody' }],
  ['chat', {}],
])('control %s refuses %j in the one shape of control errors', async (route, body) => {
  const answer = await post(route, body);
  expect(answer.status).toBe(400);
  const { error } = (await answer.json()) as { error: { code: string; message: string } };
  expect(error).toEqual({ code: 'invalid', message: expect.any(String) });
  // A sentence, not the dump of a parser.
  expect(error.message).not.toMatch(/^\s*[[{]/);
});

it('what is not there is notFound for each control', async () => {
  const missing = await post('membership', { person: 'nobody', installed: true });
  expect([missing.status, await missing.json()]).toEqual([
    404,
    { error: { code: 'notFound', message: expect.any(String) } },
  ]);
  const file = await fetch(`${t.origin}/_control/mail/1/files/1`, { headers: { 'x-local-control': '1' } });
  expect([file.status, await file.json()]).toEqual([404, { error: { code: 'notFound', message: expect.any(String) } }]);
});
