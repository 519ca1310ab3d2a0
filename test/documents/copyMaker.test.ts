import path from 'node:path';
import { createCopyMaker } from '../../bot/copyMaker';
import { makeCopy } from '../../src/documents/makeCopy';
import { aSubmission, someNames } from './samples';
import { unzipped } from './unzipped';

const make = createCopyMaker(path.resolve('dist/bot/copyWorker.js'));
const bodyOf = async (bytes: Uint8Array, part: string) => (await unzipped(Buffer.from(bytes))).get(part);

it.each([
  ['docx', 'word/document.xml'],
  ['xlsx', 'xl/sharedStrings.xml'],
] as const)('a %s made in the thread beside the service is the one that is made here', async (format, part) => {
  const [there, here] = await Promise.all([
    make(format, aSubmission(), someNames()),
    makeCopy(format, aSubmission(), someNames()),
  ]);
  expect(await bodyOf(there, part)).toBe(await bodyOf(here, part));
  expect(await bodyOf(there, part)).toContain('fence north.jpg');
});

it('one that fails holds up none of the others', async () => {
  const broken = make('xlsx', aSubmission({ answers: null as never }), someNames());
  const good = make('xlsx', aSubmission(), someNames());
  await expect(broken).rejects.toThrow();
  expect((await good).length).toBeGreaterThan(1_000);
});

it('refuses in words what would wait too long', async () => {
  const busy = createCopyMaker(path.resolve('dist/bot/none.js'));
  const asked = Array.from({ length: 21 }, () =>
    busy('xlsx', aSubmission(), someNames()).catch((error: Error) => error),
  );
  expect(await asked[20]).toMatchObject({ code: 'unavailable', message: expect.stringContaining('try again') });
  await Promise.all(asked);
});
