import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { controlApi } from './controlApi';
import { emptyState } from './emptyState';
import { readPlaces } from './places';
import { mustBeWritable } from './record';
import { SAMPLE_STARTS_MS, seedSampleCustomer } from './sample/seedSampleCustomer';

/** `npm start`: local tenant, provisioning, the service and, at the first start, the sample customer. */
const places = readPlaces();
const dist = path.dirname(path.resolve(process.argv[1] ?? 'dist/local/start.js'));
const clockFile = path.join(places.dir, 'clock');
const seedMark = path.join(places.dir, 'sample');
const children = new Set<ChildProcess>();
let isStopping = false;
let recording: string | undefined;

const HELP = `npm start [-- --empty] [--record FILE]

  --empty        leaves the sample customer out
  --record FILE  adds all traffic of the local tenant to a file, a line of JSON per call, with secrets masked
  --help         this text`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const { isEmpty, isHelp, record } = commandLine(process.argv.slice(2));
  if (isHelp) return say(HELP);
  recording = record;
  if (recording) mustBeWritable(recording);
  await refuseTakenPorts();
  if (isEmpty && !isEmptyStart()) {
    // Also a sample customer that is there goes; what somebody made after an empty start stays.
    emptyState(places.dir);
    mkdirSync(places.dir, { recursive: true });
    writeFileSync(seedMark, 'empty');
  }
  mkdirSync(places.dir, { recursive: true });
  if (recording) say(`All traffic is written to ${recording}, with secrets masked.`);
  const pages = run('node', ['infra/build.mjs', '--only-pages', '--quiet'], {});
  const tenant = keep('the local tenant', run('node', [path.join(dist, 'tenant.js')], tenantEnvironment(), true));
  await answers(`${places.tenantUrl}/healthz`, tenant);
  const isFirst = !existsSync(seedMark);
  // The sample's story begins three weeks ago; the clock only ever moves forward while the service runs.
  if (isFirst) await controlApi(places.tenantUrl).setClock(SAMPLE_STARTS_MS);
  await provision();
  let service = await startService();
  tenant.on('message', (message: unknown) => {
    const isSample = isStart(message, 'startSample');
    if (!isSample && !isStart(message, 'startEmpty')) return;
    void (async () => {
      say(isSample ? 'Starting with the sample customer …' : 'Starting empty …');
      if (isSample) rmSync(seedMark, { force: true });
      else writeFileSync(seedMark, 'empty');
      await stop(service);
      await controlApi(places.tenantUrl).reset();
      rmSync(path.join(places.dir, 'service'), { recursive: true, force: true });
      if (isSample) await controlApi(places.tenantUrl).setClock(SAMPLE_STARTS_MS);
      await provision();
      service = await startService();
      if (isSample) await seed();
      else say('Empty. Nothing of the sample customer is left.');
    })();
  });
  await ended(pages);
  say(`\nTrustlane is running. Open ${places.tenantUrl}\n`);
  if (isFirst) await seed();
}

/** Plays the sample customer's three weeks. A start that is cut short goes on at the next start. */
async function seed(): Promise<void> {
  const control = controlApi(places.tenantUrl);
  say('Setting up the sample customer. You can look on; it takes about a minute.');
  try {
    await seedSampleCustomer(places, control, (text) => say(`  ${text}`));
    writeFileSync(seedMark, 'seeded');
    say('The sample customer is ready.');
  } catch (error) {
    if (isStopping || existsSync(seedMark)) return;
    await control.setClock(0).catch(() => undefined);
    say(`The sample customer is not complete: ${error instanceof Error ? error.message : String(error)}`);
    say('The product runs all the same. The next start goes on with it; "npm start -- --empty" leaves it out.');
  }
}

const isStart = (message: unknown, type: 'startEmpty' | 'startSample'): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === type;

const isEmptyStart = (): boolean => existsSync(seedMark) && readFileSync(seedMark, 'utf8') === 'empty';

