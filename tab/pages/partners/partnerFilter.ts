import type { PartnerRow } from '../../../src/contracts/partners';
import { foldName, PARTNER_TYPES, type PartnerType } from '../../../src/domain/partner';
import { GROUP, LEVEL, RISK, VULNERABILITY } from '../../words/status';

/** Which partners are shown. Every part stands in the address under the same name. */
export interface PartnerFilter {
  readonly q?: string;
  readonly country?: string;
  readonly type?: string;
  readonly state?: string;
  readonly risk?: string;
  readonly show?: string;
  readonly threat?: string;
  readonly vulnerability?: string;
}

export const FILTER_NAMES = [
  'q',
  'country',
  'type',
  'state',
  'risk',
  'show',
  'threat',
  'vulnerability',
] as const satisfies readonly (keyof PartnerFilter)[];

export const SHOW: Readonly<Record<string, string>> = {
  openMusts: 'With open musts',
  unproven: 'With unproven answers',
};
/** A partner that no open or closed campaign asked. */
export const NOT_ASKED = 'notAsked';

export const filterOf = (params: URLSearchParams): PartnerFilter =>
  Object.fromEntries(FILTER_NAMES.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])));

const PREDICATES: Readonly<Record<Exclude<keyof PartnerFilter, 'q'>, (row: PartnerRow, value: string) => boolean>> = {
  country: (row, value) => row.country === value,
  type: (row, value) => row.types.some((type) => type === value),
  state: (row, value) => (row.group ?? NOT_ASKED) === value,
  risk: (row, value) => (row.figures?.riskEvidenced ?? 'notRated') === value,
  show: (row, value) => (value === 'unproven' ? (row.figures?.unproven ?? 0) : (row.figures?.openMusts ?? 0)) > 0,
  threat: (row, value) => String(row.threat ?? row.figures?.threat ?? '') === value,
  vulnerability: (row, value) => String(row.figures?.vulnerabilityEvidenced ?? 'notRated') === value,
};

const folded = new WeakMap<PartnerRow, string>();

/** What the search looks in: name, trading place and owner, without case and accents. Kept per row, for ten thousand rows a keystroke. */
function searchText(row: PartnerRow): string {
  let text = folded.get(row);
  if (text === undefined) {
    text = foldName(`${row.name} ${row.city ?? ''} ${row.ownerName ?? ''}`);
    folded.set(row, text);
  }
  return text;
}

export function filterPartners(rows: readonly PartnerRow[], filter: PartnerFilter): readonly PartnerRow[] {
  const words = filter.q ? foldName(filter.q).split(' ').filter(Boolean) : [];
  const checks = Object.entries(PREDICATES).flatMap(([name, check]) => {
    const value = filter[name as keyof PartnerFilter];
    return value ? [(row: PartnerRow) => check(row, value)] : [];
  });
  if (words.length === 0 && checks.length === 0) return rows;
  return rows.filter(
    (row) => words.every((word) => searchText(row).includes(word)) && checks.every((check) => check(row)),
  );
}

const wordIn = (words: Readonly<Record<string, { readonly word: string }>>, value: string): string =>
  words[value]?.word ?? value;

/** The filter as chips: "Country: Mexico". */
export function filterChips(
  filter: PartnerFilter,
  countryName: (code: string) => string,
): readonly { readonly name: keyof PartnerFilter; readonly text: string }[] {
  const say: Readonly<Record<keyof PartnerFilter, (value: string) => string>> = {
    q: (value) => `Search: ${value}`,
    country: (value) => `Country: ${countryName(value)}`,
    type: (value) => `Type: ${PARTNER_TYPES[value as PartnerType] ?? value}`,
    state: (value) => `Questionnaire: ${value === NOT_ASKED ? 'not asked' : wordIn(GROUP, value).toLowerCase()}`,
    risk: (value) => `Risk: ${wordIn(RISK, value).toLowerCase()}`,
    show: (value) => SHOW[value] ?? value,
    threat: (value) => `Threat: ${wordIn(LEVEL, value).toLowerCase()}`,
    vulnerability: (value) => `Vulnerability: ${wordIn(VULNERABILITY, value).toLowerCase()}`,
  };
  return FILTER_NAMES.flatMap((name) => {
    const value = filter[name];
    return value ? [{ name, text: say[name](value) }] : [];
  });
}
