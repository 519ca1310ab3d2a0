import type { Row } from 'write-excel-file/node';
import { withoutFormula } from '../domain/csvCell';
import type { Submission } from '../domain/submission';
import { type SubmissionNames, submittedContent } from './submittedContent';

/** A cell holds no more than 32,767 characters; what is longer is cut, and says so. */
const LONGEST_CELL = 32_000;

const text = (value: string | undefined): Row[number] => {
  const safe = withoutFormula(value ?? '');
  // The cut may not go through a character of two halves.
  const cut = safe.slice(0, LONGEST_CELL).replace(/[\ud800-\udbff]$/, '');
  return { value: safe.length > LONGEST_CELL ? `${cut} …` : safe, type: String, wrap: true, alignVertical: 'top' };
};
const head = (value: string): Row[number] => ({ value, type: String, fontWeight: 'bold', backgroundColor: '#e8e8e8' });

const COLUMNS = [
  ['No.', 6],
  ['Place', 22],
  ['Section', 28],
  ['Question', 60],
  ['Answer', 40],
  ['Comment', 40],
  ['Files', 30],
  ['Taken over from', 18],
  ['Answered by', 24],
  ['Answered on', 24],
] as const;

/**
 * What was sent, as an Excel workbook: one row for every question, a sheet that says who sent it and when, and one of
 * what was left open. Every cell but the numbers is text, and none begins like a formula. Excel is loaded when somebody
 * asks for it.
 */
export async function submittedWorkbook(submission: Submission, names: SubmissionNames): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const content = submittedContent(submission, names);
  const rows = content.places.flatMap((place) =>
    place.sections.flatMap((section) =>
      section.answers.map(
        (answer): Row => [
          { value: answer.number, type: Number, alignVertical: 'top' },
          ...[
            place.title,
            section.title,
            answer.question,
            answer.answer,
            answer.comment,
            answer.files.join('; '),
            answer.sameAs,
            answer.by,
            answer.at,
          ].map(text),
        ],
      ),
    ),
  );
  const open = content.open.map(
    ({ number, question, place }): Row => [
      { value: number, type: Number, alignVertical: 'top' },
      text(place),
      text(question),
    ],
  );
  return writeXlsxFile([
    {
      sheet: 'Answers',
      data: [COLUMNS.map(([name]) => head(name)), ...rows],
      columns: COLUMNS.map(([, width]) => ({ width })),
      stickyRowsCount: 1,
      orientation: 'landscape',
    },
    {
      sheet: 'About',
      data: [
        [head('What'), head('Details')],
        ...[['Title', content.title] as const, ...content.facts].map(
          ([label, value]): Row => [text(label), text(value)],
        ),
      ],
      columns: [{ width: 18 }, { width: 90 }],
    },
    ...(open.length === 0
      ? []
      : [
          {
            sheet: 'Left open',
            data: [
              [head('No.'), head('Where'), head('Question')],
              ...open,
              ...(content.openReason === undefined
                ? []
                : [[text(''), text('Reason given'), text(content.openReason)] as Row]),
            ],
            columns: [{ width: 6 }, { width: 40 }, { width: 80 }],
            stickyRowsCount: 1,
          },
        ]),
  ]).toBuffer();
}
