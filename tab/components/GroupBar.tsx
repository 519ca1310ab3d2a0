import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { figure } from '../words/numbers';
import { GROUP, GROUPS, type Group } from '../words/status';
import type { GroupCounts } from './groupCounts';
import { HATCH } from './hatch';
import { PageLink } from './PageLink';

const STRIPES = `repeating-linear-gradient(90deg, ${tokens.colorPaletteBlueBorderActive} 0 6px, ${tokens.colorBrandBackground2} 6px 8px)`;
const BRICKS = `repeating-linear-gradient(45deg, ${tokens.colorStatusDangerBackground3} 0 4px, ${tokens.colorStatusDangerBackground1} 4px 6px)`;

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    height: '24px',
    gap: '2px',
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  segment: { minWidth: '4px' },
  done: { backgroundColor: tokens.colorStatusSuccessBackground3 },
  reached: { backgroundImage: STRIPES },
  waiting: { backgroundImage: HATCH },
  notReached: { backgroundImage: BRICKS },
  labels: {
    listStyleType: 'none',
    padding: 0,
    margin: '8px 0 0',
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '24px',
    rowGap: '6px',
  },
  label: { display: 'flex', alignItems: 'center', gap: '8px', fontSize: tokens.fontSizeBase300, whiteSpace: 'nowrap' },
  swatch: {
    width: '14px',
    height: '14px',
    borderRadius: '3px',
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    flexShrink: 0,
    boxSizing: 'border-box',
  },
  count: { fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
});

const WORDS: Readonly<Record<Group, string>> = {
  done: 'done',
  reached: 'reached, no answer yet',
  waiting: 'waiting',
  notReached: 'not reached',
};

/** The four groups of asked partners as one bar with direct labels; they add up to all that were asked. */
export function GroupBar({
  groups,
  linkTo,
}: {
  readonly groups: GroupCounts;
  readonly linkTo?: (group: Group) => string;
}) {
  const styles = useStyles();
  return (
    <div>
      <div className={styles.bar} aria-hidden>
        {GROUPS.filter((group) => groups[group] > 0).map((group) => (
          <span
            key={group}
            className={mergeClasses(styles.segment, styles[group])}
            style={{ flex: `${groups[group]} 1 0` }}
            title={`${GROUP[group].word}: ${groups[group]}`}
          />
        ))}
      </div>
      <ul className={styles.labels}>
        {GROUPS.map((group) => {
          const words = (
            <span>
              <span className={styles.count}>{figure(groups[group])}</span> {WORDS[group]}
            </span>
          );
          return (
            <li key={group} className={styles.label}>
              <span className={mergeClasses(styles.swatch, styles[group])} aria-hidden />
              {linkTo && groups[group] > 0 ? <PageLink to={linkTo(group)}>{words}</PageLink> : words}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
