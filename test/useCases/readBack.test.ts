import path from 'node:path';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBack } from '../../src/useCases/readBack';

it('a file that is gone fails for whoever reads it, also much later, and for nobody else', async () => {
  const stream = readBack(path.join(tmpdir(), 'not-there', 'file'));
  await sleep(50);
  await expect(stream.toArray()).rejects.toThrow('ENOENT');
});
