// Builds what child processes and browser tests run, once per test run.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

export default function setup() {
  if (process.env.TRUSTLANE_SKIP_BUILD) return;
  const { status } = spawnSync(process.execPath, ['infra/build.mjs', '--quiet'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The build failed; see above.');
}
