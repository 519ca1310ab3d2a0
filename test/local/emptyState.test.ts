import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptyState } from '../../infra/local/emptyState';

it('takes the local state away and leaves what somebody else keeps in the folder', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'trustlane-empty-'));
  for (const name of ['tenant', 'service', 'letters']) {
    mkdirSync(path.join(dir, name));
    writeFileSync(path.join(dir, name, 'file'), 'x');
  }
  for (const name of ['environment.json', 'clock', 'sample']) writeFileSync(path.join(dir, name), 'x');
  emptyState(dir);
  expect(readdirSync(dir)).toEqual(['letters']);
  expect(existsSync(path.join(dir, 'letters', 'file'))).toBe(true);
  emptyState(path.join(dir, 'not there'));
  rmSync(dir, { recursive: true });
});
