import type { ImportReport } from '../../src/contracts/imports';
import { csvFile } from '../../src/domain/csvCell';

const WORDS: Record<ImportReport['rows'][number]['result'], string> = {
  created: 'created',
  planned: 'not created yet',
  duplicateInFile: 'twice in the file',
  alreadyHere: 'here already',
  refused: 'refused',
  failed: 'failed',
};

/** The report as a file for a spreadsheet. */
export const importReportCsv = (report: ImportReport): string =>
  csvFile([
    ['Row', 'Name', 'Result', 'Reason'],
    ...report.rows.map(({ row, name, result, message }) => [row, name, WORDS[result], message ?? '']),
  ]);
