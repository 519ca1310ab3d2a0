import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running Agents Playground. */
export interface AgentsPlayground {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts Microsoft's Agents Playground with its own defaults, in a folder of its own, without opening a browser.
 * It sends no token, so the bot must believe everybody. Throws when it does not answer within 20 seconds.
 */
export async function startAgentsPlayground(botPort: number): Promise<AgentsPlayground> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const folder = await mkdtemp(path.join(tmpdir(), 'conformance-playground-'));
  // Found from where the suite is built, as the suite's other packages are.
  const command = createRequire(path.resolve(process.argv[1] ?? 'main.js')).resolve(
    '@microsoft/m365agentsplayground/cli.js',
  );
  const child = spawn(process.execPath, [command, 'start', '-p', String(port), '--disable-telemetry'], {
    cwd: folder,
    env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none', BOT_ENDPOINT: `http://localhost:${botPort}/api/messages` },
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await fetch(`${url}/_debug/ping`).catch(() => undefined);
    if (answer?.ok && (await answer.text()) === 'pong') return { url, close };
    if (child.exitCode !== null) break;
    await sleep(100);
  }
  await close();
  throw new Error('The Agents Playground did not start.');
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
