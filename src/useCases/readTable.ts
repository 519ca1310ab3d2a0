import { parse } from 'csv-parse';
import { fileTypeFromBuffer } from 'file-type/core';
import iconv from 'iconv-lite';
import { cleanLine } from '../domain/cleanText';
import { AppError } from '../errors';

export const MAX_IMPORT_BYTES = 25 * 1024 * 1024;
export const MAX_IMPORT_ROWS = 100_000;
const MAX_COLUMNS = 500;
const SNIFF_CHARACTERS = 64 * 1024;
/** Rows between two breaths of the event loop. */
const BREATH = 5_000;

/** A file of rows as it was read. */
export interface Table {
  readonly encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
  readonly separator: ',' | ';' | '\t' | '|';
  readonly headings: readonly string[];
  /** Without the headings; cells cleaned for display, missing ones empty. */
  readonly rows: readonly (readonly string[])[];
}

const SEPARATORS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;
const number = (count: number): string => count.toLocaleString('en');
const refused = (what: string): AppError => new AppError('invalid', `${what} Nothing was imported.`);
const NOT_TEXT = 'This is not a list in CSV form.';
const SAVE_AS = 'Open it in Excel, choose Save as, then "CSV UTF-8", and choose that file.';

/** "UTF-8, comma, 6,287 rows" */
export const readAs = (table: Table): string =>
  `${table.encoding}, ${SEPARATORS[table.separator]}, ${table.rows.length === 1 ? '1 row' : `${number(table.rows.length)} rows`}`;

async function decode(bytes: Buffer): Promise<{ text: string; encoding: Table['encoding'] }> {
  if (bytes.length === 0) throw refused('The file is empty. Choose another one.');
  if (bytes.length > MAX_IMPORT_BYTES)
    throw new AppError(
      'tooLarge',
      'The file is larger than 25 MB. Split it in parts and import them one after the other. Nothing was imported.',
    );
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: iconv.decode(bytes, 'utf-16le'), encoding: 'UTF-16' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: iconv.decode(bytes, 'utf-16be'), encoding: 'UTF-16' };
  const kind = await fileTypeFromBuffer(bytes.subarray(0, 4_100));
  const isXlsx = bytes.subarray(0, 2).toString('latin1') === 'PK' || kind?.mime === 'application/x-cfb';
  if (isXlsx) throw refused(`This is an Excel workbook or an archive, whatever its name says. ${SAVE_AS}`);
  if (kind && !kind.mime.startsWith('text/') && kind.mime !== 'application/xml')
    throw refused(`${NOT_TEXT} It is a file of another kind (${kind.ext}). Choose the CSV file.`);
  if (bytes.includes(0)) {
    const head = bytes.subarray(0, 1_000);
    const zerosAt = (side: 0 | 1): number => head.filter((byte, index) => byte === 0 && index % 2 === side).length;
    // Text of Western languages in UTF-16 without its mark: every second byte is zero, and no other.
    if (zerosAt(1) > head.length * 0.3 && zerosAt(0) === 0)
      return { text: iconv.decode(bytes, 'utf-16le'), encoding: 'UTF-16' };
    throw refused(`${NOT_TEXT} It holds data that no text has. ${SAVE_AS}`);
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: iconv.decode(bytes, 'windows-1252'), encoding: 'Windows-1252' };
  }
}

/** The separator that stands outside of quotes in most of the first lines, equally often in each. */
function separatorOf(text: string): Table['separator'] {
  const lines: Record<string, number>[] = [{}];
  let isQuoted = false;
  for (const character of text.slice(0, SNIFF_CHARACTERS)) {
    if (character === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (character === '\n' || character === '\r') lines.push({});
    else if (character in SEPARATORS) {
      const line = lines.at(-1) ?? {};
      line[character] = (line[character] ?? 0) + 1;
    }
  }
  const first = lines[0] ?? {};
  const candidates = Object.keys(SEPARATORS) as Table['separator'][];
  const scoreOf = (separator: Table['separator']): number => {
    const inHeadings = first[separator] ?? 0;
    const alike = lines.filter((line) => inHeadings > 0 && line[separator] === inHeadings).length;
    return inHeadings === 0 ? 0 : inHeadings + alike;
  };
  return candidates.reduce((best, each) => (scoreOf(each) > scoreOf(best) ? each : best));
}

const tooMany = (): AppError =>
  refused(
    `The file has more than ${number(MAX_IMPORT_ROWS)} rows. Split it in parts and import them one after the other.`,
  );

/**
 * Reads a CSV file as it comes from anywhere: with or without byte order mark, in UTF-8, UTF-16 or Windows-1252, with any
 * line ends (also bare CR), separated by comma, semicolon, tab or bar. The first row holds the headings.
 * Throws `invalid` or `tooLarge` with a sentence for what is empty, unreadable, of another kind or too long.
 */
export async function readTable(bytes: Buffer): Promise<Table> {
  const { text: decoded, encoding } = await decode(bytes);
  const text = decoded.replace(/^\ufeff/, '');
  if (text.trim() === '') throw refused('The file is empty. Choose another one.');
  const separator = separatorOf(text);
  const rows: string[][] = [];
  try {
    const records = parse(text, {
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
    for await (const record of records as AsyncIterable<string[]>) {
      if (record.every((cell) => cell.trim() === '')) continue;
      if (rows.length > MAX_IMPORT_ROWS) throw tooMany();
      if (record.length > MAX_COLUMNS)
        throw refused(`A row has more than ${MAX_COLUMNS} columns. Choose a list with fewer.`);
      rows.push(record.map(cleanLine));
      if (rows.length % BREATH === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = (error as { code?: string }).code ?? '';
    if (code === 'CSV_QUOTE_NOT_CLOSED')
      throw refused(
        'The file ends inside a quoted text: a quotation mark is missing somewhere. Correct it and choose the file again.',
      );
    if (code.startsWith('CSV_'))
      throw refused(`The file cannot be read as rows from about row ${number(rows.length)} on. ${SAVE_AS}`);
    throw error;
  }
  const [headings, ...body] = rows;
  if (!headings || headings.filter((each) => each !== '').length === 0)
    throw refused('The first row must hold the names of the columns. Add it and choose the file again.');
  if (body.length === 0) throw refused('The file has column names and no row below them. Choose another one.');
  const width = Math.max(headings.length, ...body.slice(0, 1_000).map((row) => row.length));
  const named = Array.from({ length: width }, (_, index) => headings[index] || `Column ${index + 1}`);
  return { encoding, separator, headings: named, rows: body };
}
