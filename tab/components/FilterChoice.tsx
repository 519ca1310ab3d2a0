import { Dropdown, makeStyles, Option } from '@fluentui/react-components';
import { NARROW } from './hatch';

const useStyles = makeStyles({
  choice: { minWidth: '132px', width: '160px', [NARROW]: { minWidth: 0, width: 'auto' } },
  listbox: { maxHeight: '340px' },
});

interface Props {
  readonly label: string;
  /** The word for no choice. */
  readonly all: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly onChoose: (value: string | undefined) => void;
}

/** One choice of a filter bar: one of the options, or all. */
export function FilterChoice({ label, all, value, options, onChoose }: Props) {
  const styles = useStyles();
  const chosen = options.find(({ id }) => id === value);
  return (
    <Dropdown
      className={styles.choice}
      listbox={{ className: styles.listbox }}
      aria-label={label}
      selectedOptions={[value ?? '']}
      value={chosen?.name ?? value ?? all}
      onOptionSelect={(_, { optionValue }) => onChoose(optionValue || undefined)}
    >
      <Option value="">{all}</Option>
      {options.map(({ id, name }) => (
        <Option key={id} value={id}>
          {name}
        </Option>
      ))}
    </Dropdown>
  );
}
