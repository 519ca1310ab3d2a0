import { Link, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { startTransition, useState } from 'react';
import type { ProgramView } from '../../../src/contracts/program';
import { FilterChoice } from '../../components/FilterChoice';
import { NARROW } from '../../components/hatch';
import { PARTNER_TYPE_LIST } from '../../words/partnerTypes';
import { type ProgramFilter, STATES } from './programFilter';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '8px',
    alignItems: 'center',
    [NARROW]: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  },
  search: { flex: '1 1 220px', maxWidth: '340px', [NARROW]: { gridColumn: '1 / -1', maxWidth: 'none' } },
  found: { display: 'flex', gap: '12px', alignItems: 'center', marginTop: '8px' },
  count: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

interface Props {
  readonly program: ProgramView;
  readonly filter: ProgramFilter;
  readonly onChange: (change: Partial<Record<keyof ProgramFilter, string | undefined>>) => void;
  /** "37 of 100 criteria" */
  readonly count: string;
}

/** Search and choices over criteria. */
export function ProgramFilterBar({ program, filter, onChange, count }: Props) {
  const styles = useStyles();
  const [typed, setTyped] = useState(filter.q ?? '');
  const search = (q: string) => {
    setTyped(q);
    startTransition(() => onChange({ q: q || undefined }));
  };
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <search>
      <div className={styles.bar}>
        <SearchBox
          className={styles.search}
          aria-label="Search criteria"
          placeholder="Search number or words"
          value={typed}
          onChange={(_, { value }) => search(value)}
        />
        <FilterChoice
          label="Type of partner"
          all="All types"
          value={filter.type}
          options={PARTNER_TYPE_LIST}
          onChoose={(type) => onChange({ type })}
        />
        <FilterChoice
          label="To whom it applies"
          all="Any state"
          value={filter.state}
          options={STATES}
          onChoose={(state) => onChange({ state })}
        />
        <FilterChoice
          label="Category"
          all="All categories"
          value={filter.category}
          options={program.categories.map(({ id, title }) => ({ id, name: `${id}. ${title}` }))}
          onChoose={(category) => onChange({ category })}
        />
      </div>
      <div className={styles.found}>
        <span className={styles.count} role="status">
          {count}
        </span>
        {isFiltered && (
          <Link
            as="button"
            onClick={() => {
              setTyped('');
              onChange({ q: undefined, category: undefined, type: undefined, state: undefined });
            }}
          >
            Show all
          </Link>
        )}
      </div>
    </search>
  );
}
