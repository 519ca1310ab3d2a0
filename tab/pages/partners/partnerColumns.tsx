import { makeStyles, tokens } from '@fluentui/react-components';
import type { PartnerRow } from '../../../src/contracts/partners';
import { CountryName } from '../../components/CountryName';
import { MiddleText } from '../../components/MiddleText';
import { StatusMark } from '../../components/StatusMark';
import type { GridColumn } from '../../components/VirtualGrid';
import { shortMoment } from '../../words/dates';
import { figure } from '../../words/numbers';
import { typeWords } from '../../words/partnerTypes';
import { GROUP, GROUPS, RISK, type Risk } from '../../words/status';

const useStyles = makeStyles({
  state: { display: 'flex', alignItems: 'center', minWidth: 0 },
  one: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, minWidth: 0, display: 'flex' },
  stack: { display: 'flex', flexDirection: 'column', minWidth: 0, width: '100%' },
  small: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  none: { color: tokens.colorNeutralForeground3 },
  progress: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, marginInlineStart: '6px' },
});

const RISK_ORDER: Readonly<Record<Risk, number>> = { high: 0, medium: 1, notRated: 2, low: 3 };
const groupOrder = (row: PartnerRow): number => (row.group ? GROUPS.indexOf(row.group) : GROUPS.length);
const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

function Plain({ children }: { readonly children: React.ReactNode }) {
  const styles = useStyles();
  return <span className={styles.one}>{children}</span>;
}

function Name({ row }: { readonly row: PartnerRow }) {
  const styles = useStyles();
  return (
    <span className={styles.name}>
      <MiddleText>{row.name}</MiddleText>
    </span>
  );
}

function NameOnPhone({ row }: { readonly row: PartnerRow }) {
  const styles = useStyles();
  return (
    <span className={styles.stack}>
      <Name row={row} />
      <span className={styles.small}>
        <CountryName code={row.country} />
        {row.group && ` · ${GROUP[row.group].word.toLowerCase()}`}
        {row.figures && row.figures.openMusts > 0 && ` · ${row.figures.openMusts} open`}
      </span>
    </span>
  );
}

/** "Reached 40 %": the state of the newest questionnaire and how much of it is answered. */
export function QuestionnaireState({ row }: { readonly row: Pick<PartnerRow, 'group' | 'progress'> }) {
  const styles = useStyles();
  if (!row.group) return <span className={styles.none}>Not asked</span>;
  return (
    <span className={styles.state}>
      <StatusMark tone={GROUP[row.group].tone}>{GROUP[row.group].word}</StatusMark>
      {row.group !== 'done' && row.progress !== undefined && row.progress > 0 && (
        <span className={styles.progress}>{Math.round(row.progress)}&nbsp;% answered</span>
      )}
    </span>
  );
}

export function RiskMark({ risk }: { readonly risk: Risk }) {
  return <StatusMark tone={RISK[risk].tone}>{RISK[risk].word}</StatusMark>;
}

function Count({ value }: { readonly value: number | undefined }) {
  const styles = useStyles();
  if (value === undefined)
    return (
      <span className={styles.none} title="Not rated yet">
        –
      </span>
    );
  return <span>{figure(value)}</span>;
}

const name: GridColumn<PartnerRow> = {
  id: 'name',
  header: 'Name',
  flex: '3.4 1 0',
  compare: (a, b) => collator.compare(a.name, b.name),
  cell: (row) => <Name row={row} />,
};
const risk: GridColumn<PartnerRow> = {
  id: 'risk',
  header: 'Risk',
  flex: '0 0 126px',
  compare: (a, b) =>
    RISK_ORDER[a.figures?.riskEvidenced ?? 'notRated'] - RISK_ORDER[b.figures?.riskEvidenced ?? 'notRated'],
  cell: (row) => <RiskMark risk={row.figures?.riskEvidenced ?? 'notRated'} />,
};

export const WIDE_COLUMNS: readonly GridColumn<PartnerRow>[] = [
  name,
  {
    id: 'country',
    header: 'Country',
    flex: '1.3 1 0',
    compare: (a, b) => collator.compare(a.country, b.country),
    cell: (row) => (
      <Plain>
        <CountryName code={row.country} />
      </Plain>
    ),
  },
  {
    id: 'type',
    header: 'Type',
    flex: '1.4 1 0',
    compare: (a, b) => collator.compare(typeWords(a.types), typeWords(b.types)),
    cell: (row) => <Plain>{typeWords(row.types)}</Plain>,
  },
  {
    id: 'owner',
    header: 'Owner',
    flex: '1 1 0',
    compare: (a, b) => collator.compare(a.ownerName ?? '\uffff', b.ownerName ?? '\uffff'),
    cell: (row) => <Plain>{row.ownerName ?? ''}</Plain>,
  },
  {
    id: 'state',
    header: 'Questionnaire',
    flex: '0 0 186px',
    compare: (a, b) => groupOrder(a) - groupOrder(b),
    cell: (row) => <QuestionnaireState row={row} />,
  },
  {
    id: 'openMusts',
    header: 'Open musts',
    flex: '0 0 98px',
    isNumber: true,
    compare: (a, b) => (a.figures?.openMusts ?? -1) - (b.figures?.openMusts ?? -1),
    cell: (row) => <Count value={row.figures?.openMusts} />,
  },
  {
    id: 'unproven',
    header: 'Unproven',
    flex: '0 0 92px',
    isNumber: true,
    compare: (a, b) => (a.figures?.unproven ?? -1) - (b.figures?.unproven ?? -1),
    cell: (row) => <Count value={row.figures?.unproven} />,
  },
  risk,
  {
    id: 'changed',
    header: 'Last change',
    flex: '0 0 110px',
    compare: (a, b) => collator.compare(a.changedAt ?? '', b.changedAt ?? ''),
    cell: (row) => <Plain>{row.changedAt ? shortMoment(row.changedAt) : ''}</Plain>,
  },
];

const without = (...ids: readonly string[]) => WIDE_COLUMNS.filter(({ id }) => !ids.includes(id));

/** Where the window is not very wide. */
const USUAL_COLUMNS = without('owner');

/** Beside an open drawer, or on a tablet. */
const MEDIUM_COLUMNS = without('owner', 'changed', 'type', 'unproven');

const NARROW_COLUMNS: readonly GridColumn<PartnerRow>[] = [
  { ...name, cell: (row) => <NameOnPhone row={row} /> },
  { ...risk, flex: '0 0 118px' },
];

/** The columns for which there is room. */
export function columnsFor(room: 'phone' | 'medium' | 'usual' | 'wide'): readonly GridColumn<PartnerRow>[] {
  return { phone: NARROW_COLUMNS, medium: MEDIUM_COLUMNS, usual: USUAL_COLUMNS, wide: WIDE_COLUMNS }[room];
}

/** Numbers and dates are first asked for from the highest. */
export const SORTS_DOWN_FIRST: ReadonlySet<string> = new Set(['openMusts', 'unproven', 'changed']);
