import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Country } from '../domain/country';
import type { Wgi, WgiRow } from '../domain/threat';
import { ContentError, readYaml } from './readYaml';
import { wgiRow, wgiSource } from './schema';

/** Reads the governance figures and the countries that stand beside them. Throws ContentError. */
export function readWgi(folder: string): { readonly wgi: Wgi; readonly countries: readonly Country[] } {
  const source = readYaml(path.join(folder, 'source.yaml'), 'threat/source.yaml', wgiSource).value;
  const records: { record: unknown; info: { lines: number } }[] = parse(
    readFileSync(path.join(folder, source.file), 'utf8'),
    {
      columns: true,
      bom: true,
      info: true,
    },
  );
  const problems: string[] = [];
  const byCountry = new Map<string, WgiRow>();
  const countries: Country[] = [];
  for (const { record, info } of records) {
    const parsed = wgiRow.safeParse(record);
    const at = `threat/${source.file}:${info.lines}`;
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((issue) => `${at}: ${issue.path.join('.')}: ${issue.message}`));
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
