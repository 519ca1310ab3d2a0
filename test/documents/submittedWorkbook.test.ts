import { submittedWorkbook } from '../../src/documents/submittedWorkbook';
import { aSubmission, HOSTILE, someNames } from './samples';
import { FORBIDDEN_IN_XML, textsOf, unzipped } from './unzipped';

const workbookOf = async (...given: Parameters<typeof submittedWorkbook>) => {
  const parts = await unzipped(await submittedWorkbook(...given));
  return { parts, texts: [...parts.values()].flatMap((xml) => textsOf(xml, 't')) };
};
const sheetsOf = (parts: ReadonlyMap<string, string>): string[] =>
  [...parts].filter(([name]) => name.startsWith('xl/worksheets/sheet')).map(([, xml]) => xml);

it('has a row for every question, with answer, comment, files, place and who said it', async () => {
  const { parts, texts } = await workbookOf(aSubmission(), someNames());
  expect(parts.get('xl/workbook.xml')).toMatch(/name="Answers".*name="About".*name="Left open"/s);
  expect(sheetsOf(parts)[0]?.match(/<row /g)).toHaveLength(5);
  for (const text of [
    'Monterrey',
    'Fences and gates',
    'Question fence?',
    'fence north.jpg',
    'Guadalupe Hernández',
    '3 May 2027, 10:05',
    '3 May 2027, 11:00 (America/Toronto; so are all times below)',
    'The guard firm has not replied.',
  ])
    expect(texts).toContain(text);
});

it('keeps the head of the table in sight', async () => {
  const { parts } = await workbookOf(aSubmission(), someNames());
  expect(sheetsOf(parts)[0]).toMatch(/<pane [^>]*state="frozen"/);
});

it('filters by every column, and prints as wide as a page with the headings on each', async () => {
  const { parts } = await workbookOf(aSubmission(), someNames());
  const [answers, about] = sheetsOf(parts);
  // Excel refuses a file whose parts stand in another order.
  expect(answers).toMatch(
    /<sheetPr>.*<sheetViews>.*<\/sheetData><autoFilter ref="A1:J5"\/>.*<pageSetup [^>]*fitToWidth="1"[^>]*\/><headerFooter>/s,
  );
  expect(about).not.toContain('<autoFilter');
  expect(parts.get('xl/workbook.xml')).toMatch(/Print_Titles" localSheetId="0">'Answers'!\$1:\$1</);
});

it('makes rows as high as their texts, for programs that do not measure them', async () => {
  const [first] = aSubmission().answers;
  if (!first) throw new Error('The sample has no answer.');
  const { parts } = await workbookOf(
    aSubmission({ answers: [first, { ...first, shown: 'A fence. '.repeat(100) }] }),
    someNames(),
  );
  const heights = [...(sheetsOf(parts)[0] ?? '').matchAll(/<row r="[23]"[^>]* ht="(\d+)"/g)].map(([, ht]) =>
    Number(ht),
  );
  expect(heights[0]).toBeLessThan(60);
  expect(heights[1]).toBeGreaterThan(250);
  expect(heights[1]).toBeLessThanOrEqual(409);
});

it('has a title and a language, safe from markup in names', async () => {
  const { parts } = await workbookOf(aSubmission(), someNames({ partner: 'A & B <C>' }));
  expect(parts.get('docProps/core.xml')).toContain(
    '<dc:title>Security 2027: answers of A &amp; B &lt;C&gt;</dc:title>',
  );
  expect(parts.get('docProps/core.xml')).toContain('<dc:language>en-GB</dc:language>');
  expect(parts.get('_rels/.rels')).toContain('docProps/core.xml');
});

it('has no sheet of what was left open when nothing was', async () => {
  const { parts } = await workbookOf(aSubmission({ missing: [] }), someNames());
  expect(parts.get('xl/workbook.xml')).not.toContain('Left open');
});

it.each(HOSTILE)('runs no formula and opens, whatever somebody wrote: %j', async (hostile) => {
  const [first] = aSubmission().answers;
  if (!first?.answer) throw new Error('The sample has no answer.');
  const answer = { ...first, question: hostile, shown: hostile, answer: { ...first.answer, comment: hostile } };
  const { parts, texts } = await workbookOf(
    aSubmission({ answers: [answer], submittedBy: { id: 'c', name: hostile, title: hostile } }),
    someNames({ partner: hostile, campaign: hostile, fileNames: new Map([['e1', hostile]]) }),
  );
  for (const xml of parts.values()) expect(xml).not.toMatch(FORBIDDEN_IN_XML);
  for (const sheet of sheetsOf(parts)) expect(sheet).not.toMatch(/<f[ >]/);
  for (const text of texts) expect(text).not.toMatch(/^[\s\u200b]*[=+\-@＝]/u);
});

it('cuts a text that no cell can hold', async () => {
  const [first] = aSubmission().answers;
  if (!first) throw new Error('The sample has no answer.');
  const { texts } = await workbookOf(aSubmission({ answers: [{ ...first, shown: '👷'.repeat(30_000) }] }), someNames());
  expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(32_767);
  expect(texts.some((text) => text.endsWith('👷 …'))).toBe(true);
});
