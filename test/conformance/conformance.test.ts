import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { restCases } from '../../infra/conformance/cases';
import type { Report } from '../../infra/conformance/report';
import { conformanceEnvironment, control } from './localFlags';

const dir = mkdtempSync(path.join(tmpdir(), 'conformance-'));
let tenant: ChildProcess;
let tenantUrl: string;
let environment: Record<string, string>;

beforeAll(async () => {
  // The smallest tier: limits of mail and connector hold, and the resource units of a minute can be used up in seconds.
  tenant = start('dist/local/tenant.js', [], {
    LOCAL_TENANT_PORT: '0',
    LOCAL_TENANT_HTTPS_PORT: '0',
    LOCAL_TENANT_TIER: '0-1k',
    LOCAL_TENANT_SEED: process.env.LOCAL_TENANT_SEED ?? '1',
    TRUSTLANE_LOCAL_DIR: dir,
    PRODUCT_URL: 'http://localhost:9',
  });
  tenantUrl = await new Promise<string>((resolve, reject) => {
    let output = '';
    for (const stream of [tenant.stdout, tenant.stderr]) {
      stream?.on('data', (data: Buffer) => {
        output += data.toString();
        const [, url] = /Local tenant on (http:\/\/localhost:\d+)/.exec(output) ?? [];
        if (url) resolve(url);
      });
    }
    tenant.once('exit', () => reject(new Error(`The tenant ended:\n${output}`)));
  });
  environment = await conformanceEnvironment(tenantUrl, dir);
}, 30_000);

afterAll(async () => {
  if (tenant.exitCode === null && tenant.signalCode === null) {
    const gone = new Promise((resolve) => tenant.once('exit', resolve));
    tenant.kill('SIGKILL');
    await gone;
  }
  rmSync(dir, { recursive: true, force: true });
});

const areas = [...new Set(restCases.map(({ area }) => area))].filter((area) => area !== 'throttling');
const quiet = restCases.filter(({ area }) => area !== 'throttling').length;

it('the local tenant answers every case as Microsoft is known to, those with load too', async () => {
  await control(tenantUrl, 'limits', { tier: null });
  const { code, report, output } = await conformance('--load', '--only', areas.join());
  expect(wrong(report)).toEqual([]);
  expect(report.counts).toEqual({ pass: quiet, differs: 0, error: 0, notRun: 0 });
  expect(report.cases.flatMap(({ leftovers = [] }) => leftovers)).toEqual([]);
  expect(output).toContain(`${quiet} cases`);
  expect(code).toBe(0);
}, 180_000);

it('it throttles as Microsoft does', async () => {
  await control(tenantUrl, 'limits', { tier: '0-1k' });
  // What the cases before have spent would count for hours.
  await control(tenantUrl, 'usage', undefined, 'DELETE');
  const { code, report } = await conformance('--load', '--only', 'throttling');
  await control(tenantUrl, 'limits', { tier: null });
  expect(wrong(report)).toEqual([]);
  expect(report.counts).toEqual({ pass: restCases.length - quiet, differs: 0, error: 0, notRun: 0 });
  expect(code).toBe(0);
}, 120_000);

it('without --load and with the three needed flags alone, what does not run says which flag is missing', async () => {
  const { CONFORMANCE_BASE = '', CONFORMANCE_SITE = '', CONFORMANCE_TOKEN = '' } = environment;
  const { code, report } = await conformance.with(
    { CONFORMANCE_BASE, CONFORMANCE_SITE, CONFORMANCE_TOKEN },
    '--only',
    'permissions,mail,throttling',
  );
  expect(wrong(report)).toEqual([]);
  const reasons: Record<string, number> = {};
  for (const { outcome, reason = '' } of report.cases) {
    if (outcome === 'notRun') reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  expect(reasons).toEqual({
    'needs --assertion': 1,
    'needs --limited-token': 4,
    'needs --limited-token; needs --second-site': 2,
    'needs --undeclared-token': 1,
    'needs --undeclared-token; needs --person': 1,
    'needs --undeclared-token; needs --invite-address': 1,
    'needs --undeclared-token; needs --mailbox': 1,
    'needs --mailbox': 8,
    'needs --mailbox; needs --load': 1,
    'needs --load': 3,
  });
  expect(code).toBe(0);
}, 120_000);

it('no secret of the tenant stands in a report', () => {
  const { service, provision } = JSON.parse(readFileSync(path.join(dir, 'environment.json'), 'utf8')) as {
    service: Record<string, string>;
    provision: Record<string, string>;
  };
  const secrets = [
    service.CLIENT_SECRET,
    service.BOT_APP_PASSWORD,
    provision.PROVISION_CLIENT_SECRET,
    environment.CONFORMANCE_TOKEN,
  ];
  const written = ['json', 'md'].map((ending) => readFileSync(path.join(dir, `report.${ending}`), 'utf8')).join('\n');
  for (const secret of secrets) {
    expect(secret?.length).toBeGreaterThan(20);
    expect(written).not.toContain(secret);
  }
  expect(written).not.toMatch(/eyJ[\w-]+\.[\w-]+\./);
});

it('every list and library that the cases made is gone', async () => {
  const { code, output } = await run(environment, ['--sweep']);
  expect(output).toContain('Nothing was left over.');
  expect(code).toBe(0);
});

const wrong = ({ cases }: Report) => cases.filter(({ outcome }) => outcome === 'differs' || outcome === 'error');

/** Runs the suite with all flags, or those given, and reads its report. */
async function conformanceWith(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const file = path.join(dir, 'report.json');
  rmSync(file, { force: true });
  const { code, output } = await run(env, [
    ...args,
    '--quiet',
    '--report',
    file,
    '--markdown',
    path.join(dir, 'report.md'),
  ]);
  if (code === 2) throw new Error(output);
  return { code, output, report: JSON.parse(readFileSync(file, 'utf8')) as Report };
}
const conformance = Object.assign((...args: readonly string[]) => conformanceWith(environment, ...args), {
  with: conformanceWith,
});

async function run(env: Readonly<Record<string, string>>, args: readonly string[]) {
  const child = start('dist/conformance/main.js', args, env);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data: Buffer) => {
      output += data.toString();
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

function start(script: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
