import { Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import type { CriterionView } from '../../../src/contracts/program';
import { PARTNER_TYPES, type PartnerType } from '../../../src/domain/partner';
import { type Column, DataTable } from '../../components/DataTable';
import { StatusMark } from '../../components/StatusMark';
import { useNarrow } from '../../hooks/useNarrow';
import { moment } from '../../words/dates';
import { PARTNER_TYPE_LIST } from '../../words/partnerTypes';
import { APPLICABILITY, applicabilityFor, decisionFor } from './applicabilityWords';
import { DocumentLink } from './DocumentLink';

const useStyles = makeStyles({
  why: { display: 'grid', gap: '2px', fontSize: tokens.fontSizeBase200, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  state: { display: 'grid', gap: '6px', justifyItems: 'start' },
  // Its own padding would make every row twice as high.
  box: { margin: '-6px 0 -6px -8px' },
  below: { paddingInlineStart: '28px' },
});

const ORDER = { toBeChecked: 0, applies: 1, doesNotApply: 2 } as const;

/** To be checked first, then what applies; the chosen type before all. */
export function typesInOrder(criterion: CriterionView, first: PartnerType | undefined): readonly PartnerType[] {
  return PARTNER_TYPE_LIST.map(({ id }) => id).toSorted(
    (a, b) =>
      Number(b === first) - Number(a === first) ||
      ORDER[applicabilityFor(criterion, a)] - ORDER[applicabilityFor(criterion, b)],
  );
}

/** What the pack itself rests on. That it leaves a type out is its own judgement, which nobody confirmed either. */
const OF_THE_PACK = {
  applies: 'Seen in published material',
  toBeChecked: 'Asked; not compared with the authority’s text yet',
  doesNotApply: 'Left out by this pack, not confirmed',
} as const;

/** Who decided, when, and by which page of which document; or what the pack itself rests on. */
function Reason({ criterion, type }: { readonly criterion: CriterionView; readonly type: PartnerType }) {
  const styles = useStyles();
  const decision = criterion.decisions.find((each) => each.type === type);
  if (!decision) {
    return (
      <div className={styles.why}>
        <span className={styles.quiet}>{OF_THE_PACK[applicabilityFor(criterion, type)]}</span>
      </div>
    );
  }
  const { by, at, documentKey, documentName, page, note, state } = decision;
  return (
    <div className={styles.why}>
      <span>
        <bdi>{by}</bdi>, {moment(at)}
        {state === 'takenBack' && ': decision taken back'}
      </span>
      {documentKey && (
        <span>
          {documentName ? (
            <DocumentLink documentKey={documentKey} name={documentName} />
          ) : (
            'A document that is not here any more'
          )}
        </span>
      )}
      {documentKey && page && (
        <span>
          Page <bdi>{page}</bdi>
        </span>
      )}
      {note && <bdi className={styles.quiet}>{note}</bdi>}
    </div>
  );
}

interface Props {
  readonly criterion: CriterionView;
  readonly first: PartnerType | undefined;
  /** Absent for somebody who only reads. */
  readonly choice?: {
    readonly chosen: ReadonlySet<PartnerType>;
    readonly onChoose: (type: PartnerType, isChosen: boolean) => void;
    readonly onTakeBack: (type: PartnerType) => void;
    readonly isBusy: boolean;
  };
}

/** Every type of partner, how the criterion stands for it, and why. */
export function TypesTable({ criterion, first, choice }: Props) {
  const styles = useStyles();
  const isNarrow = useNarrow();
  const why: Column<PartnerType> = {
    id: 'why',
    header: 'Why',
    cell: (type) => <Reason criterion={criterion} type={type} />,
  };
  const columns: readonly Column<PartnerType>[] = [
    {
      id: 'type',
      header: 'Type of partner',
      cell: (type) => (
        <>
          {choice ? (
            <Checkbox
              className={styles.box}
              label={PARTNER_TYPES[type]}
              checked={choice.chosen.has(type)}
              onChange={(_, { checked }) => choice.onChoose(type, checked === true)}
            />
          ) : (
            PARTNER_TYPES[type]
          )}
          {isNarrow && (
            <div className={choice && styles.below}>
              <Reason criterion={criterion} type={type} />
            </div>
          )}
        </>
      ),
    },
    {
      id: 'state',
      header: 'State',
      isTight: true,
      cell: (type) => {
        const { tone, word } = APPLICABILITY[applicabilityFor(criterion, type)];
        return (
          <div className={styles.state}>
            <StatusMark tone={tone}>{word}</StatusMark>
            {choice && decisionFor(criterion, type) && (
              <Button
                size="small"
                type="button"
                aria-label={`Take back: ${PARTNER_TYPES[type]}`}
                disabledFocusable={choice.isBusy}
                onClick={() => choice.onTakeBack(type)}
              >
                Take back
              </Button>
            )}
          </div>
        );
      },
    },
    ...(isNarrow ? [] : [why]),
  ];
  return (
    <DataTable
      label="To whom it applies"
      rows={typesInOrder(criterion, first)}
      columns={columns}
      rowKey={(type) => type}
    />
  );
}
