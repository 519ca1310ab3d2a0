import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useSearchParams } from 'react-router';
import type { RankedPartner } from '../../../src/contracts/overview';
import { CountryName } from '../../components/CountryName';
import { EmptyState } from '../../components/EmptyState';
import { NARROW } from '../../components/hatch';
import { MiddleText } from '../../components/MiddleText';
import { PageLink } from '../../components/PageLink';
import { Section } from '../../components/Section';
import { StatusMark } from '../../components/StatusMark';
import { counted, figure } from '../../words/numbers';
import { RISK } from '../../words/status';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: '8px',
    padding: '7px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopColor: 'transparent' },
  },
  rank: {
    color: tokens.colorNeutralForeground3,
    textAlign: 'end',
    fontVariantNumeric: 'tabular-nums',
    paddingRight: '4px',
  },
  name: { fontWeight: tokens.fontWeightSemibold, display: 'block', maxWidth: '100%' },
  why: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  words: { minWidth: 0 },
  mark: { [NARROW]: { gridColumnStart: 2, justifySelf: 'start', marginTop: '2px' } },
});

const SHOWN = 6;

/** "9 open musts, 22 unproven, sole source" */
function reasonOf({ figures, isSoleSource }: RankedPartner): string {
  const parts = [];
  if (figures.openMusts > 0) parts.push(counted(figures.openMusts, 'open must'));
  if (figures.unproven > 0) parts.push(`${figures.unproven} unproven`);
  if (figures.unanswered > 0) parts.push(`${figures.unanswered} unanswered`);
  if (isSoleSource) parts.push('sole source');
  return parts.join(', ');
}

/** Whom to speak to first: red before the rest, then by what is open. */
export function CallFirst({
  partners,
  total,
}: {
  readonly partners: readonly RankedPartner[];
  /** How many need a call, also those that are not in the list. */
  readonly total: number;
}) {
  const styles = useStyles();
  const [params, setParams] = useSearchParams();
  const isAll = params.get('call') === 'all';
  const shown = isAll ? partners : partners.slice(0, SHOWN);
  const toggle = () =>
    setParams(
      (before) => {
        if (isAll) before.delete('call');
        else before.set('call', 'all');
        return before;
      },
      { replace: true },
    );
  return (
    <Section
      title="Call first"
      note={
        total > partners.length
          ? `the first ${partners.length} of ${figure(total)} who need a call`
          : total > 0
            ? `${figure(total)} ${total === 1 ? 'needs' : 'need'} a call`
            : undefined
      }
      action={
        partners.length > SHOWN && (
          <Button size="small" appearance="subtle" aria-expanded={isAll} onClick={toggle}>
            {isAll ? 'Show fewer' : `Show all ${partners.length}`}
          </Button>
        )
      }
    >
      {partners.length === 0 ? (
        <EmptyState>
          Nobody needs a call now. Partners come up here once something is open in their answers and their risk is not
          low.
        </EmptyState>
      ) : (
        <ol className={styles.list}>
          {shown.map((partner, index) => (
            <li key={partner.partnerKey} className={styles.row}>
              <span className={styles.rank}>{index + 1}</span>
              <span className={styles.words}>
                <PageLink to={`/partners/${partner.partnerKey}`} className={styles.name}>
                  <MiddleText>{partner.name}</MiddleText>
                </PageLink>
                <span className={styles.why}>
                  <CountryName code={partner.country} /> · {reasonOf(partner)}
                </span>
              </span>
              <span className={styles.mark}>
                <StatusMark tone={RISK[partner.figures.riskEvidenced].tone}>
                  {RISK[partner.figures.riskEvidenced].word}
                </StatusMark>
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
