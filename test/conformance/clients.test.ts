import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { browserPath } from '../support/browserPath.cjs';
import { conformanceEnvironment } from './localFlags';

interface Environment {
  readonly https: { readonly origin: string; readonly caFile: string };
  readonly service: Readonly<Record<string, string>>;
}

interface ReportedCase {
  readonly id: string;
  readonly area: string;
  readonly outcome: string;
  readonly reason?: string;
  readonly checks: readonly { readonly what: string; readonly asExpected: boolean }[];
}

const AREAS = ['client-pnp', 'client-graph', 'client-msal', 'client-botbuilder', 'client-playground'];
const dir = mkdtempSync(path.join(tmpdir(), 'conformance-clients-'));
const children = new Set<ChildProcess>();

afterAll(async () => {
  await Promise.all([...children].map(ended));
  rmSync(dir, { recursive: true, force: true });
}, 20_000);

it('clients that were not written here get what they expect from the local tenant', async () => {
  const echoBotPort = await freePort();
  const { tenantUrl, https, service } = await startTenant(echoBotPort);
  const report = path.join(dir, 'report.json');
  const { code, output } = await run(
    ['dist/conformance/main.js', '--only', AREAS.join(), '--report', report, '--quiet'],
    {
      ...(await conformanceEnvironment(tenantUrl, dir)),
      CONFORMANCE_HTTPS_BASE: https.origin,
      CONFORMANCE_CLIENT_CERTIFICATE: service.CLIENT_CERTIFICATE_FILE ?? '',
      CONFORMANCE_CLIENT_KEY: service.CLIENT_CERTIFICATE_KEY_FILE ?? '',
      CONFORMANCE_ECHO_BOT_PORT: String(echoBotPort),
      CONFORMANCE_BROWSER: browserPath() ?? '',
      NODE_EXTRA_CA_CERTS: https.caFile,
    },
  );
  if (code === 2) throw new Error(output);
  const { cases } = JSON.parse(readFileSync(report, 'utf8')) as { cases: readonly ReportedCase[] };
  expect(cases.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'notRun')).toEqual([]);
  // Only the Agents Playground's page needs a browser; everything else runs everywhere.
  expect(cases.filter(({ outcome }) => outcome === 'notRun').map(({ id }) => id)).toEqual(
    browserPath() ? [] : ['client-playground/echo'],
  );
  expect(cases.every(({ outcome, checks }) => outcome === 'notRun' || checks.length > 0)).toBe(true);
  expect(new Set(cases.map(({ area }) => area))).toEqual(new Set(AREAS));
  expect(cases.length).toBeGreaterThanOrEqual(54);
  expect(code).toBe(0);
}, 180_000);

/** The built tenant as a process of its own, with TLS, which delivers to the echo bot's port. */
async function startTenant(echoBotPort: number): Promise<Environment & { tenantUrl: string }> {
  const child = start(['dist/local/tenant.js'], {
    LOCAL_TENANT_PORT: '0',
    LOCAL_TENANT_HTTPS_PORT: '0',
    TRUSTLANE_LOCAL_DIR: dir,
    PRODUCT_URL: `http://localhost:${echoBotPort}`,
  });
  const tenantUrl = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (data: Buffer): void => {
      output += data.toString();
      const [, url] = /Local tenant on (http:\/\/localhost:\d+)/.exec(output) ?? [];
      if (url) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => reject(new Error(`The tenant ended:\n${output}`)));
  });
  const environment = JSON.parse(readFileSync(path.join(dir, 'environment.json'), 'utf8')) as Environment;
  return { ...environment, tenantUrl };
}

function start(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

async function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = start(args, env);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data: Buffer) => {
      output += data.toString();
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, output };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, 'localhost', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
