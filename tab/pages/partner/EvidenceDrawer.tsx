import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import type { AnswerView, EvidenceView } from '../../../src/contracts/partners';
import { DetailDrawer } from '../../components/DetailDrawer';
import { Facts } from '../../components/Facts';
import { MEDIUM } from '../../components/hatch';
import { StatusMark } from '../../components/StatusMark';
import { saveAs } from '../../components/saveAs';
import { moment } from '../../words/dates';
import { fileSize } from '../../words/numbers';
import { outcomeWord, REVIEW } from '../../words/status';
import { EvidencePreview } from './EvidencePreview';
import { ReviewForm } from './ReviewForm';
import { useEvidenceFile } from './useEvidenceFile';

const useStyles = makeStyles({
  split: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 340px',
    gap: '24px',
    height: '100%',
    [MEDIUM]: { gridTemplateColumns: 'minmax(0, 1fr)', height: 'auto' },
  },
  facts: { display: 'flex', flexDirection: 'column', gap: '16px', minWidth: 0 },
  question: { margin: 0, color: tokens.colorNeutralForeground2 },
  answer: { margin: '4px 0', fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  hash: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

interface Props {
  readonly answer: AnswerView;
  readonly evidence: EvidenceView;
  readonly mayReview: boolean;
  readonly onClose: () => void;
}

/** One file, large, with the question and answer it belongs to and the decision about it. */
export function EvidenceDrawer({ answer, evidence, mayReview, onClose }: Props) {
  const styles = useStyles();
  const file = useEvidenceFile(evidence);
  const outcome = outcomeWord(answer);
  return (
    <DetailDrawer
      title={evidence.name}
      isOpen
      size="full"
      onClose={onClose}
      footer={
        <Button
          icon={<ArrowDownload20Regular />}
          disabled={!file.data}
          onClick={() => file.data && saveAs(file.data.blob, evidence.name)}
        >
          Download
        </Button>
      }
    >
      <div className={styles.split}>
        <EvidencePreview evidence={evidence} file={file} />
        <div className={styles.facts}>
          <div>
            <p className={styles.question}>{answer.question}</p>
            <p className={styles.answer}>
              <bdi>{answer.answer ?? 'No answer yet'}</bdi>
            </p>
            <StatusMark tone={outcome.tone}>{outcome.word}</StatusMark>
          </div>
          <Facts
            facts={[
              [
                'Review',
                <StatusMark key="review" tone={REVIEW[evidence.reviewState].tone}>
                  {REVIEW[evidence.reviewState].word}
                </StatusMark>,
              ],
              ['Decided by', evidence.reviewedBy],
              ['Note', evidence.reviewNote],
              ['Criteria', answer.criteria.join(', ')],
              ['Site', evidence.siteName],
              ['Sent by', `${evidence.addedBy}, ${moment(evidence.addedAt)}`],
              ['Size', fileSize(evidence.size)],
              [
                'SHA-256',
                <span key="hash" className={styles.hash}>
                  {evidence.sha256}
                </span>,
              ],
            ]}
          />
          {mayReview && <ReviewForm evidence={evidence} onDone={onClose} />}
        </div>
      </div>
    </DetailDrawer>
  );
}
