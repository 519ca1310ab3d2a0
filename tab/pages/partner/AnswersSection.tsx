import {
  Badge,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { useSearchParams } from 'react-router';
import type { AnswerView, AssessmentView, PartnerDetail } from '../../../src/contracts/partners';
import { EmptyState } from '../../components/EmptyState';
import { NARROW } from '../../components/hatch';
import { Section } from '../../components/Section';
import { StatusMark } from '../../components/StatusMark';
import { answerWords, moment } from '../../words/dates';
import { counted, figure } from '../../words/numbers';
import { outcomeWord } from '../../words/status';
import { CopyMenu } from './CopyMenu';
import { EvidenceLinks } from './EvidenceLinks';
import { NotApplicable } from './NotApplicable';
import { SiteDifferences } from './SiteDifferences';
import { answerAnchor } from './useJumpTo';

const useStyles = makeStyles({
  part: {
    // Inline, so that the words wrap beside the mark of an open or folded part, not below it.
    display: 'inline',
    margin: 0,
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  summary: { cursor: 'pointer', padding: '10px 0' },
  note: { marginLeft: '8px', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
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
  by: { margin: '2px 0 0', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  marks: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '4px',
    [NARROW]: { flexDirection: 'row', flexWrap: 'wrap' },
  },
  criteria: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  reason: { marginBottom: '12px' },
});

interface RowProps {
  readonly answer: AnswerView;
  readonly assessmentKey: string;
  readonly may: PartnerDetail['may'];
  readonly isAsked: boolean;
}

function AnswerRow({ answer, assessmentKey, may, isAsked }: RowProps) {
  const styles = useStyles();
  const outcome = outcomeWord(answer);
  return (
    <li className={mergeClasses(styles.row, isAsked && styles.asked)} data-row={answerAnchor(answer)} tabIndex={-1}>
      <div>
        <p className={styles.question}>{answer.question}</p>
        {answer.answer && (
          <p className={styles.answer}>
            <bdi>{answerWords(answer.answer)}</bdi>
          </p>
        )}
        {answer.naReason && !answer.answer?.includes(answer.naReason) && (
          <p className={styles.comment}>Reason given: {answer.naReason}</p>
        )}
        {answer.comment && (
          <p className={styles.comment}>
            <bdi>{answer.comment}</bdi>
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

/** What a reader comes for: what is missed, missing, said not to apply, or has a file to look at. */
const needsLook = ({ outcome, naState, evidence }: AnswerView): boolean =>
  outcome === 'notMet' ||
  outcome === 'partlyMet' ||
  outcome === 'unanswered' ||
  naState === 'proposed' ||
  evidence.some(({ reviewState }) => reviewState === 'toReview');

/** A short questionnaire is read whole; of a long one the sections where all is well are folded. */
const READ_WHOLE = 60;

function partNote(answers: readonly AnswerView[]): string {
  const answered = answers.filter(({ outcome }) => outcome !== 'unanswered').length;
  const missed = answers.filter(({ outcome }) => outcome === 'notMet').length;
  const files = answers
    .flatMap(({ evidence }) => evidence)
    .filter(({ reviewState }) => reviewState === 'toReview').length;
  return [
    `${answered} of ${answers.length}`,
    ...(missed > 0 ? [`${missed} not met`] : []),
    ...(files > 0 ? [counted(files, 'file to review', 'files to review')] : []),
  ].join(' · ');
}

/** Who of the partner's own people named the site while answering. */
const AddedBy = ({ name }: { readonly name: string | undefined }) =>
  name ? (
    <>
      , added by <bdi>{name}</bdi>
    </>
  ) : null;

/** Everything that was asked, with the answer in words and how it counts. */
export function AnswersSection({
  assessment,
  detail: { may, partner },
}: {
  readonly assessment: AssessmentView;
  readonly detail: Pick<PartnerDetail, 'may' | 'partner'>;
}) {
  const styles = useStyles();
  const [params] = useSearchParams();
  const asked = params.get('section') === 'answers' ? params.get('at') : null;
  const { answered, total } = assessment.progress;
  const isShort = assessment.sections.flatMap(({ answers }) => answers).length <= READ_WHOLE;
  return (
    <Section
      title="Answers"
      anchor="answers"
      note={`${figure(answered)} of ${figure(total)} answered`}
      action={<CopyMenu assessment={assessment} partnerName={partner.name} />}
    >
      {assessment.openMustsReason && (
        <MessageBar intent="warning" layout="multiline" className={styles.reason}>
          <MessageBarBody>
            <MessageBarTitle>Sent with required questions open.</MessageBarTitle> Reason given:{' '}
            <bdi>{assessment.openMustsReason}</bdi>
          </MessageBarBody>
        </MessageBar>
      )}
      <SiteDifferences differences={assessment.differences} />
      {assessment.sections.length === 0 && (
        <EmptyState>The questions show here as soon as the campaign has been opened for this partner.</EmptyState>
      )}
      {assessment.sections.map((section) => (
        <details
          key={`${section.id} ${section.siteName ?? ''}`}
          open={
            isShort ||
            section.answers.some(needsLook) ||
            section.answers.some((answer) => answerAnchor(answer) === asked)
          }
        >
          <summary className={styles.summary}>
            <h3 className={styles.part}>
              {section.title}
              {section.siteName && (
                <span className={styles.note}>
                  <bdi>{section.siteName}</bdi>
                  <AddedBy name={partner.sites.find(({ id }) => id === section.siteId)?.addedBy} />
                </span>
              )}
              <span className={styles.note}>{partNote(section.answers)}</span>
            </h3>
          </summary>
          <ul className={styles.list}>
            {section.answers.map((answer) => (
              <AnswerRow
                key={answerAnchor(answer)}
                answer={answer}
                assessmentKey={assessment.key}
                may={may}
                isAsked={asked === answerAnchor(answer)}
              />
            ))}
          </ul>
        </details>
      ))}
    </Section>
  );
}
