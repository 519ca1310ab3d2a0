import type { Content } from '../../src/content/load';
import { csvFile } from '../../src/domain/csvCell';
import type { ProgramPack } from '../../src/domain/program';
import { questionRows } from './questionRows';

/** All questions in the order they are asked, one row each, for a specialist to read and mark up in a spreadsheet. */
export function exportCsv(content: Content, pack: ProgramPack): string {
  const rows = questionRows(content, pack);
  const headings = rows[0]?.map(([heading]) => heading) ?? [];
  return csvFile([headings, ...rows.map((row) => row.map(([, value]) => value))]);
}
