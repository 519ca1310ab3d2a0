// `npm run ablation`: takes one safeguard of the product away at a time, in a copy of the sources, and shows that a test
// turns red for each. `--small` takes away only those that the ordinary test run tries as well; `--check` only looks
// whether every change still fits the sources.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { safeguards } from './tmpSafeguards.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const COPIED = ['bot', 'infra', 'src', 'tab', 'test', 'appPackage', 'package.json', 'jest.config.mjs', 'tsconfig.json'];
const flags = new Set(process.argv.slice(2));
const say = (line) => process.stdout.write(`${line}\n`);

/** The source without the safeguard. Throws when the place is not there exactly once. */
function without({ name, file, find, replace }) {
  const source = readFileSync(path.join(root, file), 'utf8');
  const places = source.split(find).length - 1;
  if (places !== 1) throw new Error(`${name}: what is to be taken away stands ${places} times in ${file}, not once.`);
  return source.replace(find, () => replace);
}

/** Runs one test file in the copy: how many tests ran and which failed; `broken` when the file could not run at all. */
function runTests(copy, { test, only }) {
  const report = path.join(copy, 'ablation-report.json');
  rmSync(report, { force: true });
  const filter = only === undefined ? [] : ['-t', only.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')];
  const { stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules/jest/bin/jest.js'), test, ...filter, '--json', `--outputFile=${report}`],
    { cwd: copy, encoding: 'utf8', env: { ...process.env, TRUSTLANE_SKIP_BUILD: '1' } },
  );
  let result;
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { ran: 0, failed: [], broken: stderr.slice(-1500) };
  }
  const tests = result.testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    ran: tests.filter(({ status }) => status === 'passed' || status === 'failed').length,
    failed: tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    broken: result.numRuntimeErrorTestSuites > 0 ? result.testResults[0]?.message.slice(0, 1500) : undefined,
  };
}

function main() {
  const chosen = flags.has('--small') ? safeguards.filter(({ inSmallRun }) => inSmallRun) : safeguards;
  const patched = chosen.map((safeguard) => without(safeguard));
  if (flags.has('--check')) return say(`${patched.length} safeguards stand where they are looked for.`);

  const copy = mkdtempSync(path.join(tmpdir(), 'trustlane-ablation-'));
  const problems = [];
  try {
    for (const part of COPIED) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
    for (const part of ['node_modules', 'dist']) symlinkSync(path.join(root, part), path.join(copy, part));

    const whole = new Map();
    for (const { test, only } of chosen) {
      const id = `${test} ${only ?? ''}`;
      if (whole.has(id)) continue;
      const { ran, failed, broken } = runTests(copy, { test, only });
      whole.set(id, ran);
      if (ran === 0 || failed.length > 0 || broken)
        problems.push(
          `With every safeguard in place, ${id.trim()} is not green: ${broken ?? (failed.join('; ') || 'no test ran')}`,
        );
    }

    for (const [index, safeguard] of chosen.entries()) {
      const file = path.join(copy, safeguard.file);
      const original = readFileSync(file, 'utf8');
      writeFileSync(file, patched[index]);
      const { failed, broken } = runTests(copy, safeguard);
      writeFileSync(file, original);
      const isRed = failed.length > 0 && !broken;
      say(`${isRed ? 'red, as it must be' : 'NOT RED           '}  ${safeguard.name}`);
      for (const name of failed.slice(0, 3)) say(`                      ${name}`);
      if (failed.length > 3) say(`                      and ${failed.length - 3} more`);
      if (!isRed) problems.push(`Nothing turned red without: ${safeguard.name}${broken ? ` (${broken})` : ''}`);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  if (problems.length === 0) return say(`\n${chosen.length} safeguards taken away, ${chosen.length} noticed.`);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
