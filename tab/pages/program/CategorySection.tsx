import { makeStyles, tokens } from '@fluentui/react-components';
import type { CriterionView } from '../../../src/contracts/program';
import { PARTNER_TYPES, type PartnerType } from '../../../src/domain/partner';
import { type Column, DataTable } from '../../components/DataTable';
import { PageLink } from '../../components/PageLink';
import { Section } from '../../components/Section';
import { StatusMark } from '../../components/StatusMark';
import { useNarrow } from '../../hooks/useNarrow';
import { day } from '../../words/dates';
import { counted, figure } from '../../words/numbers';
import { APPLICABILITY, applicabilityFor, decisionFor, obligationWords, someTypes } from './applicabilityWords';

const useStyles = makeStyles({
  row: { display: 'flex', gap: '8px' },
  number: { flexShrink: 0, minWidth: '36px', color: tokens.colorNeutralForeground2 },
  who: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  state: { display: 'grid', gap: '2px', justifyItems: 'start' },
});

/** How a criterion stands for one type, and who said so. */
function StateFor({ criterion, type }: { readonly criterion: CriterionView; readonly type: PartnerType }) {
  const styles = useStyles();
  const { tone, word } = APPLICABILITY[applicabilityFor(criterion, type)];
  const decision = decisionFor(criterion, type);
  return (
    <span className={styles.state}>
      <StatusMark tone={tone}>{word}</StatusMark>
      {decision && (
        <span className={styles.who}>
          <bdi>{decision.by}</bdi>, {day(decision.at)}
        </span>
      )}
    </span>
  );
}

function Name({ criterion, to }: { readonly criterion: CriterionView; readonly to: string }) {
  const styles = useStyles();
  return (
    <span className={styles.row}>
      <span className={styles.number}>{criterion.id}</span>
      <PageLink to={to} replace preventScrollReset>
        {criterion.title}
      </PageLink>
    </span>
  );
}

interface Props {
  readonly title: string;
  readonly criteria: readonly CriterionView[];
  /** Shows how each stands for this type; for all types together when absent. */
  readonly type: PartnerType | undefined;
  readonly addressOf: (criterion: string) => string;
}

/** One category's criteria with their obligation and to whom they apply. */
export function CategorySection({ title, criteria, type, addressOf }: Props) {
  const isNarrow = useNarrow();
  const first: readonly Column<CriterionView>[] = [
    {
      id: 'criterion',
      header: 'Criterion',
      cell: (criterion) => <Name criterion={criterion} to={addressOf(criterion.id)} />,
    },
    { id: 'obligation', header: 'Obligation', isTight: true, minWidth: 144, hide: 'onPhone', cell: obligationWords },
  ];
  const rest: readonly Column<CriterionView>[] = type
    ? [
        {
          id: 'state',
          header: PARTNER_TYPES[type],
          minWidth: isNarrow ? 132 : 220,
          // The same in every category, so that the columns of the page stand below each other.
          width: isNarrow ? undefined : 236,
          cell: (criterion) => <StateFor criterion={criterion} type={type} />,
        },
      ]
    : [
        {
          id: 'types',
          header: 'Applies to',
          minWidth: 300,
          // The same in every category, so that the columns of the page stand below each other.
          width: 340,
          hide: 'onPhone',
          cell: ({ appliesTo, toBeChecked }) =>
            appliesTo.length === 0 && toBeChecked.length > 0 ? 'None confirmed yet' : someTypes(appliesTo),
        },
        {
          id: 'toBeChecked',
          header: 'To be checked',
          isNumber: true,
          isTight: true,
          minWidth: 100,
          cell: ({ toBeChecked }) => (toBeChecked.length > 0 ? counted(toBeChecked.length, 'type') : figure(0)),
        },
      ];
  const open = criteria.filter((each) =>
    type ? applicabilityFor(each, type) === 'toBeChecked' : each.toBeChecked.length > 0,
  ).length;
  return (
    <Section
      title={title}
      isFlush
      note={`${counted(criteria.length, 'criterion', 'criteria')}, ${open === 0 ? 'none' : figure(open)} to be checked`}
    >
      <DataTable label={title} isFlush rows={criteria} columns={[...first, ...rest]} rowKey={({ id }) => id} />
    </Section>
  );
}
