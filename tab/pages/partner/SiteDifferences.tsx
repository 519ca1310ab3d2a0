import { makeStyles, tokens } from '@fluentui/react-components';
import { Fragment, useState } from 'react';
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
  said: { margin: '2px 0 0', padding: 0, listStyleType: 'none', display: 'grid', gap: '2px' },
});

/** The sites by what they said, so that fifty sites with two answers are two lines. */
function byAnswer(sites: SiteDifferenceView['sites']): readonly (readonly [string, SiteDifferenceView['sites']])[] {
  const groups = new Map<string, SiteDifferenceView['sites']>();
  for (const site of sites) {
    const words = site.answer === undefined ? 'no answer' : answerWords(site.answer);
    groups.set(words, [...(groups.get(words) ?? []), site]);
  }
  return [...groups];
}

/** So many sites of an answer are named; the others stand in their own parts below. */
const NAMED = 8;

/** One question: the sites by what they said, each with a way to its answer. */
function Difference({ difference: { questionId, question, sites } }: { readonly difference: SiteDifferenceView }) {
  const styles = useStyles();
  return (
    <li>
      <p className={styles.question}>{question}</p>
      <ul className={styles.said}>
        {byAnswer(sites).map(([words, same]) => (
          <li key={words}>
            {same.slice(0, NAMED).map(({ siteId, siteName }, position) => (
              <Fragment key={siteId}>
                {position > 0 && ', '}
                <PageLink to={sectionAddress('answers', answerAnchor({ questionId, siteName }))} isInText replace>
                  <bdi>{siteName}</bdi>
                </PageLink>
              </Fragment>
            ))}
            {same.length > NAMED && ` and ${counted(same.length - NAMED, 'more site')}`}: <bdi>{words}</bdi>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Where the partner's sites answer differently: "Monterrey, Puebla: Yes", "Saltillo: No". */
export function SiteDifferences({ differences = [] }: { readonly differences?: readonly SiteDifferenceView[] }) {
  const styles = useStyles();
  const [isOpen, setIsOpen] = useState(false);
  if (differences.length === 0) return null;
  return (
    <details className={styles.root} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className={styles.summary}>
        The sites answer {counted(differences.length, 'question', 'questions')} differently
      </summary>
      {isOpen && (
        <ul className={styles.list}>
          {differences.map((difference) => (
            <Difference key={difference.questionId} difference={difference} />
          ))}
        </ul>
      )}
    </details>
  );
}
