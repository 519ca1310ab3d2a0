import iconv from 'iconv-lite';
import { csvCell, csvFile } from '../../src/domain/csvCell';
import { readAs, readTable } from '../../src/useCases/readTable';
import { leaping, manager, reader, startWorld, type World } from './world';

/** As lists come from authorities: a byte order mark, bare CR, blanks, numbers with "+", names in one cell. */
const MESS = `\ufeff${[
  'EstNumber,Company,Street,City,State,Zip,Phone,DBAs,Contact,Email',
  'M1+P1,Atlantic Catering LLC    ,45 Rason Road,Inwood,NY,11096,,,Ann Lee,ann@atlantic.example',
  'M2,"Texas Chili Company, Inc.",3313 N. Jones Street,Fort Worth,TX,76106,,T.C. Foods; Texas Chili,,',
  'M3,Carnes Borinquen,Calle 1,San Juan,PR,00901,,,Rosa Vega,not an address',
  'M4,"The ""Good"" Ham\nHouse",P.O. Box 592,Carroll,IA,51401,,House of Bricks,,',
  'M5,,1 Nowhere,Austin,TX,78737,,,,',
  'M2,Some Other Name,9 Elsewhere,Dallas,TX,75201,,,,',
  ',ATLANTIC catering llc,45 Rason Road.,Inwood,NY,11096,,,Bob Ray,bob@atlantic.example',
  'M6,=HYPERLINK("http://x"),1 Main,Como,TX,75431,,,,',
  'M7,Smokehouse Gu\u00e5m,2 Beach Road,Hag\u00e5t\u00f1a,GU,96910,,,,',
  'M8,Carnes Borinquen,Calle 1,San Juan,PR,00901,,,,',
  '',
  ...Array.from({ length: 30 }, (_, index) => `N${index},Plant ${index},${index} Road,Town,OH,4461${index},,,,`),
].join('\r')}\r`;

const mapping = {
  reference: 0,
  name: 1,
  address: 2,
  city: 3,
  region: 4,
  tradingNames: 7,
  contactName: 8,
  contactEmail: 9,
};
const choices = { mapping, defaultCountry: 'US', defaultType: 'manufacturer' as const };
const resultOf = (rows: readonly { row: number; result: string; message?: string }[], row: number) =>
  rows.find((each) => each.row === row);

describe('reading a file', () => {
  it('takes byte order mark, bare CR, quotes and line ends in them', async () => {
    const table = await readTable(Buffer.from(MESS));
    expect(readAs(table)).toBe('UTF-8, comma, 40 rows');
    expect(table.headings[0]).toBe('EstNumber');
    expect(table.rows[3]?.[1]).toBe('The "Good" Ham House');
  });

  it.each([
    [
      'UTF-16 with its mark',
      Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode('Name;Pays\nAcier É;FR\n', 'utf-16le')]),
      'UTF-16, semicolon, 1 row',
    ],
    ['UTF-16 without it', iconv.encode('Name;Pays\nAcier É;FR\n', 'utf-16le'), 'UTF-16, semicolon, 1 row'],
    ['Windows-1252', iconv.encode('Name\tPays\r\nAcier É\tFR\r\n', 'windows-1252'), 'Windows-1252, tab, 1 row'],
    ['bars', Buffer.from('Name|Land\nÅ|SE'), 'UTF-8, bar, 1 row'],
    ['one column', Buffer.from('Name\nAcier\nHolz'), 'UTF-8, comma, 2 rows'],
    [
      'commas in quotes of a semicolon file',
      Buffer.from('Name;Note\n"A, B, C";x\n"D, E, F";y'),
      'UTF-8, semicolon, 2 rows',
    ],
  ])('knows %s', async (_what, bytes, words) => {
    const table = await readTable(bytes);
    expect(readAs(table)).toBe(words);
    expect(table.rows[0]?.[0]).toMatch(/Acier|Å|A, B, C/);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'empty'],
    ['blanks', Buffer.from('\ufeff \r\n\r\n'), 'empty'],
    ['headings alone', Buffer.from('Name,Country\n'), 'no row below'],
    ['an Excel workbook named .csv', Buffer.from('PK\u0003\u0004'.padEnd(300, '\0'), 'latin1'), 'Excel workbook'],
    ['a PDF named .csv', Buffer.from('%PDF-1.7 ...'), 'another kind'],
    ['data with zero bytes', Buffer.from([1, 2, 0, 0, 0, 0, 65, 0, 0, 1, 0, 0]), 'no text has'],
    ['a quotation mark that never ends', Buffer.from('Name,City\n"Acier,Lyon\nHolz,Graz\n'), 'quotation mark'],
  ])('refuses %s with a sentence', async (_what, bytes, words) => {
    await expect(readTable(bytes)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining(words) });
  });

  it('refuses 200,000 rows and more than 25 MB', async () => {
    await expect(readTable(Buffer.from(`Name\n${'A company\n'.repeat(200_000)}`))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('100,000 rows'),
    });
    await expect(readTable(Buffer.alloc(26 * 1024 * 1024, 65))).rejects.toMatchObject({ code: 'tooLarge' });
  });
});

