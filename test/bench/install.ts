import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Figure, round } from './figures';

/** `npm ci` in an empty folder, with whatever npm has cached on this machine. */
export function installFigures(): Figure[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'trustlane-install-'));
  try {
    for (const file of ['package.json', 'package-lock.json']) cpSync(file, path.join(folder, file));
    const started = performance.now();
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' });
    if (status !== 0) throw new Error('npm ci failed');
    const seconds = (performance.now() - started) / 1000;
    const size = spawnSync('du', ['-sm', path.join(folder, 'node_modules')], { encoding: 'utf8' }).stdout;
    return [
      { name: 'npm ci', value: round(seconds, 1), unit: 's' },
      { name: 'node_modules', value: Number(size.split('\t')[0]), unit: 'MB' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
