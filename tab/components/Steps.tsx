import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Checkmark16Filled } from '@fluentui/react-icons';
import { NARROW } from './hatch';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 24px',
    listStyleType: 'none',
    margin: '0 0 16px',
    padding: 0,
    [NARROW]: { gap: '4px 14px' },
  },
  step: { display: 'flex', alignItems: 'center', gap: '8px', color: tokens.colorNeutralForeground2 },
  here: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  number: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '22px',
    height: '22px',
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    fontSize: tokens.fontSizeBase200,
    boxSizing: 'border-box',
  },
  numberHere: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: `1px solid ${tokens.colorBrandBackground}`,
  },
});

/** Where one is in a task of several steps. `current` counts from 0. */
export function Steps({ names, current }: { readonly names: readonly string[]; readonly current: number }) {
  const styles = useStyles();
  return (
    <ol className={styles.list} aria-label="Steps">
      {names.map((name, index) => (
        <li
          key={name}
          className={mergeClasses(styles.step, index === current && styles.here)}
          aria-current={index === current ? 'step' : undefined}
        >
          <span className={mergeClasses(styles.number, index === current && styles.numberHere)}>
            {index < current ? <Checkmark16Filled aria-label="done" /> : index + 1}
          </span>
          {name}
        </li>
      ))}
    </ol>
  );
}
