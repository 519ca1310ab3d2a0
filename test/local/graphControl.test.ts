import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { request } from 'undici';
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
afterEach(async () => {
  await t.clearFaults();
  await t.setTier(null);
});

const create = (Title: string) => t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title } } });
const count = async (): Promise<number> => (await t.graph(`${list}/items?$top=5000`)).body.value.length;

it('Graph can be down, for so many calls', async () => {
  await t.setFaults({ match: { pathPattern: '^/v1.0/' }, kind: 'status', status: 503, retryAfter: 3, times: 2 });
  const before = await create('a');
  expect(before.status).toBe(503);
  expect(before.headers['retry-after']).toBe('3');
  expect((await create('a')).status).toBe(503);
  expect((await create('a')).status).toBe(201);
});

it('a connection can be cut before the effect, or after it', async () => {
  const rows = await count();
  await t.setFaults({ match: { method: 'POST', pathPattern: '/items$' }, kind: 'drop', times: 1 });
  await expect(create('a')).rejects.toThrow();
  expect(await count()).toBe(rows);
  await t.setFaults({ match: { method: 'POST', pathPattern: '/items$' }, kind: 'dropAfter', times: 1 });
  await expect(create('a')).rejects.toThrow();
  expect(await count()).toBe(rows + 1);
});

it('Graph can be slow', async () => {
  await t.setFaults({ match: { pathPattern: '^/v1.0/' }, kind: 'slow', delayMs: 120 });
  const started = performance.now();
  await create('a');
  expect(performance.now() - started).toBeGreaterThanOrEqual(115);
});

it('a fault that makes no sense is refused', async () => {
  await expect(t.control('POST', 'faults', [{ match: { pathPattern: '(' }, kind: 'drop' }])).rejects.toThrow(
    'regular expression',
  );
  await expect(t.control('POST', 'faults', [{ match: { pathPattern: '/' }, kind: 'explode' }])).rejects.toThrow('400');
});

it('resource units are counted by application and route', async () => {
  await t.resetUsage();
  await create('a');
  await t.graph(`${list}/items/1`);
  const usage = await t.usage();
  expect(usage).toMatchObject({ requests: 2, resourceUnits: 3 });
  expect(usage.byRoute['POST /sites/{site}/lists/{list}/items']).toEqual({ requests: 1, resourceUnits: 2 });
});

it('above the limit of the tier calls are answered 429 until the minute is over, and count all the same', async () => {
  await t.resetUsage();
  await t.setTier('0-1k');
  let refused = await create('a');
  for (let calls = 1; calls < 700 && refused.status !== 429; calls += 1) refused = await create('a');
  expect(refused).toMatchObject({ status: 429, body: { error: { code: 'activityLimitReached' } } });
  const wait = Number(refused.headers['retry-after']);
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  expect(refused.headers['ratelimit-limit']).toBe('1250');
  await t.advanceClock(wait * 1000);
  expect((await create('a')).status).toBe(201);
});

it('the clock moves tokens, rows and answers', async () => {
  const old = await t.token({ app: 'service' });
  await t.advanceClock(3 * 86_400_000);
  const { body } = await create('later');
  expect(Date.parse(body.createdDateTime)).toBeGreaterThan(Date.now() + 2 * 86_400_000);
  expect((await t.graph(list, { headers: { authorization: `Bearer ${old}` } })).status).toBe(401);
  expect(Number(readFileSync(path.join(t.dir, 'clock'), 'utf8'))).toBeGreaterThanOrEqual(3 * 86_400_000);
});

it('the preload shifts Date in another process and follows the file', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'trustlane-clock-'));
  const file = path.join(dir, 'clock');
  writeFileSync(file, '86400000');
  const program = `
    const real = globalThis[Symbol.for('trustlane.realNow')];
    const shift = () => Math.round((Date.now() - real()) / 1000);
    const out = [shift(), Math.round((new Date().getTime() - real()) / 1000), new Date(5).getTime(), Date.UTC(1970, 0, 2),
      new Date() instanceof Date, Object.getPrototypeOf(new Date()) === Date.prototype, typeof Date(),
      new (class extends Date {})(7).getTime(), Math.round((structuredClone(new Date()).getTime() - real()) / 1000)];
    require('node:fs').writeFileSync(${JSON.stringify(file)}, '3600000');
    setTimeout(() => { out.push(shift()); console.log(JSON.stringify(out)); }, 350);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-r', './infra/local/clockPreload.cjs', '-e', program], {
    env: { ...process.env, TRUSTLANE_CLOCK_FILE: file },
    encoding: 'utf8',
  });
  rmSync(dir, { recursive: true });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([86_400, 86_400, 5, 86_400_000, true, true, 'string', 7, 86_400, 3_600]);
});

it('a reset empties lists, files and the directory, and keeps secrets', async () => {
  const { CLIENT_SECRET } = t.environment.service;
  t.tenant.directory.addGuest({ displayName: 'Ana', mail: 'ana@silva.example' });
  await t.reset({ keepDirectory: true });
  expect(t.tenant.directory.byMail('ana@silva.example')).toBeDefined();
  await t.reset();
  expect(t.tenant.directory.byMail('ana@silva.example')).toBeUndefined();
  expect((await t.graph(list)).status).toBe(404);
  expect(t.tenant.directory.secretOf('service')).toBe(CLIENT_SECRET);
  const { service } = t.environment;
  expect(
    (await t.graph(`/sites/${service.RECORDS_SITE_ID}/lists`)).body.value.map(({ name }: { name: string }) => name),
  ).toEqual(['Documents']);
});

it('a tenant can begin with the state of another', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'trustlane-template-'));
  const template = await startTenant({ dir });
  await makeList(template, 'Prepared');
  await template.close();
  const copy = await startTenant({ template: dir });
  try {
    const { RECORDS_SITE_ID, CLIENT_SECRET } = copy.environment.service;
    expect((await copy.graph(`/sites/${RECORDS_SITE_ID}/lists/Prepared`)).status).toBe(200);
    expect(CLIENT_SECRET).toBe(template.environment.service.CLIENT_SECRET);
  } finally {
    await copy.close();
    rmSync(dir, { recursive: true });
  }
});

it('the address of a list opens it in the shell', async () => {
  const site = `/sites/${t.environment.service.RECORDS_SITE_ID}`;
  const { webUrl } = (await t.graph(`${site}/lists/Documents`)).body;
  const { statusCode, headers } = await request(webUrl);
  expect(statusCode).toBe(302);
  expect(headers.location).toBe('/#/maya/sharepoint/TrustlaneRecords/Documents');
});
