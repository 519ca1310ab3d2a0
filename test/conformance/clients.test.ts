import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Report } from '../../infra/conformance/report';
import { browserPath } from '../support/browserPath.cjs';
import { command } from './command';

const AREAS = ['client-pnp', 'client-graph', 'client-msal', 'client-botbuilder', 'client-playground'];
const temporary = mkdtempSync(path.join(tmpdir(), 'conformance-clients-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

it('clients that were not written here get what they expect from the local tenant', async () => {
  const file = path.join(temporary, 'report.json');
  const { code, output } = await command(
    process.execPath,
    ['dist/local/cli.js', 'conformance', '--only', AREAS.join(), '--report', file, '--quiet'],
    { TMPDIR: temporary },
  );
  expect(output).toContain('cases on localhost:');
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  expect(cases.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'notRun')).toEqual([]);
  // Only the Agents Playground's page needs a browser; everything else runs everywhere.
  expect(cases.filter(({ outcome }) => outcome === 'notRun').map(({ id }) => id)).toEqual(
    browserPath() ? [] : ['client-playground/echo'],
  );
  expect(cases.every(({ outcome, checks }) => outcome === 'notRun' || checks.length > 0)).toBe(true);
  expect(new Set(cases.map(({ area }) => area))).toEqual(new Set(AREAS));
  expect(cases.length).toBeGreaterThanOrEqual(54);
  expect(code).toBe(0);
}, 240_000);
