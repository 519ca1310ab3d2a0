import type { ImportChoices } from '../contracts/imports';
import { cleanLine } from '../domain/cleanText';
import type { Contact } from '../domain/contact';
import type { CountryLookup } from '../domain/country';
import { foldName, MAIN_SITE, PARTNER_TYPES, type Partner, type PartnerType } from '../domain/partner';
import { type PartnerTwins, partnerTwins } from '../domain/partnerTwins';
import type { ImportField, ImportRowReport } from '../domain/partnerImport';
import { AppError } from '../errors';
import type { Table } from './readTable';

/** A row of the plan: what will be created under which key, or why nothing will. */
export interface PlannedRow extends Omit<ImportRowReport, 'result'> {
  readonly result: 'planned' | 'duplicateInFile' | 'alreadyHere' | 'refused';
  readonly partner?: Partner;
  readonly contact?: Contact;
}

export interface ImportPlan {
  readonly schemaVersion: 1;
  readonly importKey: string;
  readonly choices: ImportChoices;
  readonly rows: readonly PlannedRow[];
}

/** Places that US lists name as states, and that are countries of their own in ISO 3166. */
const US_TERRITORIES = new Set(['PR', 'GU', 'VI', 'MP', 'AS']);
const LENGTHS = { name: 200, city: 120, region: 120, address: 250, reference: 120 } as const;
const MAX_TRADING_NAMES = 50;
const MAIL = /^[^\s@<>()",;:\\[\]]+@[^\s@<>()",;:\\[\]]+\.[^\s@<>()",;:\\[\].]{2,}$/;
const TYPES = new Map(
  Object.entries(PARTNER_TYPES).flatMap(([id, label]) => [
    [foldName(id), id as PartnerType],
    [foldName(label), id as PartnerType],
  ]),
);

const placeOf = ({ name, city }: Pick<Partner, 'name' | 'city'>): string => (city ? `${name}, ${city}` : name);

interface ReadRow {
  readonly partner: Omit<Partner, 'key'>;
  readonly contact?: Pick<Contact, 'name' | 'email'>;
  readonly notes: readonly string[];
}

/** Reads one row's cells, or says why it cannot be a partner. */
function readRow(
  cells: Partial<Record<ImportField, string>>,
  choices: ImportChoices,
  countries: CountryLookup,
): ReadRow | { readonly refused: string } {
  const notes: string[] = [];
  const cut = (field: keyof typeof LENGTHS, label: string): string | undefined => {
    const text = cells[field];
    if (!text) return undefined;
    const limit = LENGTHS[field];
    if ([...text].length <= limit) return text;
    notes.push(`The ${label} was longer than ${limit} characters and was cut.`);
    return [...text].slice(0, limit).join('').trim();
  };
  const name = cells.name;
  if (!name) return { refused: 'There is no name in this row. Add one and import the row again.' };
  if ([...name].length > LENGTHS.name)
    return { refused: `The name is longer than ${LENGTHS.name} characters. Shorten it and import the row again.` };

  const found = cells.country ? countries.find(cells.country) : undefined;
  if (cells.country && !found)
    return {
      refused: `"${cells.country.slice(0, 60)}" is not a country we know. Write its English name or its two-letter code.`,
    };
  const isTerritory =
    !cells.country && choices.defaultCountry === 'US' && US_TERRITORIES.has((cells.region ?? '').toUpperCase());
  const country = found?.code ?? (isTerritory ? (cells.region ?? '').toUpperCase() : choices.defaultCountry);
  if (!country)
    return { refused: 'There is no country in this row. Add one, or choose a country for rows without one.' };

  const words = (cells.types ?? '')
    .split(/[;,|/]/)
    .map(cleanLine)
    .filter(Boolean);
  const types = [...new Set(words.flatMap((word) => TYPES.get(foldName(word)) ?? []))];
  if (words.length > 0 && types.length === 0)
    notes.push(`"${words.join(', ').slice(0, 60)}" is not a type we know, so the row got the type you chose.`);

  const tradingNames = [...new Set((cells.tradingNames ?? '').split(';').map(cleanLine).filter(Boolean))]
    .filter((each) => foldName(each) !== foldName(name))
    .map((each) => [...each].slice(0, LENGTHS.name).join(''));
  const email = cells.contactEmail?.toLowerCase();
  const isMail = email !== undefined && email.length <= 200 && MAIL.test(email);
  if (email && !isMail) notes.push(`"${email.slice(0, 60)}" is not a mail address, so no contact was added for it.`);
  const contactName = cells.contactName || (isMail ? email.slice(0, email.indexOf('@')) : '');
  const hasContact = isMail || (contactName !== '' && !email);
  return {
    partner: {
      name,
      tradingNames: tradingNames.slice(0, MAX_TRADING_NAMES),
      country,
      city: cut('city', 'city'),
      region: cut('region', 'state or province'),
      address: cut('address', 'street'),
      types: types.length > 0 ? types : [choices.defaultType],
      reference: cut('reference', 'reference'),
      sites: [MAIN_SITE],
      exposure: {},
      status: 'active',
    },
    ...(hasContact ? { contact: { name: [...contactName].slice(0, 120).join(''), ...(isMail ? { email } : {}) } } : {}),
    notes,
  };
}

/** Rows between two breaths of the event loop: a long list must not hold up somebody's chat. */
const BREATH = 2_000;

/**
 * Decides for every row of a file what becomes of it. The same table, choices and partners give the same plan but for
 * the keys.
 */
export async function planImport(input: {
  readonly importKey: string;
  readonly table: Table;
  readonly choices: ImportChoices;
  readonly countries: CountryLookup;
  /** The partners that are here already. */
  readonly known: PartnerTwins<Pick<Partner, 'name' | 'city'>>;
  readonly newKey: () => string;
}): Promise<ImportPlan> {
  const { importKey, table, choices, countries, known, newKey } = input;
  if (choices.mapping.name === undefined)
    throw new AppError('invalid', 'Choose the column that holds the name. Nothing was imported.');
  const columns = Object.entries(choices.mapping) as [ImportField, number][];
  /** Rows before, by what tells them apart. */
  const earlierRows = partnerTwins<number>();

  const plan = (cells: readonly string[], row: number): PlannedRow => {
    const read = readRow(
      Object.fromEntries(columns.map(([field, column]) => [field, cells[column] ?? ''])),
      choices,
      countries,
    );
    if ('refused' in read)
      return {
        row,
        name: (cells[choices.mapping.name ?? 0] ?? '').slice(0, 200),
        result: 'refused',
        message: read.refused,
      };
    const { partner, contact, notes } = read;
    const here = known.find(partner);
    if (here)
      return { row, name: partner.name, result: 'alreadyHere', message: `It is here already as ${placeOf(here)}.` };
    const earlier = earlierRows.find(partner);
    if (earlier !== undefined)
      return {
        row,
        name: partner.name,
        result: 'duplicateInFile',
        message: `It is the same as row ${earlier}.${contact ? ' Its contact was not added; add it by hand.' : ''}`,
      };
    earlierRows.add(partner, row);
    const key = newKey();
    return {
      row,
      name: partner.name,
      result: 'planned',
      ...(notes.length > 0 ? { message: notes.join(' ') } : {}),
      partner: { key, ...partner, importedFrom: `${importKey}#${row}` },
      ...(contact ? { contact: { key: newKey(), partnerKey: key, language: 'en', status: 'active', ...contact } } : {}),
    };
  };
  const rows: PlannedRow[] = [];
  for (const cells of table.rows) {
    rows.push(plan(cells, rows.length + 1));
    if (rows.length % BREATH === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return { schemaVersion: 1, importKey, choices, rows };
}
