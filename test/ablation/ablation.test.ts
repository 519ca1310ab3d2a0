import { spawnSync } from 'node:child_process';
import path from 'node:path';

const run = (flag: string): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [path.join(__dirname, 'run.mjs'), flag], { encoding: 'utf8' });

describe('every safeguard has a test that would notice its loss:', () => {
  it('all of them still stand where the list looks for them', () => {
    expect(run('--check')).toMatchObject({ status: 0, stderr: '' });
  });

  it('those of the small run are noticed when they are taken away', () => {
    const { status, stdout, stderr } = run('--small');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toContain('NOT RED');
    expect(stdout).toMatch(/(\d+) safeguards taken away, \1 noticed/);
  }, 180_000);
});