it.each([
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', '"\'\t=1"'],
  ['  =1', "'  =1"],
  ['＝1', "'＝1"],
  ['=A1,"x"', '"\'=A1,""x"""'],
  ['Acier, Lyon', '"Acier, Lyon"'],
  ['Nguyễn', 'Nguyễn'],
])('the cell %j is written as %j', (text, written) => {
  expect(csvCell(text)).toBe(written);
});
it('a file of rows begins with a byte order mark and quotes what must be', () => {
  expect(csvFile([['a', 1, undefined], ['b\nc']])).toBe('\ufeffa,1,\r\n"b\nc"\r\n');
});

describe('an import', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  const runAll = async ({ jobs, useCases }: World, key: string) => {
    for (let look = 0; look < 20; look++) {
      await jobs.resumeImports();
      const status = await useCases.importStatus(manager, key);
      if (status.state !== 'running') return status;
    }
    throw new Error('The import does not end.');
  };

  it('guesses columns, shows what becomes of each row, writes at 2 units a row, and reports', async () => {
    const staged = await world.useCases.stageImport(manager, { name: 'FSIS list.csv', bytes: Buffer.from(MESS) });
    expect(staged).toMatchObject({ rowCount: 40, guess: mapping });
    const preview = await world.useCases.previewImport(manager, staged.key, choices);
    expect(preview.counts).toEqual({ rows: 40, toCreate: 37, duplicateInFile: 2, alreadyHere: 0, refused: 1 });
    expect(preview.sample[2]).toMatchObject({ name: 'Carnes Borinquen', country: 'PR' });
    expect(preview.problems.map(({ row }) => row)).toEqual([3, 5, 6, 7]);

    expect((await world.useCases.startImport(manager, staged.key, choices)).state).toBe('running');
    await world.tenant.resetUsage();
    const status = await runAll(world, staged.key);
    expect(status).toMatchObject({ state: 'finished', created: 37, failed: 0 });
    // 37 partners, 2 contacts; the report and the row's end.
    expect((await world.tenant.work()).resourceUnits).toBeLessThanOrEqual(2.2 * 39 + 6);

    const { rows } = await world.useCases.importReport(manager, staged.key);
    expect(rows).toHaveLength(40);
    expect(resultOf(rows, 5)).toMatchObject({ result: 'refused', message: expect.stringContaining('no name') });
    expect(resultOf(rows, 6)).toMatchObject({ result: 'duplicateInFile', message: 'It is the same as row 2.' });
    expect(resultOf(rows, 7)).toMatchObject({
      result: 'duplicateInFile',
      message: expect.stringContaining('row 1. Its contact was not added'),
    });
    expect(resultOf(rows, 3)).toMatchObject({
      result: 'created',
      message: expect.stringContaining('not a mail address'),
    });
    const partners = world.sharePoint.stores.partners.all().map(({ value }) => value);
    expect(partners.find(({ name }) => name.startsWith('Texas'))).toMatchObject({
      tradingNames: ['T.C. Foods', 'Texas Chili'],
      country: 'US',
      reference: 'M2',
    });
    expect(partners.find(({ region }) => region === 'GU')?.country).toBe('GU');

    // The same company and address under another number of the customer's own is another partner.
    expect(resultOf(rows, 10)?.result).toBe('created');
    const again = await world.useCases.stageImport(manager, { name: 'again.csv', bytes: Buffer.from(MESS) });
    const second = await world.useCases.previewImport(manager, again.key, choices);
    expect(second.counts).toMatchObject({ toCreate: 0, alreadyHere: 39, refused: 1 });
    expect(second.problems[0]).toMatchObject({
      result: 'alreadyHere',
      message: 'It is here already as Atlantic Catering LLC, Inwood.',
    });
  });

  it('an unknown country is refused with the word that was seen', async () => {
    const bytes = Buffer.from('Name,Country\nOne,Atlantis\nTwo,Viet Nam\nThree,\nFour,DEU\n');
    const { key } = await world.useCases.stageImport(manager, { name: 'c.csv', bytes });
    const { problems, sample } = await world.useCases.previewImport(manager, key, {
      mapping: { name: 0, country: 1 },
      defaultType: 'exporter',
    });
    expect(problems).toMatchObject([
      { row: 1, message: expect.stringContaining('"Atlantis"') },
      { row: 3, message: expect.stringContaining('no country') },
    ]);
    expect(sample.map(({ country }) => country)).toEqual(['', 'VN', '', 'DE']);
  });

  it('goes on in another process after a kill, and nothing is missing or doubled', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `Killed ${index},SE,person${index}@x.example`);
    const bytes = Buffer.from(['Name,Country,Email', ...names].join('\n'));
    const { key } = await world.useCases.stageImport(manager, { name: 'k.csv', bytes });
    await world.useCases.startImport(manager, key, {
      mapping: { name: 0, country: 1, contactEmail: 2 },
      defaultType: 'exporter',
    });
    // The first process dies in the middle: its connection breaks after some batches took effect.
    await world.tenant.setFaults({ match: { pathPattern: '\\$batch' }, kind: 'dropAfter', rate: 0.4, times: 4 });
    await leaping(world.jobs.resumeImports).catch(() => undefined);
    await world.tenant.clearFaults();
    const other = await world.another();
    const status = await runAll(other, key);
    expect(status).toMatchObject({ state: 'finished', created: 250, failed: 0 });
    const third = await world.another();
    const rows = third.sharePoint.stores.partners.all().filter(({ value }) => value.importedFrom?.startsWith(key));
    expect(new Set(rows.map(({ value }) => value.name)).size).toBe(250);
    expect(rows).toHaveLength(250);
    const contacts = third.sharePoint.stores.contacts
      .all()
      .filter(({ value }) => rows.some((row) => row.value.key === value.partnerKey));
    expect(contacts).toHaveLength(250);
    // Three instances on one tenant have spent more than its share of this minute.
    world.tenant.skip(60_000);
  });

  it('waits while Graph is down and says so, as do those behind it, and a cancelled one stops', async () => {
    const staged = (name: string) =>
      world.useCases.stageImport(manager, { name, bytes: Buffer.from(`Name\n${name} A\n${name} B\n`) });
    const { key } = await staged('w.csv');
    const { key: behind } = await staged('v.csv');
    const plain = { mapping: { name: 0 }, defaultCountry: 'SE', defaultType: 'exporter' as const };
    for (const each of [key, behind]) await world.useCases.startImport(manager, each, plain);
    await world.tenant.setFaults({ match: { pathPattern: '^/v1.0/' }, kind: 'status', status: 503 });
    await expect(leaping(world.jobs.resumeImports)).rejects.toMatchObject({ code: 'unavailable' });
    for (const each of [key, behind])
      expect((await world.useCases.importStatus(manager, each)).waitingFor).toContain('goes on by itself');
    await world.tenant.clearFaults();
    expect((await world.useCases.cancelImport(manager, key)).state).toBe('cancelled');
    await world.jobs.resumeImports();
    expect(await world.useCases.importStatus(manager, behind)).toMatchObject({ state: 'finished', created: 2 });
    expect(await world.useCases.importStatus(manager, key)).toMatchObject({ state: 'cancelled', created: 0 });
    await expect(world.useCases.startImport(manager, key, plain)).rejects.toMatchObject({ code: 'conflict' });
  });

  it("is a manager's act, and choices that make no sense change nothing", async () => {
    await expect(
      world.useCases.stageImport(reader, { name: 'a.csv', bytes: Buffer.from('Name\nA') }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    const { key } = await world.useCases.stageImport(manager, { name: 'a.csv', bytes: Buffer.from('Name,Place\nA,B') });
    const preview = (more: object) =>
      world.useCases.previewImport(manager, key, {
        mapping: { name: 0 },
        defaultCountry: 'SE',
        defaultType: 'exporter',
        ...more,
      });
    await expect(preview({ mapping: { city: 1 } })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('holds the name'),
    });
    await expect(preview({ mapping: { name: 0, city: 0 } })).rejects.toMatchObject({ code: 'invalid' });
    await expect(preview({ mapping: { name: 9 } })).rejects.toMatchObject({ code: 'invalid' });
    await expect(preview({ defaultCountry: undefined })).rejects.toMatchObject({ code: 'invalid' });
  });
});
