import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { request } from 'undici';
import type { Environment } from '../../infra/local/environment';

const PROGRAM = path.resolve('dist/local/tenant.js');
let dir: string;
let child: ChildProcess | undefined;
let printed = '';

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'trustlane-process-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

const environment = (more: Partial<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  LOCAL_TENANT_PORT: '0',
  TRUSTLANE_LOCAL_DIR: dir,
  ...more,
});

/** Starts the tenant as a process of its own and gives its address. */
async function start(more: Record<string, string> = {}): Promise<string> {
  child = spawn(process.execPath, [PROGRAM], { env: environment(more), stdio: ['ignore', 'pipe', 'inherit'] });
  const { stdout } = child;
  let text = '';
  for await (const chunk of stdout ?? []) {
    text += String(chunk);
    printed = text;
    const address = /http:\/\/localhost:\d+/.exec(text)?.[0];
    if (address) return address;
  }
  throw new Error(`The tenant did not start: ${text}`);
}

/** Resolves once the process is gone. */
async function gone(): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child?.once('exit', resolve));
}

async function call(url: string, token: string, body?: unknown) {
  const answer = await request(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: answer.statusCode, body: (await answer.body.json()) as Record<string, unknown> };
}

async function tokenFor(origin: string, app: string): Promise<string> {
  const answer = await request(`${origin}/_control/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-local-control': '1' },
    body: JSON.stringify({ app }),
  });
  return ((await answer.body.json()) as { token: string }).token;
}

it.each(['WEBSITE_SITE_NAME', 'KUBERNETES_SERVICE_HOST', 'CONTAINER_APP_NAME'])(
  'it does not start where %s is set',
  (name) => {
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM], {
      env: environment({ [name]: 'x' }),
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toBe(`The local tenant does not start in a hosted environment (${name} is set).\n`);
  },
);

it('a port in use is one clear sentence', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, 'localhost', resolve));
  const address = other.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM], {
    env: environment({ LOCAL_TENANT_PORT: String(port) }),
    encoding: 'utf8',
  });
  other.close();
  expect(status).toBe(1);
  expect(stderr).toBe(`Port ${port} is in use. Stop what runs there, or choose another with LOCAL_TENANT_PORT.\n`);
});

it('it answers on 127.0.0.1 and on no outside address', async () => {
  const origin = await start();
  expect((await request(`${origin.replace('localhost', '127.0.0.1')}/healthz`)).statusCode).toBe(200);
  await expect(request(`${origin.replace('localhost', '127.0.0.2')}/healthz`)).rejects.toThrow();
});

it('killed in the middle of writing, it has every row that it acknowledged, once, and its secrets', async () => {
  let origin = await start();
  const before = readFileSync(path.join(dir, 'environment.json'), 'utf8');
  const site = `/v1.0/sites/${(JSON.parse(before) as Environment).service.RECORDS_SITE_ID}`;
  const columns = [{ name: 'Key', text: {}, indexed: true, enforceUniqueValues: true }];
  await call(`${origin}${site}/lists`, await tokenFor(origin, 'provision'), { displayName: 'Rows', columns });
  const acknowledged = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    const token = await tokenFor(origin, 'service');
    // On a slow machine as on a fast one there is work under way: the calls decide when, not the time.
    const enough = acknowledged.size + 20;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let number = 0; ; number += 1) {
        const key = `${round}-${writer}-${number}`;
        const answer = await call(`${origin}${site}/lists/Rows/items`, token, { fields: { Key: key } }).catch(
          () => undefined,
        );
        if (!answer) return;
        if (answer.status === 201) acknowledged.add(key);
        if (acknowledged.size === enough) child?.kill('SIGKILL');
      }
    });
    await Promise.all(writers);
    await gone();
    origin = await start();
  }
  expect(acknowledged.size).toBeGreaterThan(50);
  const { body } = await call(
    `${origin}${site}/lists/Rows/items?$top=5000&$expand=fields($select=Key)`,
    await tokenFor(origin, 'service'),
  );
  const keys = (body.value as { fields: { Key: string } }[]).map(({ fields }) => fields.Key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(expect.arrayContaining([...acknowledged]));
  const { service } = JSON.parse(readFileSync(path.join(dir, 'environment.json'), 'utf8')) as Environment;
  expect(service.CLIENT_SECRET).toBe((JSON.parse(before) as Environment).service.CLIENT_SECRET);
});

it('a tier that does not exist is named with those that do', () => {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM], {
    env: environment({ LOCAL_TENANT_TIER: 'huge' }),
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('LOCAL_TENANT_TIER must be one of 0-1k, 1k-5k');
});

it('a second tenant on the same folder does not start; after a kill the folder is free again', async () => {
  await start();
  const second = spawnSync(process.execPath, [PROGRAM], { env: environment(), encoding: 'utf8' });
  expect(second.status).toBe(1);
  expect(second.stderr).toBe(
    `Another local tenant (process ${child?.pid}) already works in ${dir}. Stop it, or choose another folder with TRUSTLANE_LOCAL_DIR.\n`,
  );
  child?.kill('SIGKILL');
  await gone();
  expect(await start()).toMatch(/^http/);
});

it('a started tenant has the limits of the largest tier, quirks and a seed, which it prints', async () => {
  const control = async (origin: string, name: string): Promise<Record<string, unknown>> => {
    const answer = await request(`${origin}/_control/${name}`, { headers: { 'x-local-control': '1' } });
    return (await answer.body.json()) as Record<string, unknown>;
  };
  const origin = await start({ LOCAL_TENANT_SEED: '4711', LOCAL_TENANT_TIER: '' });
  expect(printed).toMatch(/\(limits: 50k\+, quirks: all, seed: 4711\)/);
  expect(await control(origin, 'usage')).toMatchObject({ tier: '50k+' });
  expect(await control(origin, 'quirks')).toMatchObject({ seed: 4711, varyingPages: true, deltaLagMs: 1_500 });
  child?.kill('SIGTERM');
  await gone();
  const other = await start({ LOCAL_TENANT_TIER: 'none', LOCAL_TENANT_QUIRKS: 'none' });
  expect(printed).toMatch(/\(limits: none, quirks: none, seed: \d+\)/);
  expect(await control(other, 'usage')).not.toHaveProperty('tier');
  expect(await control(other, 'quirks')).toMatchObject({ varyingPages: false, deltaLagMs: 0 });
});

it('ended in the middle of a run, it has written every call that it answered to the record', async () => {
  const file = path.join(dir, 'traffic.ndjson');
  const origin = await start({ LOCAL_TENANT_RECORD: file });
  const token = await tokenFor(origin, 'service');
  let answered = 0;
  const callers = Array.from({ length: 4 }, async () => {
    for (;;) {
      const answer = await call(`${origin}/v1.0/users/nobody`, token).catch(() => undefined);
      if (!answer) return;
      answered += 1;
      if (answered === 60) child?.kill('SIGTERM');
    }
  });
  await Promise.all(callers);
  await gone();
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ area: 'graph', path: '/v1.0/users/nobody' });
  expect(answered).toBeGreaterThan(50);
  expect(lines.length).toBeGreaterThanOrEqual(answered);
});

it.each([
  [{ LOCAL_TENANT_SEED: 'many' }, 'LOCAL_TENANT_SEED must be a whole number'],
  [{ LOCAL_TENANT_QUIRKS: 'some' }, 'LOCAL_TENANT_QUIRKS must be all or none.'],
])('%j is refused with a sentence', (more, sentence) => {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM], { env: environment(more), encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain(sentence);
});
