import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isStrict } from './strict';

/** The built product and the built local tenant as two processes on free ports, with an own folder of state. */
export interface RunningProduct {
  readonly productUrl: string;
  readonly tenantUrl: string;
  readonly dir: string;
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** A token for the product's API as this person of the directory. */
  token(person: string): Promise<string>;
  /** Calls the product's API as a person. Resolves with status and parsed body, whatever the status. */
  api<T>(person: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>;
  /** kill -9 of the service, at once. */
  killService(): Promise<void>;
  killTenant(): Promise<void>;
  startService(): Promise<void>;
  startTenant(): Promise<void>;
  /** Moves both processes' clocks to this offset from wall time. */
  setClock(offsetMs: number): Promise<void>;
  /** The service's process, for figures about memory and time. Throws while none was started. */
  servicePid(): number;
  /** What the service has written to its log so far. */
  log(): string;
  close(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, 'localhost', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Polls until `look` gives something, or throws after `seconds`. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  seconds = 60,
): Promise<T> {
  const until = performance.now() + seconds * 1000;
  for (let last: unknown; ; ) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
    } catch (error) {
      last = error;
    }
    if (performance.now() > until)
      throw new Error(`Not within ${seconds} s: ${what}${last ? ` (${String(last)})` : ''}`);
    await sleep(100);
  }
}

