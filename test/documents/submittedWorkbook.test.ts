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
    '3 May 2027, 11:00 (America/Toronto)',
  ])
    expect(texts).toContain(text);
});

it('keeps the head of the table in sight', async () => {
  const { parts } = await workbookOf(aSubmission(), someNames());
  expect(sheetsOf(parts)[0]).toMatch(/<pane [^>]*state="frozen"/);
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
