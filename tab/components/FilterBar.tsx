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
import { FilterChoice } from './FilterChoice';
import { NARROW } from './hatch';

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
  tags: { display: 'flex', flexWrap: 'wrap', rowGap: '4px', minWidth: 0 },
  count: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** One choice beside the search. */
export interface Choice {
  readonly name: string;
  readonly label: string;
  /** The word for no choice. */
  readonly all: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly id: string; readonly name: string }[];
}

interface Props {
  /** What is searched, such as "Search partners"; for screen readers. */
  readonly label: string;
  readonly placeholder: string;
  /** What is searched for now; its name in `onChange` is `q`. */
  readonly q: string | undefined;
  readonly choices: readonly Choice[];
  /** What is active, in words, by the name that `onChange` takes it away with. */
  readonly chips: readonly { readonly name: string; readonly text: string }[];
  readonly onChange: (change: Readonly<Record<string, string | undefined>>) => void;
  readonly onClear: () => void;
  /** "37 of 6,287 partners" */
  readonly count: string;
}

/** Search and choices over the rows of a page; what is active stands below as chips that can be taken away. */
export function FilterBar({ label, placeholder, q, choices, chips, onChange, onClear, count }: Props) {
  const styles = useStyles();
  const [typed, setTyped] = useState(q ?? '');
  const search = (text: string) => {
    setTyped(text);
    startTransition(() => onChange({ q: text || undefined }));
  };
  return (
    <search>
      <div className={styles.bar}>
        <SearchBox
          className={styles.search}
          aria-label={label}
          placeholder={placeholder}
          value={typed}
          onChange={(_, { value }) => search(value)}
        />
        {choices.map(({ name, ...choice }) => (
          <FilterChoice key={name} {...choice} onChoose={(value) => onChange({ [name]: value })} />
        ))}
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
