import { makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import type { CampaignDetail } from '../../../src/contracts/campaigns';
import { CountryName } from '../../components/CountryName';
import { MiddleText } from '../../components/MiddleText';
import { StatusMark } from '../../components/StatusMark';
import type { GridColumn } from '../../components/VirtualGrid';
import { GROUP, GROUPS } from '../../words/status';

type Row = CampaignDetail['partners'][number];

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', minWidth: 0, width: '100%' },
  name: { fontWeight: tokens.fontWeightSemibold, display: 'flex', minWidth: 0 },
  small: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  progress: { display: 'flex', alignItems: 'center', gap: '8px', width: '100%' },
  bar: { flex: '1 1 auto' },
  percent: { width: '40px', textAlign: 'end', flexShrink: 0 },
});

function Name({ row }: { readonly row: Row }) {
  const styles = useStyles();
  return (
    <span className={styles.name}>
      <MiddleText>{row.name}</MiddleText>
    </span>
  );
}

function NameAndMessage({ row }: { readonly row: Row }) {
  const styles = useStyles();
  return (
    <span className={styles.stack}>
      <Name row={row} />
      <span className={styles.small}>{row.reason ?? row.lastMessage}</span>
    </span>
  );
}

function Message({ row }: { readonly row: Row }) {
  const styles = useStyles();
  return (
    <span className={styles.stack}>
      <span className={styles.small}>{row.lastMessage}</span>
      {row.reason && (
        <span className={styles.small} title={row.reason}>
          {row.reason}
        </span>
      )}
    </span>
  );
}

function Progress({ row }: { readonly row: Row }) {
  const styles = useStyles();
  const percent = Math.round(row.progress);
  return (
    <span className={styles.progress}>
      <ProgressBar className={styles.bar} value={percent} max={100} aria-label={`${row.name}: ${percent} % answered`} />
      <span className={styles.percent}>{percent}&nbsp;%</span>
    </span>
  );
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });
const name = { id: 'name', header: 'Partner', compare: (a: Row, b: Row) => collator.compare(a.name, b.name) };
const state: GridColumn<Row> = {
  id: 'group',
  header: 'State',
  flex: '0 0 128px',
  compare: (a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group),
  cell: ({ group }) => <StatusMark tone={GROUP[group].tone}>{GROUP[group].word}</StatusMark>,
};
const progress: GridColumn<Row> = {
  id: 'progress',
  header: 'Answered',
  flex: '0 0 150px',
  compare: (a, b) => a.progress - b.progress,
  cell: (row) => <Progress row={row} />,
};

const COLUMNS: Readonly<Record<'phone' | 'medium' | 'wide', readonly GridColumn<Row>[]>> = {
  phone: [{ ...name, flex: '1 1 0', cell: (row) => <NameAndMessage row={row} /> }, state],
  medium: [{ ...name, flex: '1 1 0', cell: (row) => <NameAndMessage row={row} /> }, state, progress],
  wide: [
    { ...name, flex: '2 1 0', cell: (row) => <Name row={row} /> },
    { id: 'country', header: 'Country', flex: '1 1 0', cell: ({ country }) => <CountryName code={country} /> },
    state,
    progress,
    { id: 'message', header: 'Last message', flex: '3 1 0', cell: (row) => <Message row={row} /> },
  ],
};

export const campaignColumns = (width: keyof typeof COLUMNS): readonly GridColumn<Row>[] => COLUMNS[width];
