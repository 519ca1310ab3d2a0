import { CsvError, parse } from 'csv-parse/sync';
import type { Country } from '../domain/country';
import type { Wgi, WgiRow } from '../domain/threat';
import type { ContentFiles } from './contentFiles';
import { faultsInWords } from './faultInWords';
import { ContentError, parseYaml } from './readYaml';
import { wgiRow, wgiSource } from './schema';

/** What `threat/` holds. */
export interface CountryFigures {
  readonly wgi: Wgi;
  readonly countries: readonly Country[];
}

type Line = { record: unknown; info: { lines: number } };

/** The parser's own words stay for what hardly ever happens. */
const csvFaultInWords = ({ code, message }: CsvError): string => {
  if (code.includes('RECORD_INCONSISTENT')) return 'the line has more or fewer columns than the first line';
  if (code.includes('QUOTE')) return 'a quotation mark is not closed, or stands inside a text without being doubled';
  return message;
};

function linesOf(text: string, name: string): Line[] {
  try {
    return parse(text, { columns: true, bom: true, info: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    throw new ContentError([`${name}:${line}: ${csvFaultInWords(error)}`]);
  }
}

/** Reads the governance figures and the countries that stand beside them. Throws ContentError. */
export function readWgi(files: ContentFiles): CountryFigures {
  const source = parseYaml(files.text('threat/source.yaml'), 'threat/source.yaml', wgiSource).value;
  const records = linesOf(files.text(`threat/${source.file}`), `threat/${source.file}`);
  const problems: string[] = [];
  const byCountry = new Map<string, WgiRow>();
  const countries: Country[] = [];
  for (const { record, info } of records) {
    const parsed = wgiRow.safeParse(record);
    const at = `threat/${source.file}:${info.lines}`;
    if (!parsed.success) {
      problems.push(...faultsInWords(parsed.error.issues, record).map(({ sentence }) => `${at}: ${sentence}`));
      continue;
    }
    const { iso_alpha2: code, iso_alpha3: alpha3, name_en: name, name_fr, name_es, aliases, ...row } = parsed.data;
    if (byCountry.has(code)) problems.push(`${at}: ${code} stands twice`);
    byCountry.set(code, row);
    const others = [...aliases.split('|'), name_fr, name_es].filter((alias) => alias !== '' && alias !== name);
    countries.push({ code, alpha3, name, aliases: [...new Set(others)] });
  }
  if (problems.length > 0) throw new ContentError(problems);
  return { wgi: { attribution: source.attribution, byCountry }, countries };
}
