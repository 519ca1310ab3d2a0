import type { Submission } from '../domain/submission';
import { isRightToLeft, nameInLine } from './readingDirection';
import { type CopiedAnswer, type CopiedSection, type SubmissionNames, submittedContent } from './submittedContent';

const LANGUAGE = 'en-GB';
const QUIET = '595959';
const LINE = 'BFBFBF';
const SHADE = 'EDEDED';
/** Twentieths of a point: A4 less its margins. */
const WIDTHS = [620, 4_080, 4_300];
/** An answer of at most so many characters stands out; bold paragraphs are hard to read. */
const SHORT_ANSWER = 80;

interface Look {
  readonly bold?: boolean;
  readonly color?: string;
  /** Half points. */
  readonly size?: number;
}

/**
 * What was sent, as a Word document: headings for places and sections, a table per section whose head is repeated on
 * every page, page numbers, and the title on every page. Word is loaded when somebody asks for it.
 */
export async function submittedDocument(submission: Submission, names: SubmissionNames): Promise<Buffer> {
  const docx = await import('docx');
  const {
    AlignmentType,
    BorderStyle,
    Document,
    Footer,
    Header,
    HeadingLevel,
    Packer,
    PageNumber,
    Paragraph,
    ShadingType,
  } = docx;
  const { Table, TableCell, TableLayoutType, TableRow, TextRun, WidthType } = docx;
  const content = submittedContent(submission, names);

  /** Line ends inside a text are line breaks of one paragraph; Word is told which words are read from right to left. */
  const runs = (text: string, look: Look = {}) =>
    text.split('\n').map(
      (part, index) =>
        new TextRun({
          text: part,
          ...look,
          ...(isRightToLeft(part) ? { rightToLeft: true } : {}),
          ...(index > 0 ? { break: 1 } : {}),
        }),
    );
  const paragraph = (text: string, look: Look = {}, label?: string) =>
    new Paragraph({
      children: [...(label === undefined ? [] : runs(`${label} `, look)), ...runs(text, look)],
      spacing: { after: 60 },
      ...(label === undefined && isRightToLeft(text) ? { bidirectional: true } : {}),
    });
  const SMALL: Look = { color: QUIET, size: 18 };
  const quiet = (text: string) => paragraph(text, SMALL);
  /** A small line of words and names, left to right whatever the names are. */
  const quietly = (...parts: string[]) =>
    new Paragraph({ children: parts.flatMap((part) => runs(nameInLine(part), SMALL)), spacing: { after: 60 } });
  const heading = (text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]) =>
    new Paragraph({ children: runs(text), heading: level, keepNext: true, spacing: { before: 240, after: 120 } });
  const cell = (children: InstanceType<typeof Paragraph>[], width: number | undefined, isHead = false) =>
    new TableCell({
      children,
      ...(width === undefined ? {} : { width: { size: width, type: WidthType.DXA } }),
      ...(isHead ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: SHADE } } : {}),
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
    });

  const edge = { style: BorderStyle.SINGLE, size: 4, color: LINE };
  const borders = {
    top: edge,
    bottom: edge,
    left: edge,
    right: edge,
    insideHorizontal: edge,
    insideVertical: edge,
  };

  const given = (answer: CopiedAnswer): InstanceType<typeof Paragraph>[] => [
    paragraph(answer.answer, { bold: answer.answer.length <= SHORT_ANSWER && !answer.answer.includes('\n') }),
    ...(answer.comment === undefined ? [] : [paragraph(answer.comment, {}, 'Comment:')]),
    ...(answer.files.length === 0
      ? []
      : [paragraph(answer.files.map(nameInLine).join('; '), {}, answer.files.length === 1 ? 'File:' : 'Files:')]),
    ...(answer.sameAs === undefined ? [] : [quietly('Taken over from ', answer.sameAs)]),
    ...(answer.by === undefined ? [] : [quietly(answer.by, `, ${answer.at ?? ''}`)]),
  ];
  const table = ({ answers }: CopiedSection) =>
    new Table({
      columnWidths: WIDTHS,
      layout: TableLayoutType.FIXED,
      borders,
      width: { size: WIDTHS.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      rows: [
        new TableRow({
          tableHeader: true,
          children: ['No.', 'Question', 'Answer'].map((text, column) =>
            cell([paragraph(text, { bold: true })], WIDTHS[column], true),
          ),
        }),
        ...answers.map(
          (answer) =>
            new TableRow({
              cantSplit: true,
              children: [
                cell([quiet(String(answer.number))], WIDTHS[0]),
                cell([paragraph(answer.question)], WIDTHS[1]),
                cell(given(answer), WIDTHS[2]),
              ],
            }),
        ),
      ],
    });

  const facts = new Table({
    columnWidths: [2_000, 7_000],
    layout: TableLayoutType.FIXED,
    borders,
    width: { size: 9_000, type: WidthType.DXA },
    rows: content.facts.map(
      ([label, text]) =>
        new TableRow({
          children: [cell([paragraph(label, { bold: true })], 2_000, true), cell([paragraph(text)], 7_000)],
        }),
    ),
  });
  const open =
    content.open.length === 0
      ? []
      : [
          heading('What was left open', HeadingLevel.HEADING_1),
          ...(content.openReason === undefined ? [] : [paragraph(content.openReason, {}, 'Reason given:')]),
          ...content.open.map(({ number, question, place }) => paragraph(`${number}. ${question} (${place})`)),
        ];

  const document = new Document({
    title: content.title,
    creator: 'Trustlane',
    lastModifiedBy: 'Trustlane',
    description: 'A copy of the answers that were sent.',
    styles: {
      default: {
        document: { run: { font: 'Calibri', size: 21, language: { value: LANGUAGE } } },
        title: { run: { size: 36, bold: true }, paragraph: { spacing: { after: 160 } } },
        heading1: { run: { size: 30, bold: true } },
        heading2: { run: { size: 24, bold: true } },
      },
    },
    sections: [
      {
        properties: { page: { size: { width: 11_906, height: 16_838 }, margin: { left: 1_440, right: 1_440 } } },
        headers: { default: new Header({ children: [quiet(content.title)] }) },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.RIGHT,
                children: [
                  new TextRun({ children: ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES], size: 18 }),
                ],
              }),
            ],
          }),
        },
        children: [
          new Paragraph({ children: runs(content.title), heading: HeadingLevel.TITLE }),
          facts,
          ...open,
          ...content.places.flatMap(({ title, sections }) => [
            heading(title, HeadingLevel.HEADING_1),
            ...sections.flatMap((section) => [heading(section.title, HeadingLevel.HEADING_2), table(section)]),
          ]),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
