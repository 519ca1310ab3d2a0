import {
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  Link,
  makeStyles,
  SearchBox,
  TagGroup,
  tokens,
} from '@fluentui/react-components';
import { startTransition, useState } from 'react';
import type { PartnerRow } from '../../../src/contracts/partners';
import { FilterChoice } from '../../components/FilterChoice';
import { NARROW } from '../../components/hatch';
import { useCountries } from '../../hooks/useCountries';
import { PARTNER_TYPE_LIST } from '../../words/partnerTypes';
import { GROUP, GROUPS, RISK, type Risk } from '../../words/status';
import { filterChips, NOT_ASKED, type PartnerFilter } from './partnerFilter';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '8px',
    alignItems: 'center',
    [NARROW]: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  },
  search: { flex: '1 1 220px', maxWidth: '340px', [NARROW]: { gridColumn: '1 / -1', maxWidth: 'none' } },
  chips: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center', marginTop: '8px' },
  tags: { display: 'flex', flexWrap: 'wrap', rowGap: '4px' },
  count: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

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
  readonly onChange: (change: Partial<Record<keyof PartnerFilter, string | undefined>>) => void;
  readonly onClear: () => void;
  /** "37 of 6,287 partners" */
  readonly count: string;
}

/** Search and choices over partners; what is active stands below as chips that can be taken away. */
export function PartnerFilterBar({ rows, filter, onChange, onClear, count }: Props) {
  const styles = useStyles();
  const countries = useCountries();
  const [typed, setTyped] = useState(filter.q ?? '');
  const search = (q: string) => {
    setTyped(q);
    startTransition(() => onChange({ q: q || undefined }));
  };
  const present = new Set(rows.map(({ country }) => country));
  const chips = filterChips(filter, (code) => countries.find((country) => country.code === code)?.name ?? code);
  return (
    <search>
      <div className={styles.bar}>
        <SearchBox
          className={styles.search}
          aria-label="Search partners"
          placeholder="Search name, city or owner"
          value={typed}
          onChange={(_, { value }) => search(value)}
        />
        <FilterChoice
          label="Country"
          all="All countries"
          value={filter.country}
          options={countries.filter(({ code }) => present.has(code)).map(({ code, name }) => ({ id: code, name }))}
          onChoose={(country) => onChange({ country })}
        />
        <FilterChoice
          label="Type of partner"
          all="All types"
          value={filter.type}
          options={PARTNER_TYPE_LIST}
          onChoose={(type) => onChange({ type })}
        />
        <FilterChoice
          label="Questionnaire"
          all="Any state"
          value={filter.state}
          options={STATES}
          onChoose={(state) => onChange({ state })}
        />
        <FilterChoice
          label="Risk"
          all="Any risk"
          value={filter.risk}
          options={RISKS}
          onChoose={(risk) => onChange({ risk })}
        />
      </div>
      <div className={styles.chips}>
        <span className={styles.count} role="status">
          {count}
        </span>
        {chips.length > 0 && (
          <>
            <TagGroup
              aria-label="Active filters"
              className={styles.tags}
              onDismiss={(_, { value }) => (value === 'q' ? search('') : onChange({ [value]: undefined }))}
            >
              {chips.map(({ name, text }) => (
                <InteractionTag key={name} value={name} size="small" appearance="brand">
                  <InteractionTagPrimary hasSecondaryAction>
                    <bdi>{text}</bdi>
                  </InteractionTagPrimary>
                  <InteractionTagSecondary aria-label={`Take away: ${text}`} />
                </InteractionTag>
              ))}
            </TagGroup>
            <Link
              as="button"
              onClick={() => {
                setTyped('');
                onClear();
              }}
            >
              Show all
            </Link>
          </>
        )}
      </div>
    </search>
  );
}
