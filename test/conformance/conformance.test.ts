import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { restCases } from '../../infra/conformance/cases';
import type { Report } from '../../infra/conformance/report';
import { command } from './command';

// The very command of docs/conformance.md; the independent clients have clients.test.ts, since they take as long again.
const temporary = mkdtempSync(path.join(tmpdir(), 'conformance-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const areas = [...new Set(restCases.map(({ area }) => area))];
const local = (...args: string[]) =>
  command(process.execPath, ['dist/local/cli.js', 'conformance', ...args], { TMPDIR: temporary });

it('the local tenant answers every case as Microsoft is known to, those with load too', async () => {
  const file = path.join(temporary, 'report.json');
  const { code, output } = await local('--only', areas.join(), '--report', file, '--quiet');
  expect(output).toContain(`${restCases.length} cases on localhost:`);
  const { cases, counts, withLoad } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  expect(cases.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
  expect(counts).toEqual({ pass: restCases.length, differs: 0, error: 0, notRun: 0 });
  expect(withLoad).toBe(true);
  expect(cases.flatMap(({ leftovers = [] }) => leftovers)).toEqual([]);
  expect(code).toBe(0);
}, 240_000);

it('the tenant of a run, its process and its folder, goes with the run', () => {
  expect(readdirSync(temporary)).toEqual(['report.json']);
});

it('says so when it is asked about another tenant', async () => {
  const { code, output } = await local('--base', 'https://graph.microsoft.com');
  expect(output).toContain('--base: this command brings its own tenant. For another, use "npm run conformance".');
  expect(code).toBe(1);
});

it('explains itself without starting anything', async () => {
  const { code, output } = await local('--help');
  expect(output).toContain('--only A,B');
  expect(code).toBe(0);
});
