import type { ProgramView } from '../../../src/contracts/program';
import { FilterBar } from '../../components/FilterBar';
import { PARTNER_TYPE_LIST } from '../../words/partnerTypes';
import { programChips, type ProgramFilter, STATES } from './programFilter';

interface Props {
  readonly program: ProgramView;
  readonly filter: ProgramFilter;
  readonly onChange: (change: Readonly<Record<string, string | undefined>>) => void;
  /** "37 of 100 criteria" */
  readonly count: string;
}

const NOTHING = { q: undefined, category: undefined, type: undefined, state: undefined };

/** Search and choices over criteria. */
export function ProgramFilterBar({ program, filter, onChange, count }: Props) {
  const categories = program.categories.map(({ id, title }) => ({ id, name: `${id}. ${title}` }));
  return (
    <FilterBar
      label="Search criteria"
      placeholder="Search number or words"
      q={filter.q}
      choices={[
        { name: 'type', label: 'Type of partner', all: 'All types', value: filter.type, options: PARTNER_TYPE_LIST },
        { name: 'state', label: 'To whom it applies', all: 'Any state', value: filter.state, options: STATES },
        {
          name: 'category',
          label: 'Category',
          all: 'All categories',
          value: filter.category,
          options: categories,
        },
      ]}
      chips={programChips(filter, categories)}
      onChange={onChange}
      onClear={() => onChange(NOTHING)}
      count={count}
    />
  );
}