/** Throws an Error with a sentence for what it does not know: a flag that is passed over looks as if it had worked. */
function commandLine(args: string[]): { isEmpty: boolean; isHelp: boolean; record: string | undefined } {
  const read = () =>
    parseArgs({ args, options: { empty: { type: 'boolean' }, help: { type: 'boolean' }, record: { type: 'string' } } });
  let values: ReturnType<typeof read>['values'];
  try {
    ({ values } = read());
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new Error(`${why.replace(/\.$/, '')}.\n\n${HELP}`, { cause: error });
  }
  const { empty = false, help = false, record } = values;
  if (record === '') throw new Error(`--record takes a file.\n\n${HELP}`);
  return { isEmpty: empty, isHelp: help, record: record === undefined ? undefined : path.resolve(record) };
}

const tenantEnvironment = (): Record<string, string> => ({
  LOCAL_TENANT_PORT: String(places.tenantPort),
  TRUSTLANE_LOCAL_DIR: places.dir,
  PRODUCT_URL: places.productUrl,
  ...(recording && { LOCAL_TENANT_RECORD: recording }),
});

function environmentFor(part: 'service' | 'provision'): Record<string, string> {
  const all: unknown = JSON.parse(readFileSync(path.join(places.dir, 'environment.json'), 'utf8'));
  const found = (all as Record<string, Record<string, string>>)[part];
  if (!found) throw new Error(`${places.dir}/environment.json has no part "${part}". Run "npm run local -- reset".`);
  return { ...found, TRUSTLANE_CLOCK_FILE: clockFile };
}

const withClock = (script: string): string[] => [
  '-r',
  path.join(dist, 'clock.cjs'),
  path.join(dist, '..', 'bot', script),
];

async function provision(): Promise<void> {
  const code = await ended(run('node', withClock('provision.js'), { ...environmentFor('provision'), QUIET: '1' }));
  if (code !== 0) throw new Error('Provisioning failed; see above.');
}

async function startService(): Promise<ChildProcess> {
  const service = keep(
    'the service',
    run('node', withClock('main.js'), { LOG_LEVEL: 'warn', ...environmentFor('service') }),
  );
  await answers(`${places.productUrl}/healthz`, service);
  return service;
}

function run(command: string, args: readonly string[], env: Record<string, string>, hasChannel = false): ChildProcess {
  const child = spawn(command === 'node' ? process.execPath : command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', ...(hasChannel ? (['ipc'] as const) : [])],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Ends everything when one of the two processes ends by itself: a half-running product helps nobody. */
function keep(name: string, child: ChildProcess): ChildProcess {
  child.once('exit', (code, signal) => {
    if (isStopping || child.killed) return;
    say(
      `\n${name} stopped (${signal ?? `code ${code}`}). What was acknowledged is safe; "npm start" goes on from there.`,
    );
    void stopAll(1);
  });
  return child;
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error('It ended before it answered; see above.');
    const isUp = await fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await sleep(50);
  }
  throw new Error(`${url} does not answer.`);
}

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null ? Promise.resolve(child.exitCode) : new Promise((resolve) => child.once('exit', resolve));

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await ended(child);
}

async function stopAll(code: number): Promise<void> {
  isStopping = true;
  await Promise.all([...children].map(stop));
  process.exit(code);
}

async function refuseTakenPorts(): Promise<void> {
  for (const [port, name] of [
    [places.productPort, 'PORT'],
    [places.tenantPort, 'LOCAL_TENANT_PORT'],
  ] as const) {
    const isFree = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(false));
      probe.listen(port, 'localhost', () => probe.close(() => resolve(true)));
    });
    if (!isFree) throw new Error(`Port ${port} is in use. Stop what runs there, or choose another with ${name}.`);
  }
}

process.once('SIGINT', () => void stopAll(0));
process.once('SIGTERM', () => void stopAll(0));
main().catch(async (error: unknown) => {
  if (!isStopping) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await stopAll(1);
});
