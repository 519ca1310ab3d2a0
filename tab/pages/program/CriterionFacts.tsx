import { makeStyles } from '@fluentui/react-components';
import type { CriterionView, ProgramView } from '../../../src/contracts/program';
import { Facts } from '../../components/Facts';
import { day } from '../../words/dates';
import { obligationWords } from './applicabilityWords';

const useStyles = makeStyles({ list: { margin: 0, paddingInlineStart: '18px' } });

/** What a criterion asks, how strictly, and what shows that it is carried out. */
export function CriterionFacts({
  criterion,
  program,
}: {
  readonly criterion: CriterionView;
  readonly program: ProgramView;
}) {
  const styles = useStyles();
  const list = (lines: readonly string[]) => (
    <ul className={styles.list}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
  const category = program.categories.find(({ id }) => id === criterion.category)?.title;
  return (
    <Facts
      facts={[
        ['Category', category],
        ['Obligation', obligationWords(criterion)],
        [
          'Before that',
          criterion.earlier &&
            list(criterion.earlier.map(({ obligation, until }) => `${obligation} until ${day(until)}`)),
        ],
        ['Parts', criterion.parts && list(criterion.parts.map(({ title, obligation }) => `${title} (${obligation})`))],
        ['What shows it', list(criterion.evidence)],
        [
          'Its wording',
          criterion.isConfirmed
            ? 'Number, content and obligation were seen in published material'
            : 'To be checked with the authority’s text',
        ],
        ['Basis', criterion.basisNote],
      ]}
    />
  );
}
