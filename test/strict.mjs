// `npm run test:strict`: the whole test suite against the strictest local tenant, once for each seed of its quirks: the
// smallest tier of resource units, every quirk on. `-- --seeds 4,5,6` chooses the seeds; other arguments go to jest.
// TRUSTLANE_STRICT is read in test/support only: tests that are quick without limits there have them here.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '1,2,3' }, tier: { type: 'string', default: '0-1k' } },
});
const seeds = values.seeds.split(',').map(Number);
if (seeds.some((seed) => !Number.isInteger(seed) || seed < 0)) {
  process.stderr.write('--seeds takes whole numbers with commas between them, for example 1,2,3.\n');
  process.exit(2);
}

const { status: built } = spawnSync(process.execPath, ['infra/build.mjs', '--quiet'], { stdio: 'inherit' });
if (built !== 0) process.exit(built ?? 1);

const runs = seeds.map((seed) => {
  const report = `dist/strict-report-${seed}.json`;
  rmSync(report, { force: true });
  process.stdout.write(`\n== Seed ${seed}, tier ${values.tier} ==\n`);
  const begun = performance.now();
  const { status } = spawnSync(
    'node_modules/.bin/jest',
    ['--reporters=summary', '--json', `--outputFile=${report}`, ...positionals],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        TRUSTLANE_SKIP_BUILD: '1',
        LOCAL_TENANT_SEED: String(seed),
        LOCAL_TENANT_TIER: values.tier,
        TRUSTLANE_STRICT: '1',
      },
    },
  );
  if (!existsSync(report)) {
    process.stderr.write('jest ended before it could report.\n');
    process.exit(status || 1);
  }
  const minutes = (performance.now() - begun) / 60_000;
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that could not be loaded has failed without a test of its own.
  const failures = testResults
    .filter(({ status: outcome }) => outcome === 'failed')
    .flatMap(({ name, assertionResults }) => {
      const failed = assertionResults.filter((test) => test.status === 'failed');
      return failed.length > 0 ? failed.map(({ fullName }) => fullName) : [`${name} could not be run`];
    });
  return { seed, status, passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests, minutes, failures };
});

process.stdout.write('\n');
for (const { seed, passed, failed, skipped, minutes, failures } of runs) {
  process.stdout.write(
    `Seed ${seed}: ${passed} passed, ${failed} failed, ${skipped} skipped, ${minutes.toFixed(1)} minutes\n`,
  );
  for (const name of failures) process.stdout.write(`  ${name}\n`);
}
process.exitCode = runs.every(({ status }) => status === 0) ? 0 : 1;
