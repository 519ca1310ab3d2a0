import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { Pool } from 'undici';
import { type Figure, quantile, round } from './figures';

const ITEMS = 100_000;
const CALLS = 5_000;
const CONNECTIONS = 16;
const BATCH = 20;
const LIST = 'Rows';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A tenant as a process of its own, without throttling, and one pool of connections to it. */
class MeasuredTenant {
  private child: ChildProcess | undefined;
  private pool: Pool | undefined;
  private readonly tokens = new Map<string, string>();

  constructor(private readonly dir: string) {}

  /** Starts it and returns how many milliseconds passed until it answered. */
  async start(): Promise<number> {
    const started = performance.now();
    const child = spawn(process.execPath, ['dist/local/tenant.js'], {
      env: { ...process.env, LOCAL_TENANT_PORT: '0', TRUSTLANE_LOCAL_DIR: this.dir, LOCAL_TENANT_TIER: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    this.pool = new Pool(await addressOf(child), { connections: CONNECTIONS });
    await this.call('GET', '/healthz', undefined, {});
    const took = performance.now() - started;
    await this.control('POST', 'limits', { tier: null });
    for (const app of ['service', 'provision']) {
      const { token } = (await this.control('POST', 'token', { app })) as { token: string };
      this.tokens.set(app, token);
    }
    return took;
  }

  async stop(): Promise<void> {
    await this.pool?.close();
    const { child } = this;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  /** Throws when Graph refuses. `path` begins after `/v1.0`. */
  async graph(method: string, route: string, body?: unknown, app = 'service'): Promise<unknown> {
    const answer = await this.call(method, `/v1.0${route}`, body, {
      authorization: `Bearer ${this.tokens.get(app) ?? ''}`,
    });
    if (answer.status >= 300) throw new Error(`${method} ${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  private async control(method: string, route: string, body?: unknown): Promise<unknown> {
    return (await this.call(method, `/_control/${route}`, body, { 'x-local-control': '1' })).body;
  }

  private async call(method: string, route: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
    if (!this.pool) throw new Error('The tenant is not running.');
    const answer = await this.pool.request({
      method: method as 'GET',
      path: route,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, body: text === '' ? undefined : JSON.parse(text) };
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const address = /http:\/\/localhost:\d+/.exec(text)?.[0];
    if (address) return address;
  }
  throw new Error(`The local tenant did not start: ${text}`);
}

/** How many calls a second, when as many as there are connections are under way. */
async function rate(count: number, call: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await call(index);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return count / ((performance.now() - started) / 1000);
}

/** What the local tenant does in a second with 100,000 items in a list, over loopback and unthrottled. */
export async function tenantFigures(): Promise<Figure[]> {
  const dir = mkdtempSync(path.join(tmpdir(), 'trustlane-bench-'));
  const tenant = new MeasuredTenant(dir);
  try {
    const empty = await tenant.start();
    const { service } = JSON.parse(readFileSync(path.join(dir, 'environment.json'), 'utf8')) as {
      service: { RECORDS_SITE_ID: string };
    };
    const site = `/sites/${service.RECORDS_SITE_ID}`;
    const items = `${site}/lists/${LIST}/items`;
    await tenant.graph('POST', `${site}/lists`, { displayName: LIST, columns: COLUMNS }, 'provision');
    const filling = await fill(tenant, items);
    const reads = await rate(CALLS, (n) =>
      tenant.graph('GET', `${items}/${1 + ((n * 7_919) % ITEMS)}?$expand=fields($select=Title,Key,Data)`),
    );
    const found = await rate(CALLS, (n) =>
      tenant.graph(
        'GET',
        `${items}?$filter=fields/Key%20eq%20'key-${(n * 7_919) % ITEMS}'&$expand=fields($select=Title)`,
      ),
    );
    const creates = await rate(CALLS, (n) => tenant.graph('POST', items, { fields: rowOf(ITEMS + n) }));
    const updates = await rate(CALLS, (n) =>
      tenant.graph('PATCH', `${items}/${1 + ((n * 7_919) % ITEMS)}/fields`, { Title: `changed ${n}`, Size: n }),
    );
    const pages = await enumerate(tenant, items);
    await tenant.stop();
    const starts: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      starts.push(await tenant.start());
      await tenant.stop();
    }
    return [
      atLeast('local tenant: item reads a second', reads, 1_000),
      { name: 'local tenant: filtered reads a second', value: round(found, 0), unit: '/s' },
      atLeast('local tenant: items created a second', creates, 500),
      atLeast('local tenant: items changed a second', updates, 500),
      { name: 'local tenant: items created a second in batches of 20', value: round(filling, 0), unit: '/s' },
      { name: `local tenant: delta of ${ITEMS} items, pages of 500`, value: round(pages, 1), unit: 's' },
      { name: 'local tenant: start, empty', value: round(empty, 0), unit: 'ms', goal: 1_000 },
      {
        name: `local tenant: start with ${ITEMS} items`,
        value: round(quantile(starts, 0.5), 0),
        unit: 'ms',
        goal: 1_000,
      },
    ];
  } finally {
    await tenant.stop().catch(() => undefined);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A figure that should not fall below its goal; `goal` of a figure is a ceiling, so the time of one call is judged. */
const atLeast = (name: string, perSecond: number, goal: number): Figure => ({
  name: `${name} (${round(perSecond, 0)}): one takes`,
  value: round(1_000 / perSecond, 3),
  unit: 'ms',
  goal: 1_000 / goal,
});

const COLUMNS = [
  { name: 'Key', text: {}, indexed: true, enforceUniqueValues: true },
  { name: 'Country', text: {}, indexed: true },
  { name: 'Size', number: {}, indexed: true },
  { name: 'Data', text: { allowMultipleLines: true, textType: 'plain' } },
];

const rowOf = (n: number) => ({
  Title: `Row ${n}`,
  Key: `key-${n}`,
  Country: ['CA', 'MX', 'US', 'VN'][n % 4],
  Size: n,
  Data: JSON.stringify({ schemaVersion: 1, note: 'x'.repeat(300), n }),
});

async function fill(tenant: MeasuredTenant, items: string): Promise<number> {
  const batches = ITEMS / BATCH;
  const each = await rate(batches, (batch) =>
    tenant.graph('POST', '/$batch', {
      requests: Array.from({ length: BATCH }, (_, n) => ({
        id: String(n),
        method: 'POST',
        url: items,
        headers: { 'content-type': 'application/json' },
        body: { fields: rowOf(batch * BATCH + n) },
      })),
    }),
  );
  return each * BATCH;
}

async function enumerate(tenant: MeasuredTenant, items: string): Promise<number> {
  const started = performance.now();
  let link: string | undefined = `${items}/delta?$expand=fields($select=Title,Key,Data)&$top=500`;
  while (link) {
    const page = (await tenant.graph('GET', link)) as { '@odata.nextLink'?: string };
    link = page['@odata.nextLink']?.replace(/^.*?\/v1\.0/, '');
  }
  return (performance.now() - started) / 1000;
}
