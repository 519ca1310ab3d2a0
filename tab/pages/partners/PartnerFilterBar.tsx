import type { PartnerRow } from '../../../src/contracts/partners';
import { FilterBar } from '../../components/FilterBar';
import { useCountries } from '../../hooks/useCountries';
import { PARTNER_TYPE_LIST } from '../../words/partnerTypes';
import { GROUP, GROUPS, RISK, type Risk } from '../../words/status';
import { filterChips, NOT_ASKED, type PartnerFilter } from './partnerFilter';

const STATES = [
  ...GROUPS.map((id) => ({ id: id as string, name: GROUP[id].word })),
  { id: NOT_ASKED, name: 'Not asked' },
];
const RISKS = (['high', 'medium', 'low', 'notRated'] as const satisfies readonly Risk[]).map((id) => ({
  id,
  name: RISK[id].word,
}));

interface Props {
  readonly rows: readonly PartnerRow[];
  readonly filter: PartnerFilter;
  readonly onChange: (change: Readonly<Record<string, string | undefined>>) => void;
  readonly onClear: () => void;
  /** "37 of 6,287 partners" */
  readonly count: string;
}

/** Search and choices over partners. */
export function PartnerFilterBar({ rows, filter, onChange, onClear, count }: Props) {
  const countries = useCountries();
  const present = new Set(rows.map(({ country }) => country));
  const there = countries.filter(({ code }) => present.has(code)).map(({ code, name }) => ({ id: code, name }));
  return (
    <FilterBar
      label="Search partners"
      placeholder="Search name, city or owner"
      q={filter.q}
      choices={[
        { name: 'country', label: 'Country', all: 'All countries', value: filter.country, options: there },
        { name: 'type', label: 'Type of partner', all: 'All types', value: filter.type, options: PARTNER_TYPE_LIST },
        { name: 'state', label: 'Questionnaire', all: 'Any state', value: filter.state, options: STATES },
        { name: 'risk', label: 'Risk', all: 'Any risk', value: filter.risk, options: RISKS },
      ]}
      chips={filterChips(filter, (code) => countries.find((country) => country.code === code)?.name ?? code)}
      onChange={onChange}
      onClear={onClear}
      count={count}
    />
  );
}
