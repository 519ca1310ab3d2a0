import type writeXlsxFile from 'write-excel-file/node';
import type { Cell, Row } from 'write-excel-file/node';
import { withoutFormula } from '../domain/csvCell';
import { XML_HAS_NO } from './xmlText';

/** A cell holds no more than 32,767 characters; what is longer is cut, and says so. */
const LONGEST_CELL = 32_000;
/** Points: one line of text, and the highest that Excel lets a row be. */
const LINE_HEIGHT = 15;
const HIGHEST_ROW = 405;
const BORDER = { borderColor: '#d0d0d0', borderStyle: 'thin' } as const;

export const FONT = { fontFamily: 'Calibri', fontSize: 11 } as const;

/** Text for a cell: never a formula, never more than a cell holds. */
export function cellText(value: string): string {
  const safe = withoutFormula(value).replace(XML_HAS_NO, '');
  if (safe.length <= LONGEST_CELL) return safe;
  // The cut may not go through a character of two halves.
  return `${safe.slice(0, LONGEST_CELL).replace(/[\ud800-\udbff]$/, '')} …`;
}

/** How many lines a text takes in a column of this width, in characters. A little too many is better than hidden words. */
const linesIn = (text: string, width: number): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.1) / width)), 0);

/**
 * A row of wrapped cells with a thin frame, as high as its texts are. Programs other than Excel do not measure rows when
 * they open a file, and then lay texts over one another.
 * @param widths of the columns, in characters
 * @param fills colours of cells that stand out, by column
 */
export function wrappedRow(
  values: readonly (string | number | undefined)[],
  widths: readonly number[],
  fills: readonly (string | undefined)[] = [],
): Row {
  const texts = values.map((value) => (typeof value === 'string' ? cellText(value) : value));
  const lines = texts.map((value, column) => (typeof value === 'string' ? linesIn(value, widths[column] ?? 10) : 1));
  const height = Math.min(HIGHEST_ROW, LINE_HEIGHT * Math.max(1, ...lines) + 3);
  return texts.map((value, column): Cell => {
    const fill = fills[column] === undefined ? {} : { backgroundColor: fills[column] };
    const look = { alignVertical: 'top', height, ...BORDER, ...fill } as const;
    return typeof value === 'number'
      ? { value, type: Number, ...look }
      : { value: value ?? '', type: String, wrap: true, ...look };
  });
}

/** The row of headings. */
export const headingRow = (headings: readonly string[]): Row =>
  headings.map((value) => ({
    value,
    type: String,
    fontWeight: 'bold',
    wrap: true,
    alignVertical: 'top',
    backgroundColor: '#e8e8e8',
    ...BORDER,
  }));

type WorkbookFeature = NonNullable<NonNullable<Parameters<typeof writeXlsxFile>[1]>['features']>[number];

export interface SheetLook {
  readonly sheet: string;
  readonly columns: number;
  /** With the row of headings. */
  readonly rows: number;
  /** People can pick rows by what is in a column. */
  readonly hasFilter: boolean;
  /** Printed as wide as a page; for tables that can still be read then. */
  readonly isPageWide: boolean;
}

const letters = (column: number): string =>
  column <= 26
    ? String.fromCharCode(64 + column)
    : `${letters(Math.floor((column - 1) / 26))}${letters(((column - 1) % 26) + 1)}`;
const escaped = (text: string): string =>
  text
    .replace(XML_HAS_NO, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/**
 * What the library leaves out of a workbook: a title and a language for screen readers and file lists, filters over the
 * headings, and pages to print with the headings and page numbers on each, as wide as the table where that can be read.
 * @param title of the document
 * @param looks one per sheet, in their order
 */
export function workbookLook(title: string, looks: readonly SheetLook[]): WorkbookFeature {
  const area = ({ columns, rows }: SheetLook): string => `A1:${letters(columns)}${rows}`;
  const absolute = ({ columns, rows }: SheetLook): string => `$A$1:$${letters(columns)}$${rows}`;
  const names = looks.flatMap((look, index) => [
    ...(look.hasFilter
      ? [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">'${look.sheet}'!${absolute(look)}</definedName>`,
        ]
      : []),
    `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${look.sheet}'!$1:$1</definedName>`,
  ]);
  // In a page's foot a single & begins a code, so one that is meant is written twice.
  const foot = escaped(`&L&8${title.slice(0, 150).replaceAll('&', '&&')}&R&8Page &P of &N`);
  return {
    files: {
      transform: {
        '[Content_Types].xml': {
          insert: () =>
            '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
        },
        '_rels/.rels': {
          insert: () =>
            '<Relationship Id="rId-core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>',
        },
        'xl/workbook.xml': {
          transform: (xml) =>
            xml.replace(/<definedNames\s*\/>/, () => `<definedNames>${names.join('')}</definedNames>`),
        },
        'xl/worksheets/sheet{id}.xml': {
          transform(xml, _sheet, { sheetIndex }) {
            const look = looks[sheetIndex];
            if (!look) return xml;
            const fit = look.isPageWide ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : '';
            const filter = look.hasFilter ? `<autoFilter ref="${area(look)}"/>` : '';
            return xml
              .replace('<sheetViews>', `${fit}<sheetViews>`)
              .replace('</sheetData>', () => `</sheetData>${filter}`)
              .replace(/<pageSetup ([^>]*)\/>/, (_, attributes: string) => {
                const size = look.isPageWide ? ' fitToWidth="1" fitToHeight="0"' : '';
                const setup = `<pageSetup ${attributes}${size}/>`;
                return `${setup}<headerFooter><oddFooter>${foot}</oddFooter></headerFooter>`;
              });
          },
        },
      },
      write: {
        files: () => ({
          'docProps/core.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title><dc:creator>Trustlane</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>`,
        }),
      },
    },
  };
}
