import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface PlaygroundOptions {
  /** The package's `cli.js`. */
  readonly cli: string;
  readonly port: number;
  /** Where it posts what a person does. */
  readonly endpoint: string;
  /** The text of its settings file. */
  readonly settings: string;
  /** For its settings, log and whatever else it writes. */
  readonly folder: string;
  /** Whether it opens a browser. */
  readonly opensBrowser: boolean;
}

export interface Playground {
  readonly url: string;
  /** Resolves when it ends by itself or was stopped. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Loaded into the Playground before anything else. It would listen on all interfaces, and whoever reaches it acts as its
 * user: it is kept to this machine. A caller's own choice of an address gives way as well.
 */
const LOOPBACK_ONLY = `
import net from 'node:net';
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  const isPort = typeof first === 'number' || /^\\d+$/.test(String(first));
  if (isPort) return listen.call(this, first, '127.0.0.1', ...rest.filter((each) => typeof each !== 'string'));
  if (first !== null && typeof first === 'object' && 'port' in first) first = { ...first, host: '127.0.0.1' };
  return listen.call(this, first, ...rest);
};`;

/** Starts the Agents Playground and waits until it answers. Throws an Error with its log when it does not. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { cli, port, endpoint, settings, folder, opensBrowser } = options;
  mkdirSync(folder, { recursive: true });
  const config = path.join(folder, '.m365agentsplayground.yml');
  writeFileSync(config, settings);
  const log = createWriteStream(path.join(folder, 'playground.log'), { flags: 'w' });
  let said = '';
  const child: ChildProcess = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(LOOPBACK_ONLY)}`,
      cli,
      'start',
      '-p',
      String(port),
      '-e',
      endpoint,
      '--disable-telemetry',
    ],
    {
      cwd: folder,
      env: {
        ...process.env,
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: config,
        M365_AGENTS_PLAYGROUND_LOGFILE: path.join(folder, 'details.log'),
        ...(opensBrowser ? {} : { TEAMSAPPTESTER_BROWSER: 'none' }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data: Buffer) => {
      log.write(data);
      said = (said + data.toString()).slice(-2_000);
    });
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => log.end(resolve)));
  const url = `http://127.0.0.1:${port}`;
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;

  for (let tries = 0; ; tries += 1) {
    // A wrong settings file makes it end a moment after it said that it listens.
    if (hasEnded() || tries > 200) {
      child.kill('SIGKILL');
      throw new Error(`The Agents Playground did not start; see ${folder}. It said:\n${said}`);
    }
    const isUp = await fetch(`${url}/_debug/ping`, { signal: AbortSignal.timeout(1_000) }).then(
      async (response) => (await response.text()) === 'pong',
      () => false,
    );
    if (isUp) break;
    await sleep(100);
  }
  return {
    url,
    ended,
    async stop() {
      child.kill('SIGTERM');
      const isLate = await Promise.race([ended.then(() => false), sleep(3_000, true, { ref: false })]);
      if (isLate) child.kill('SIGKILL');
      await ended;
    },
  };
}
