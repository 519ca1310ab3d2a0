import { makeStyles, tokens } from '@fluentui/react-components';
import type { SiteDifferenceView } from '../../../src/contracts/partners';
import { PageLink } from '../../components/PageLink';
import { answerWords } from '../../words/dates';
import { counted } from '../../words/numbers';
import { answerAnchor, sectionAddress } from './useJumpTo';

const useStyles = makeStyles({
  root: {
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
    padding: '0 12px',
    marginBottom: '12px',
  },
  summary: { cursor: 'pointer', padding: '10px 0', fontWeight: tokens.fontWeightSemibold },
  list: { listStyleType: 'none', margin: 0, padding: '0 0 10px', display: 'grid', gap: '10px' },
  question: { margin: 0, color: tokens.colorNeutralForeground2 },
  said: { margin: '2px 0 0', padding: 0, listStyleType: 'none', display: 'flex', flexWrap: 'wrap', gap: '0 16px' },
});

/** Where the partner's sites answer differently: "Monterrey: Yes; Saltillo: No", each with a way to the answer. */
export function SiteDifferences({ differences = [] }: { readonly differences?: readonly SiteDifferenceView[] }) {
  const styles = useStyles();
  if (differences.length === 0) return null;
  return (
    <details className={styles.root}>
      <summary className={styles.summary}>
        The sites answer {counted(differences.length, 'question', 'questions')} differently
      </summary>
      <ul className={styles.list}>
        {differences.map(({ questionId, question, sites }) => (
          <li key={questionId}>
            <p className={styles.question}>{question}</p>
            <ul className={styles.said}>
              {sites.map(({ siteId, siteName, answer }) => (
                <li key={siteId}>
                  <PageLink to={sectionAddress('answers', answerAnchor({ questionId, siteName }))} isInText replace>
                    <bdi>{siteName}</bdi>
                  </PageLink>
                  : <bdi>{answer === undefined ? 'no answer' : answerWords(answer)}</bdi>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}
