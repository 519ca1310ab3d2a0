import type { Row } from 'write-excel-file/node';
import type { Content } from '../../src/content/load';
import { withoutFormula } from '../../src/domain/csvCell';
import type { ProgramPack } from '../../src/domain/program';
import { criterionRows, toBeCheckedRows } from './criterionRows';
import { type Cell, questionRows } from './questionRows';

/** A cell holds no more than 32,767 characters. */
const LONGEST_CELL = 32_000;

/** In characters; every other column is as wide as a few words. */
const WIDTHS: Readonly<Record<string, number>> = {
  Asked: 12,
  Question: 48,
  Help: 48,
  Choices: 40,
  'Lines or document': 48,
  'Counts as met': 28,
  'Good practice': 40,
  Proof: 40,
  'Criterion in our words': 48,
  Parts: 40,
  'What shows it': 40,
  'Questions that count': 30,
  'Documented for': 30,
  'To be checked for': 40,
  Basis: 40,
  'Document and page': 30,
  'Your remark': 50,
};
const USUAL_WIDTH = 18;
/** What the specialist fills in stands out. */
const TO_FILL_IN = new Set(['Your remark', 'Applies (yes or no)', 'Document and page']);

const cellOf = ([heading, value]: Cell): Row[number] => {
  const fill = TO_FILL_IN.has(heading) ? { backgroundColor: '#fff8e1' } : {};
  const style = { wrap: true, alignVertical: 'top', borderColor: '#d0d0d0', borderStyle: 'thin', ...fill } as const;
  if (typeof value === 'number') return { value, type: Number, ...style };
  const safe = withoutFormula(value);
  // The cut may not go through a character of two halves.
  const cut = safe.slice(0, LONGEST_CELL).replace(/[\ud800-\udbff]$/, '');
  return { value: safe.length > LONGEST_CELL ? `${cut} …` : safe, type: String, ...style };
};

const headingCell = (value: string): Row[number] => ({
  value,
  type: String,
  fontWeight: 'bold',
  wrap: true,
  alignVertical: 'top',
  backgroundColor: '#e8e8e8',
});

function sheetOf(sheet: string, rows: readonly (readonly Cell[])[], stickyColumnsCount: number) {
  const headings = rows[0]?.map(([heading]) => heading) ?? [];
  return {
    sheet,
    data: [headings.map(headingCell), ...rows.map((row): Row => row.map(cellOf))],
    columns: headings.map((heading) => ({ width: WIDTHS[heading] ?? USUAL_WIDTH })),
    stickyRowsCount: 1,
    stickyColumnsCount,
    orientation: 'landscape' as const,
  };
}

/**
 * A pack as an Excel workbook for a specialist to read and mark up: questions in the order they are asked, criteria, and
 * what is to be checked with the authority's text. Headings stay in sight, texts are wrapped, and no cell is a formula.
 */
export async function exportXlsx(content: Content, pack: ProgramPack): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  return writeXlsxFile([
    sheetOf('Questions', questionRows(content, pack), 4),
    sheetOf('Criteria', criterionRows(pack, content.questions), 2),
    sheetOf('To be checked', toBeCheckedRows(pack), 1),
  ]).toBuffer();
}
