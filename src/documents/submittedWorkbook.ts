import type { Submission } from '../domain/submission';
import { type SubmissionNames, submittedContent } from './submittedContent';
import { FONT, headingRow, workbookLook, wrappedRow } from './workbookLook';

interface Sheet {
  readonly sheet: string;
  readonly headings: readonly string[];
  /** In characters, as many as there are headings. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
  readonly hasFilter: boolean;
}

const ANSWER_COLUMNS = [
  ['No.', 6],
  ['Place', 20],
  ['Section', 24],
  ['Question', 50],
  ['Answer', 44],
  ['Comment', 36],
  ['Files', 28],
  ['Taken over from', 16],
  ['Answered by', 22],
  ['Answered on', 24],
] as const;

/**
 * What was sent, as an Excel workbook: one row for every question with the place it was asked about, a sheet that says
 * who sent it and when, and one of what was left open. Every cell but the numbers is text, and none begins like a
 * formula; headings stay in sight, filter and are printed on every page. Excel is loaded when somebody asks for it.
 */
export async function submittedWorkbook(submission: Submission, names: SubmissionNames): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const content = submittedContent(submission, names);
  const sheets: Sheet[] = [
    {
      sheet: 'Answers',
      headings: ANSWER_COLUMNS.map(([heading]) => heading),
      widths: ANSWER_COLUMNS.map(([, width]) => width),
      rows: content.places.flatMap((place) =>
        place.sections.flatMap((section) =>
          section.answers.map((answer) => [
            answer.number,
            place.title,
            section.title,
            answer.question,
            answer.answer,
            answer.comment,
            answer.files.join('\n'),
            answer.sameAs,
            answer.by,
            answer.at,
          ]),
        ),
      ),
      hasFilter: true,
    },
    {
      sheet: 'About',
      headings: ['What', 'Details'],
      widths: [18, 90],
      rows: [
        ['Title', content.title],
        ...content.facts,
        ...(content.openReason === undefined ? [] : [['Why some are open', content.openReason]]),
      ],
      hasFilter: false,
    },
    ...(content.open.length === 0
      ? []
      : [
          {
            sheet: 'Left open',
            headings: ['No.', 'Where', 'Question'],
            widths: [6, 40, 80],
            rows: content.open.map(({ number, question, place }) => [number, place, question]),
            hasFilter: true,
          },
        ]),
  ];
  return writeXlsxFile(
    sheets.map(({ sheet, headings, widths, rows }) => ({
      sheet,
      data: [headingRow(headings), ...rows.map((row) => wrappedRow(row, widths))],
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: 1,
      orientation: 'landscape' as const,
    })),
    {
      ...FONT,
      features: [
        workbookLook(
          content.title,
          sheets.map(({ sheet, headings, rows, hasFilter }) => ({
            sheet,
            columns: headings.length,
            rows: rows.length + 1,
            hasFilter,
            isPageWide: true,
          })),
        ),
      ],
    },
  ).toBuffer();
}
