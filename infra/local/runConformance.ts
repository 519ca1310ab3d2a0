import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { throwAwayFlags } from './conformanceFlags';
import { startThrowAwayTenant } from './throwAwayTenant';

/** These name another tenant, and this command brings its own. */
const ELSEWHERE = /^--(base|login|site|token|control|https-base)(=|$)/;
/** Answered by the suite alone. */
const ASKS_NOBODY = /^(--help|-h|--list)$/;

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Runs the conformance suite, the cases with load and the independent clients too, on a tenant of its own in a temporary
 * folder, which is removed afterwards. The suite stays a process that knows nothing of the tenant but its flags.
 * @param dist the folder that holds `local` and `conformance` as built
 * @param args for the suite: `--only`, `--report`, `--markdown`, `--quiet` and the like
 * @returns the suite's exit code
 * @throws Error with a sentence for arguments that name another tenant, and when no tenant can be started
 */
export async function runConformance(dist: string, args: readonly string[]): Promise<number> {
  const suite = path.join(dist, 'conformance', 'main.js');
  if (args.some((arg) => ASKS_NOBODY.test(arg))) return exitCodeOf(runSuite(suite, args, {}));
  const wrong = args.find((arg) => ELSEWHERE.test(arg));
  if (wrong) throw new Error(`${wrong}: this command brings its own tenant. For another, use "npm run conformance".`);
  const echoBotPort = await freePort();
  const tenant = await startThrowAwayTenant(path.join(dist, 'local', 'tenant.js'), `http://localhost:${echoBotPort}`);
  let running: ChildProcess | undefined;
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
    running?.kill('SIGTERM');
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const flags = await throwAwayFlags(tenant.url, tenant.dir, { echoBotPort, browser: browser() });
    if (isStopped) return 1;
    running = runSuite(suite, ['--load', ...args], flags);
    return await exitCodeOf(running);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await tenant.close();
  }
}

/** Flags that this shell was given for another tenant stay out. */
function runSuite(script: string, args: readonly string[], flags: Readonly<Record<string, string>>): ChildProcess {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('CONFORMANCE_'));
  return spawn(process.execPath, [script, ...args], {
    env: { ...Object.fromEntries(own), ...flags },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

const exitCodeOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });

/** For the Agents Playground's page; without one its case does not run and says so. */
const browser = (): string | undefined => {
  const { CHROMIUM_PATH: chosen = '' } = process.env;
  return [chosen, ...BROWSERS].find((file) => file !== '' && existsSync(file));
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, 'localhost', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
