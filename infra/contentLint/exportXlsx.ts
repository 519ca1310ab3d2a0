import type { Row } from 'write-excel-file/node';
import type { Content } from '../../src/content/load';
import { FONT, headingRow, workbookLook, wrappedRow } from '../../src/documents/workbookLook';
import type { ProgramPack } from '../../src/domain/program';
import { criterionRows, toBeCheckedRows } from './criterionRows';
import { type Cell, questionRows } from './questionRows';

/** In characters; every other column is as wide as a few words. */
const WIDTHS: Readonly<Record<string, number>> = {
  Asked: 12,
  Question: 48,
  'Question id': 28,
  Help: 48,
  Choices: 40,
  'Lines or document': 48,
  'Counts as met': 28,
  'Good practice': 40,
  Proof: 40,
  'Criterion in our words': 48,
  'Holds only where': 44,
  Parts: 40,
  'What shows it': 40,
  'Questions that count': 30,
  'Documented for': 30,
  'To be checked for': 40,
  Basis: 40,
  'Document and page': 30,
  Criterion: 11,
  Obligation: 12,
  'Evidence wanted': 11,
  'Type of partner': 24,
  'Applies (yes or no)': 14,
  'Your remark': 50,
};
const USUAL_WIDTH = 18;
/** Characters across a printed page that can still be read. */
const WIDEST_PAGE = 300;
/** What the specialist fills in stands out. */
const TO_FILL_IN = new Set(['Your remark', 'Applies (yes or no)', 'Document and page']);

/** What stands on the sheet of criteria, row by row: repeated beside the questions it would make every row a page high. */
const AMONG_CRITERIA = new Set(['Documented for', 'To be checked for', 'Basis']);

function sheetOf(sheet: string, rows: readonly (readonly Cell[])[], stickyColumnsCount: number) {
  const headings = rows[0]?.map(([heading]) => heading) ?? [];
  const widths = headings.map((heading) => WIDTHS[heading] ?? USUAL_WIDTH);
  const fills = headings.map((heading) => (TO_FILL_IN.has(heading) ? '#fff8e1' : undefined));
  const cells = rows.map(
    (row): Row =>
      wrappedRow(
        row.map(([, value]) => value),
        widths,
        fills,
      ),
  );
  return {
    sheet,
    data: [headingRow(headings), ...cells],
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
    stickyColumnsCount,
    orientation: 'landscape' as const,
  };
}

/**
 * A pack as an Excel workbook for a specialist to read and mark up: questions in the order they are asked, criteria, and
 * what is to be checked with the authority's text. Headings stay in sight and filter, texts are wrapped, and no cell is a
 * formula.
 */
export async function exportXlsx(content: Content, pack: ProgramPack): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const sheets = [
    sheetOf(
      'Questions',
      questionRows(content, pack).map((row) => row.filter(([heading]) => !AMONG_CRITERIA.has(heading))),
      3,
    ),
    sheetOf('Criteria', criterionRows(pack, content.questions), 4),
    sheetOf('To be checked', toBeCheckedRows(pack), 4),
  ];
  const looks = sheets.map(({ sheet, columns, data }) => ({
    sheet,
    columns: columns.length,
    rows: data.length,
    hasFilter: columns.length > 0,
    isPageWide: columns.reduce((sum, { width }) => sum + width, 0) <= WIDEST_PAGE,
  }));
  const title = `${pack.title}, version ${pack.version}: questions and criteria`;
  return writeXlsxFile(sheets, { ...FONT, features: [workbookLook(title, looks)] }).toBuffer();
}