/** Starts tenant, provisioning and service. `service: false` leaves the service to the test. */
export async function startProduct(
  options: {
    service?: boolean;
    env?: Record<string, string>;
    /**
     * No limits in the tenant and none that the product keeps, for tests that would take long with them: `always`, or
     * everywhere but in strict runs. Default: limits as `LOCAL_TENANT_TIER` says, or else those of the largest tier.
     */
    unlimited?: 'unlessStrict' | 'always';
    /**
     * `short`: what the service waits between two looks or tries takes a tenth of its time, and so do the tenant's lags,
     * which it waits for. Default, and in strict runs always: as they are.
     */
    waits?: 'short';
    /** The applications prove themselves with certificates, and there is no secret of theirs in the environment. */
    proof?: 'certificates';
  } = {},
): Promise<RunningProduct> {
  const isUnlimited = options.unlimited === 'always' || (options.unlimited === 'unlessStrict' && !isStrict);
  const waits = isStrict ? undefined : options.waits;
  const dir = mkdtempSync(path.join(tmpdir(), 'trustlane-'));
  const [productPort, tenantPort] = [await freePort(), await freePort()];
  const productUrl = `http://localhost:${productPort}`;
  const tenantUrl = `http://localhost:${tenantPort}`;
  let tenant: ChildProcess | undefined;
  let service: ChildProcess | undefined;
  let serviceAheadMs: number | undefined;
  let log = '';

  const run = (args: string[], env: Record<string, string>, talks: readonly 'ipc'[] = []): ChildProcess => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', ...talks],
    });
    child.stdout?.on('data', (data: Buffer) => {
      log += data.toString();
    });
    child.stderr?.on('data', (data: Buffer) => {
      log += data.toString();
    });
    return child;
  };
  const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
  const ended = (child: ChildProcess): Promise<number | null> =>
    hasEnded(child) ? Promise.resolve(child.exitCode) : new Promise((resolve) => child.once('exit', resolve));
  const isUp = (url: string, child: ChildProcess): Promise<true> =>
    eventually(`${url} answers`, async () => {
      if (child.exitCode !== null) throw new Error(`it ended:\n${log.slice(-2000)}`);
      return (await fetch(`${url}/healthz`)).ok || undefined;
    });
  /** The certificate of an application with its key, as the tenant made them. */
  const pemOf = (application: string): string =>
    ['key.pem', 'pem']
      .map((ending) => readFileSync(path.join(dir, 'tls', `${application}.${ending}`), 'utf8'))
      .join('');
  const proofs = (part: 'service' | 'provision'): Record<string, string> => {
    if (options.proof !== 'certificates') return {};
    if (part === 'provision') return { PROVISION_CLIENT_SECRET: '', PROVISION_CLIENT_CERTIFICATE: pemOf('provision') };
    const file = path.join(dir, 'service.pem');
    writeFileSync(file, pemOf('service'), { mode: 0o600 });
    return {
      CLIENT_SECRET: '',
      CLIENT_CERTIFICATE_FILE: file,
      BOT_APP_PASSWORD: '',
      BOT_CERTIFICATE: pemOf('bot'),
    };
  };
  const environment = (part: 'service' | 'provision'): Record<string, string> => {
    const all = JSON.parse(readFileSync(path.join(dir, 'environment.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    return {
      ...all[part],
      ...proofs(part),
      ...(isUnlimited && { RESOURCE_UNITS_PER_MINUTE: '100000000' }),
      TRUSTLANE_CLOCK_FILE: path.join(dir, 'clock'),
      ...options.env,
    };
  };
  const kill = async (child: ChildProcess | undefined): Promise<void> => {
    child?.kill('SIGKILL');
    if (child) await ended(child);
  };

  const product: RunningProduct = {
    productUrl,
    tenantUrl,
    dir,
    async control<T>(method: string, route: string, body?: unknown): Promise<T> {
      const response = await fetch(`${tenantUrl}/_control${route}`, {
        method,
        headers: { 'x-local-control': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} /_control${route}: ${response.status} ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    token: async (person) => (await product.control<{ token: string }>('POST', '/token', { person })).token,
    async api<T>(person: string, method: string, route: string, body?: unknown) {
      const response = await fetch(`${productUrl}${route}`, {
        method,
        headers: {
          authorization: `Bearer ${await product.token(person)}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
    },
    killService: () => kill(service),
    killTenant: () => kill(tenant),
    async startTenant() {
      tenant = run(['dist/local/tenant.js'], {
        LOCAL_TENANT_PORT: String(tenantPort),
        TRUSTLANE_LOCAL_DIR: dir,
        PRODUCT_URL: productUrl,
        ...(isUnlimited && { LOCAL_TENANT_TIER: 'none' }),
        // With an https address the tenant makes certificates for the applications.
        ...(options.proof && { LOCAL_TENANT_HTTPS_PORT: '0' }),
      });
      await isUp(tenantUrl, tenant);
      if (waits === undefined) return;
      await product.control('POST', '/quirks', { deltaLagMs: 150, bounceDelayMs: 300 });
      await product.control('POST', '/connector', { quirks: { installLagMs: 150 } });
    },
    async startService() {
      serviceAheadMs = undefined;
      service = run(
        ['-r', './dist/local/clock.cjs', '-r', './test/support/servicePreload.cjs', 'dist/bot/main.js'],
        { LOG_LEVEL: 'warn', ...environment('service'), ...(waits && { TRUSTLANE_WAITS: waits }) },
        ['ipc'],
      );
      service.on('message', ({ aheadMs }: { aheadMs: number }) => {
        serviceAheadMs = aheadMs;
      });
      await isUp(productUrl, service);
    },
    async setClock(offsetMs) {
      await product.control('POST', '/clock', { offsetMs });
      if (!service || hasEnded(service)) return;
      await eventually('the service has this time', async () => Math.abs((serviceAheadMs ?? 0) - offsetMs) <= 5);
    },
    servicePid() {
      if (service?.pid === undefined) throw new Error('The service was not started.');
      return service.pid;
    },
    log: () => log,
    async close() {
      await kill(service);
      await kill(tenant);
      rmSync(dir, { recursive: true, force: true });
    },
  };

  await product.startTenant();
  const provisioning = run(['-r', './dist/local/clock.cjs', 'dist/bot/provision.js'], environment('provision'));
  if ((await ended(provisioning)) !== 0) throw new Error(`Provisioning failed:\n${log}`);
  if (options.service !== false) await product.startService();
  return product;
}

/** Waits until the service has read everything from SharePoint. */
export const isReady = (product: RunningProduct): Promise<true> =>
  eventually('the service is ready', async () => {
    const { status } = (await (await fetch(`${product.productUrl}/healthz`)).json()) as { status: string };
    return status === 'ok' || undefined;
  });
