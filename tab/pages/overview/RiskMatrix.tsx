import {
  createFocusOutlineStyle,
  makeStyles,
  mergeClasses,
  Switch,
  shorthands,
  tokens,
} from '@fluentui/react-components';
import {
  CheckmarkCircle16Filled,
  ErrorCircle16Filled,
  QuestionCircle16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import { Link, useSearchParams } from 'react-router';
import type { Overview } from '../../../src/contracts/overview';
import { DataTable } from '../../components/DataTable';
import { HATCH, NARROW } from '../../components/hatch';
import { PageLink } from '../../components/PageLink';
import { Section } from '../../components/Section';
import { StatusMark } from '../../components/StatusMark';
import { figure } from '../../words/numbers';
import { LEVEL, RISK, type Risk, VULNERABILITY, type Vulnerability } from '../../words/status';

const COLUMNS: readonly Vulnerability[] = [1, 2, 3, 'notRated'];
const ICON = {
  low: CheckmarkCircle16Filled,
  medium: Warning16Filled,
  high: ErrorCircle16Filled,
  notRated: QuestionCircle16Regular,
} as const;

const useStyles = makeStyles({
  table: { width: '100%', tableLayout: 'fixed', borderCollapse: 'separate', borderSpacing: '4px', margin: '-4px' },
  caption: {
    captionSide: 'bottom',
    textAlign: 'start',
    padding: '8px 4px 0',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  columnHead: {
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    padding: '2px',
    verticalAlign: 'bottom',
    overflowWrap: 'break-word',
  },
  rowHead: {
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    textAlign: 'start',
    width: '92px',
    padding: '2px',
    [NARROW]: { width: '64px' },
  },
  cell: { padding: 0, height: '56px' },
  box: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    height: '56px',
    position: 'relative',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    border: '1px solid transparent',
    textDecorationLine: 'none',
    ...createFocusOutlineStyle(),
  },
  link: { ':hover': { boxShadow: `inset 0 0 0 1px ${tokens.colorNeutralStrokeAccessible}` } },
  high: {
    backgroundColor: tokens.colorStatusDangerBackground2,
    ...shorthands.borderColor(tokens.colorStatusDangerBorder1),
    color: tokens.colorNeutralForeground1,
  },
  medium: {
    backgroundColor: tokens.colorStatusWarningBackground2,
    ...shorthands.borderColor(tokens.colorStatusWarningBorder1),
    color: tokens.colorNeutralForeground1,
  },
  low: {
    backgroundColor: tokens.colorStatusSuccessBackground2,
    ...shorthands.borderColor(tokens.colorStatusSuccessBorder1),
    color: tokens.colorNeutralForeground1,
  },
  notRated: {
    backgroundImage: HATCH,
    ...shorthands.borderColor(tokens.colorNeutralStrokeAccessible),
    color: tokens.colorNeutralForeground1,
  },
  highIcon: { color: tokens.colorStatusDangerForeground1 },
  mediumIcon: { color: tokens.colorStatusWarningForeground3 },
  lowIcon: { color: tokens.colorStatusSuccessForeground1 },
  notRatedIcon: {},
  forReaders: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  },
  none: {
    backgroundColor: 'transparent',
    backgroundImage: 'none',
    ...shorthands.borderColor(tokens.colorNeutralStroke2),
    color: tokens.colorNeutralForeground3,
  },
  count: {
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  word: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '3px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  plate: { backgroundColor: tokens.colorNeutralBackground1, borderRadius: '3px', padding: '0 5px' },
  iconOnPhone: { [NARROW]: { '& > svg': { display: 'none' } } },
});

const rowsOf = (threat: number, vulnerability: Vulnerability): string =>
  `/partners?threat=${threat}&vulnerability=${vulnerability}`;

interface CellProps {
  readonly threat: 1 | 2 | 3;
  readonly vulnerability: Vulnerability;
  readonly risk: Risk;
  readonly count: number;
}

function Cell({ threat, vulnerability, risk, count }: CellProps) {
  const styles = useStyles();
  const Icon = ICON[risk];
  const isUnknown = risk === 'notRated';
  if (count === 0) return <span className={mergeClasses(styles.box, styles.none)}>0</span>;
  const where = `threat ${LEVEL[threat].word.toLowerCase()}, ${VULNERABILITY[vulnerability].word.toLowerCase()}`;
  return (
    <Link className={mergeClasses(styles.box, styles.link, styles[risk])} to={rowsOf(threat, vulnerability)}>
      <span className={mergeClasses(styles.count, isUnknown && styles.plate)}>{figure(count)}</span>
      <span className={styles.forReaders}>
        {count === 1 ? 'partner' : 'partners'}, {where}
        {isUnknown ? '' : ', risk'}
      </span>
      {!isUnknown && (
        <span className={mergeClasses(styles.word, styles.iconOnPhone)}>
          <Icon aria-hidden className={styles[`${risk}Icon`]} />
          {RISK[risk].word}
        </span>
      )}
    </Link>
  );
}

/** Partners by threat of their country and vulnerability of their answers, as far as proven; each cell opens its rows. */
export function RiskMatrix({ matrix }: { readonly matrix: Overview['matrix'] }) {
  const styles = useStyles();
  const [params, setParams] = useSearchParams();
  const isTable = params.get('matrix') === 'table';
  const rows = matrix.toSorted((a, b) => b.threat - a.threat);
  const cells = rows.flatMap(({ threat, cells: of }) => of.map((cell) => ({ threat, ...cell })));
  const findCell = (threat: number, vulnerability: Vulnerability) =>
    cells.find((cell) => cell.threat === threat && cell.vulnerability === vulnerability);
  return (
    <Section
      title="Risk: threat and vulnerability"
      action={
        <Switch
          label="Show as table"
          checked={isTable}
          onChange={(_, { checked }) =>
            setParams(
              (before) => {
                if (checked) before.set('matrix', 'table');
                else before.delete('matrix');
                return before;
              },
              { replace: true },
            )
          }
        />
      }
    >
      {isTable ? (
        <DataTable
          label="Partners by threat and vulnerability"
          rows={cells.filter(({ count }) => count > 0)}
          rowKey={({ threat, vulnerability }) => `${threat} ${vulnerability}`}
          columns={[
            { id: 'threat', header: 'Threat', cell: ({ threat }) => `${threat}, ${LEVEL[threat].word.toLowerCase()}` },
            {
              id: 'vulnerability',
              header: 'Vulnerability',
              cell: ({ vulnerability }) => VULNERABILITY[vulnerability].word,
            },
            {
              id: 'risk',
              header: 'Risk',
              isTight: true,
              cell: ({ risk }) => <StatusMark tone={RISK[risk].tone}>{RISK[risk].word}</StatusMark>,
            },
            {
              id: 'count',
              header: 'Partners',
              isNumber: true,
              cell: ({ threat, vulnerability, count }) => (
                <PageLink to={rowsOf(threat, vulnerability)}>{figure(count)}</PageLink>
              ),
            },
          ]}
        />
      ) : (
        <table className={styles.table}>
          <caption className={styles.caption}>
            Rows: threat in the partner's country. Columns: what its answers and accepted proofs leave open. Hatched:
            not rated yet.
          </caption>
          <thead>
            <tr>
              <td className={styles.rowHead} />
              {COLUMNS.map((vulnerability) => (
                <th key={vulnerability} scope="col" className={styles.columnHead}>
                  {VULNERABILITY[vulnerability].word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ threat }) => (
              <tr key={threat}>
                <th scope="row" className={styles.rowHead}>
                  {LEVEL[threat].word} threat
                </th>
                {COLUMNS.map((vulnerability) => {
                  const cell = findCell(threat, vulnerability);
                  return (
                    <td key={vulnerability} className={styles.cell}>
                      <Cell
                        threat={threat}
                        vulnerability={vulnerability}
                        risk={cell?.risk ?? 'notRated'}
                        count={cell?.count ?? 0}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
