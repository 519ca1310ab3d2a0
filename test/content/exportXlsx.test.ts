import path from 'node:path';
import { exportXlsx } from '../../infra/contentLint/exportXlsx';
import { loadContent } from '../../src/content/load';
import { PARTNER_TYPES } from '../../src/domain/partner';
import { textIn } from '../../src/domain/text';
import { FORBIDDEN_IN_XML, unzipped } from '../documents/unzipped';

const content = loadContent(path.resolve(__dirname, '../../src/content'));
const [pack] = content.packs;
if (!pack) throw new Error('There is no pack.');

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (xml: string): string =>
  xml
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** The rows of a sheet as a reader sees them. */
async function sheets(bytes: Buffer) {
  const parts = await unzipped(bytes);
  const shared = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, si = '']) =>
    plain(si),
  );
  const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(
    ([, name]) => name,
  );
  const read = (number: number) => {
    const xml = parts.get(`xl/worksheets/sheet${number}.xml`) ?? '';
    const rows = [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes = '', inside = '']) => {
        const value = /<v>(.*?)<\/v>/s.exec(inside)?.[1] ?? '';
        return attributes.includes('t="s"') ? (shared[Number(value)] ?? '') : plain(inside);
      }),
    );
    return { xml, rows };
  };
  return { names, read, all: [...parts.values()] };
}

it('has questions, criteria and what is to be checked, each under headings that stay in sight', async () => {
  const { names, read, all } = await sheets(await exportXlsx(content, pack));
  expect(names).toEqual(['Questions', 'Criteria', 'To be checked']);
  const [questions, criteria, open] = [read(1), read(2), read(3)];
  for (const { xml, rows } of [questions, criteria, open]) {
    expect(xml).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
    expect(rows[0]).toContain('Your remark');
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
  }
  expect(questions.rows).toHaveLength(content.questions.length + 1);
  const column = questions.rows[0]?.indexOf('Question') ?? -1;
  const texts = new Set(questions.rows.slice(1).map((row) => row[column]));
  for (const { text } of content.questions) expect(texts).toContain(textIn(text));
  expect(criteria.rows.slice(1).map((row) => row[1])).toEqual(pack.criteria.map(({ id }) => id));
  const cells = pack.criteria.flatMap(({ id, appliesToToBeChecked }) =>
    appliesToToBeChecked.map((type) => `${id} ${PARTNER_TYPES[type]}`),
  );
  expect(open.rows.slice(1).map((row) => `${row[0]} ${row[3]}`)).toEqual(cells);
  // The remark stands beside what it is about, and not behind twenty columns.
  expect(questions.rows[0]?.slice(2, 4)).toEqual(['Question', 'Your remark']);
  expect(questions.xml).toMatch(/<pane [^>]*xSplit="3"/);
  const holds = criteria.rows[0]?.indexOf('Holds only where') ?? -1;
  const holdsOf = (id: string) => criteria.rows.find((row) => row[1] === id)?.[holds];
  expect(holdsOf('9.13')).toContain('There are cameras [siteProtection: cameras]');
  expect(holdsOf('1.1')).toBe('always');
  expect(all.join('')).toContain('wrapText="1"');
  expect(all.filter((xml) => FORBIDDEN_IN_XML.test(xml))).toEqual([]);
});

it('holds no formula, and text that looks like one is text', async () => {
  const [first, ...others] = content.questions;
  if (!first) throw new Error('There is no question.');
  const evil = { ...first, text: { en: '=HYPERLINK("https://evil.example")' }, help: { en: '@SUM(1)\u0000\u000b' } };
  const { read, all } = await sheets(await exportXlsx({ ...content, questions: [evil, ...others] }, pack));
  const row = read(1).rows.find((cells) => cells.includes(`'=HYPERLINK("https://evil.example")`));
  expect(row?.some((cell) => cell.startsWith("'@SUM(1)"))).toBe(true);
  expect(all.some((xml) => /<f[ >]/.test(xml))).toBe(false);
  expect(all.filter((xml) => FORBIDDEN_IN_XML.test(xml))).toEqual([]);
});
