// `npm test`: types, lint, format and all tests, each named as it goes, the ten slowest test files at the end.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { browserPath, NO_BROWSER } from './support/browserPath.cjs';

const report = 'dist/test-report.json';
const bin = (name) => `node_modules/.bin/${name}`;
const steps = [
  ['Types', bin('tsc'), ['-p', 'tsconfig.json']],
  ['Lint', bin('biome'), ['lint', '--error-on-warnings', '.']],
  ['Format', bin('biome'), ['format', '.']],
  ['Build', process.execPath, ['infra/build.mjs']],
  ['Tests', bin('jest'), ['--json', `--outputFile=${report}`, ...process.argv.slice(2)]],
];

const hasBrowser = browserPath() !== undefined;
if (!hasBrowser && process.env.TRUSTLANE_BROWSER_TESTS === 'required') {
  process.stderr.write(`${NO_BROWSER}\n`);
  process.exit(1);
}

rmSync(report, { force: true });
for (const [name, command, args] of steps) {
  process.stdout.write(`\n== ${name} ==\n`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, TRUSTLANE_SKIP_BUILD: '1' } });
  if (status !== 0) {
    process.stdout.write(`\n${name} failed.\n`);
    process.exit(status ?? 1);
  }
}

if (existsSync(report)) {
  const { testResults, numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  const slowest = testResults
    .map(({ name, startTime, endTime }) => ({
      name: name.replace(`${process.cwd()}/`, ''),
      seconds: (endTime - startTime) / 1000,
    }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 10);
  process.stdout.write('\nSlowest test files:\n');
  for (const { name, seconds } of slowest) process.stdout.write(`  ${seconds.toFixed(1).padStart(6)} s  ${name}\n`);
  if (!hasBrowser) process.stdout.write(`\n${NO_BROWSER}\n`);
  process.stdout.write(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`);
}
