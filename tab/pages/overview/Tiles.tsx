import { createFocusOutlineStyle, makeStyles, mergeClasses, shorthands, tokens } from '@fluentui/react-components';
import { Link } from 'react-router';
import type { Overview } from '../../../src/contracts/overview';
import { MEDIUM } from '../../components/hatch';
import { figure } from '../../words/numbers';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
    gap: '12px',
    padding: 0,
    margin: '0 0 16px',
    listStyleType: 'none',
    [MEDIUM]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  tile: {
    display: 'flex',
    alignItems: 'baseline',
    flexWrap: 'wrap',
    columnGap: '8px',
    padding: '12px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    height: '100%',
    boxSizing: 'border-box',
    ...createFocusOutlineStyle(),
  },
  link: {
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      ...shorthands.borderColor(tokens.colorNeutralStroke1Hover),
    },
  },
  number: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  danger: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  words: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase300 },
});

interface TileProps {
  readonly count: number;
  readonly one: string;
  readonly many: string;
  readonly to: string;
  readonly tone?: 'danger' | 'warning';
}

function Tile({ count, one, many, to, tone }: TileProps) {
  const styles = useStyles();
  const inside = (
    <>
      <span className={mergeClasses(styles.number, count > 0 && tone && styles[tone])}>{figure(count)}</span>{' '}
      <span className={styles.words}>{count === 1 ? one : many}</span>
    </>
  );
  return (
    <li>
      {count > 0 ? (
        <Link className={mergeClasses(styles.tile, styles.link)} to={to}>
          {inside}
        </Link>
      ) : (
        <span className={styles.tile}>{inside}</span>
      )}
    </li>
  );
}

/** The few headline numbers, each a link to its rows. */
export function Tiles({ tiles }: { readonly tiles: Overview['tiles'] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label="Headline numbers">
      <Tile count={tiles.openMusts} one="open must" many="open musts" to="/partners?show=openMusts&sort=openMusts" />
      <Tile count={tiles.unproven} one="unproven" many="unproven" to="/partners?show=unproven&sort=unproven" />
      <Tile
        count={tiles.highRisk}
        one="partner high risk"
        many="partners high risk"
        to="/partners?risk=high"
        tone="danger"
      />
      <Tile
        count={tiles.notReached}
        one="partner not reached"
        many="partners not reached"
        to="/partners?state=notReached"
        tone="warning"
      />
    </ul>
  );
}
