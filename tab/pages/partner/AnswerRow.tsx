import { Badge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { AnswerView, PartnerDetail } from '../../../src/contracts/partners';
import { NARROW } from '../../components/hatch';
import { StatusMark } from '../../components/StatusMark';
import { answerWords, moment } from '../../words/dates';
import { outcomeWord } from '../../words/status';
import { EvidenceLinks } from './EvidenceLinks';
import { NotApplicable } from './NotApplicable';
import { answerAnchor } from './useJumpTo';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 156px',
    columnGap: '16px',
    rowGap: '4px',
    padding: '10px 8px',
    margin: '0 -8px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    borderRadius: tokens.borderRadiusMedium,
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  asked: {
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
  },
  question: { margin: 0, color: tokens.colorNeutralForeground2 },
  answer: { margin: '2px 0 0', overflowWrap: 'anywhere', fontWeight: tokens.fontWeightSemibold },
  comment: { margin: '2px 0 0', overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  label: { color: tokens.colorNeutralForeground2 },
  lines: {
    margin: '2px 0 0',
    padding: 0,
    listStyleType: 'none',
    overflowWrap: 'anywhere',
    fontWeight: tokens.fontWeightSemibold,
  },
  by: { margin: '2px 0 0', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  marks: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '4px',
    [NARROW]: { flexDirection: 'row', flexWrap: 'wrap' },
  },
  criteria: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

interface RowProps {
  readonly answer: AnswerView;
  readonly assessmentKey: string;
  readonly may: PartnerDetail['may'];
  readonly isAsked: boolean;
}

/** One question with what was answered, by whom, what proves it, and how it counts. */
export function AnswerRow({ answer, assessmentKey, may, isAsked }: RowProps) {
  const styles = useStyles();
  const outcome = outcomeWord(answer);
  return (
    <li className={mergeClasses(styles.row, isAsked && styles.asked)} data-row={answerAnchor(answer)} tabIndex={-1}>
      <div>
        <p className={styles.question}>{answer.question}</p>
        {answer.answerLines ? (
          <ul className={styles.lines}>
            {answer.answerLines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ) : (
          answer.answer && (
            <p className={styles.answer}>
              <bdi>{answerWords(answer.answer)}</bdi>
            </p>
          )
        )}
        {answer.naReason && !answer.answer?.includes(answer.naReason) && (
          <p className={styles.comment}>
            <span className={styles.label}>Reason given:</span> {answer.naReason}
          </p>
        )}
        {answer.comment && (
          <p className={styles.comment}>
            <span className={styles.label}>Comment:</span> <bdi>{answer.comment}</bdi>
          </p>
        )}
        {answer.sameAs && (
          <p className={styles.by}>
            Same as <bdi>{answer.sameAs}</bdi>, taken over by the partner
          </p>
        )}
        {answer.by && (
          <p className={styles.by}>
            <bdi>{answer.by}</bdi>
            {answer.at && `, ${moment(answer.at)}`}
            {answer.source && `, ${answer.source}`}
          </p>
        )}
        <EvidenceLinks answer={answer} />
        {answer.naState && <NotApplicable answer={answer} assessmentKey={assessmentKey} mayDecide={may.review} />}
      </div>
      <div className={styles.marks}>
        <StatusMark tone={outcome.tone}>{outcome.word}</StatusMark>
        <span className={styles.criteria}>
          {answer.obligation && (
            <Badge appearance="outline" size="small" color="informative">
              {answer.obligation}
            </Badge>
          )}{' '}
          {answer.criteria.join(', ')}
        </span>
      </div>
    </li>
  );
}
