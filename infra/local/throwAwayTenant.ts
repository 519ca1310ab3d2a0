import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** A local tenant of its own, on free ports and with TLS, whose folder goes with it. */
export interface ThrowAwayTenant {
  readonly url: string;
  /** With its environment.json. */
  readonly dir: string;
  /** Ends the process and removes the folder. */
  close(): Promise<void>;
}

/**
 * Starts the built tenant with the limits of the smallest tier and all quirks; `LOCAL_TENANT_SEED` repeats a run.
 * @param script the built `tenant.js`
 * @param productUrl where it delivers what people send to the bot
 * @throws Error with what the process said when it does not start
 */
export async function startThrowAwayTenant(script: string, productUrl: string): Promise<ThrowAwayTenant> {
  const dir = mkdtempSync(path.join(tmpdir(), 'local-tenant-'));
  const child = spawn(process.execPath, [script], {
    env: {
      ...process.env,
      LOCAL_TENANT_PORT: '0',
      LOCAL_TENANT_HTTPS_PORT: '0',
      LOCAL_TENANT_TIER: '0-1k',
      LOCAL_TENANT_QUIRKS: 'all',
      TRUSTLANE_LOCAL_DIR: dir,
      PRODUCT_URL: productUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const close = async (): Promise<void> => {
    await ended(child);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    return { url: await address(child), dir, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The address that it prints once it listens and has written everything down. */
const address = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const read = (data: Buffer): void => {
      said += data.toString();
      const [, url] = /Local tenant on (http:\/\/localhost:\d+)/.exec(said) ?? [];
      if (url) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`The throw-away tenant did not start. It said:\n${said}`)));
  });

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    // Nothing in it is worth an orderly end.
    child.kill('SIGKILL');
  });
}
