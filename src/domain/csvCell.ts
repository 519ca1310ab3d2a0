/** A text that a spreadsheet would run as a formula, with an apostrophe in front of it; any other as it is. */
export function withoutFormula(value: string): string {
  // Spreadsheets look past leading blanks and invisible characters.
  const isFormula = /^[\s\u00a0\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(value) || /^[\t\r\n]/.test(value);
  return isFormula ? `'${value}` : value;
}

/**
 * One cell of a CSV file that a spreadsheet will open. A text that the spreadsheet would run as a formula gets an
 * apostrophe in front, which it shows as text; separators, quotes and line ends are quoted.
 */
export function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = withoutFormula(value);
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as a CSV file with a byte order mark, so that spreadsheets read it as UTF-8. */
export const csvFile = (rows: readonly (readonly (string | number | undefined)[])[]): string =>
  `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
