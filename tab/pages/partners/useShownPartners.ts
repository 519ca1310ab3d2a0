import { useMemo } from 'react';
import type { PartnerRow } from '../../../src/contracts/partners';
import { type GridSort, sortRows } from '../../components/VirtualGrid';
import { useCountries } from '../../hooks/useCountries';
import { WIDE_COLUMNS } from './partnerColumns';
import { filterPartners, type PartnerFilter } from './partnerFilter';

const BY_NAME: GridSort = { column: 'name', isDescending: false };
const collator = new Intl.Collator(undefined, { sensitivity: 'base' });

/** The partners that fit, in the asked order; equals stand by name, and countries by the name that is shown. */
export function useShownPartners(
  rows: readonly PartnerRow[],
  filter: PartnerFilter,
  { column, isDescending }: GridSort,
): readonly PartnerRow[] {
  const countries = useCountries();
  const named = useMemo(() => sortRows(rows, WIDE_COLUMNS, BY_NAME), [rows]);
  return useMemo(() => {
    const fitting = filterPartners(named, filter);
    if (column !== 'country') return sortRows(fitting, WIDE_COLUMNS, { column, isDescending });
    const names = new Map(countries.map(({ code, name }) => [code, name]));
    const nameOf = ({ country }: PartnerRow): string => names.get(country) ?? country;
    const compare = (a: PartnerRow, b: PartnerRow): number => collator.compare(nameOf(a), nameOf(b));
    return fitting.toSorted((a, b) => (isDescending ? compare(b, a) : compare(a, b)));
  }, [named, filter, column, isDescending, countries]);
}
