import { makeStyles, tokens } from '@fluentui/react-components';
import { Attach16Regular } from '@fluentui/react-icons';
import type { AnswerView } from '../../../src/contracts/partners';
import { MiddleText } from '../../components/MiddleText';
import { PageLink } from '../../components/PageLink';
import { StatusMark } from '../../components/StatusMark';
import { REVIEW } from '../../words/status';
import { evidenceAddress } from './evidenceAddress';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: '6px 0 0', padding: 0, display: 'grid', gap: '4px' },
  item: { display: 'flex', alignItems: 'center', gap: '6px', minWidth: 0 },
  name: { minWidth: 0, display: 'flex' },
  wanted: { margin: '4px 0 0', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** The files under an answer, or that one is wanted and missing. */
export function EvidenceLinks({ answer }: { readonly answer: AnswerView }) {
  const styles = useStyles();
  if (answer.evidence.length === 0)
    return answer.evidenceWanted && answer.outcome === 'met' ? (
      <p className={styles.wanted}>No proof sent yet.</p>
    ) : null;
  return (
    <ul className={styles.list}>
      {answer.evidence.map((evidence) => (
        <li key={evidence.key} className={styles.item}>
          <Attach16Regular aria-hidden style={{ flexShrink: 0 }} />
          <PageLink to={evidenceAddress(evidence.key)} replace preventScrollReset className={styles.name}>
            <MiddleText>{evidence.name}</MiddleText>
          </PageLink>
          <StatusMark tone={REVIEW[evidence.reviewState].tone}>{REVIEW[evidence.reviewState].word}</StatusMark>
        </li>
      ))}
    </ul>
  );
}
