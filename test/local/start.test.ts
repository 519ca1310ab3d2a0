import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'trustlane-start-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, 'localhost', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Runs what `npm start -- …` runs; stops it in an orderly way as soon as it says `until`. */
async function start(args: readonly string[], until?: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['dist/local/start.js', ...args], {
    env: {
      ...process.env,
      PORT: String(await freePort()),
      LOCAL_TENANT_PORT: String(await freePort()),
      TRUSTLANE_LOCAL_DIR: path.join(dir, 'state'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      said += data.toString();
      if (until && said.includes(until)) child.kill('SIGTERM');
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

it.each<[string, string[], string]>([
  ['a flag that it does not know', ['--recrod', 'x'], "Unknown option '--recrod'"],
  ['a stray word', ['empty'], "Unexpected argument 'empty'"],
  ['--record without a file', ['--record'], "Option '--record <value>' argument missing"],
  ['--record= without a file', ['--record='], '--record takes a file.'],
  ['a record in a folder that is not there', ['--record', '/no/such/folder/x.ndjson'], 'Traffic cannot be recorded to'],
])('%s is refused with a sentence before anything starts', async (_what, args, sentence) => {
  const { code, said } = await start(args);
  expect(said).toContain(sentence);
  expect(said).not.toMatch(/\n {4}at /);
  expect(code).toBe(1);
  expect(existsSync(path.join(dir, 'state'))).toBe(false);
});

it('starts on an empty folder with https as without it, and records with --record=FILE too', async () => {
  const file = path.join(dir, 'traffic.ndjson');
  const { code, said } = await start([`--record=${file}`, '--empty'], 'Trustlane is running', {
    LOCAL_TENANT_HTTPS_PORT: '0',
  });
  expect(said).toContain('Trustlane is running');
  expect(code).toBe(0);
  const { https } = JSON.parse(readFileSync(path.join(dir, 'state', 'environment.json'), 'utf8')) as {
    https: { origin: string };
  };
  expect(https.origin).toMatch(/^https:\/\/localhost:\d+$/);
  expect(readFileSync(file, 'utf8')).toContain('"path":"/v1.0/sites/');
}, 60_000);
