import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components';
import { useSearchParams } from 'react-router';
import type { AnswerView, AssessmentView, PartnerDetail } from '../../../src/contracts/partners';
import { EmptyState } from '../../components/EmptyState';
import { Section } from '../../components/Section';
import { figure } from '../../words/numbers';
import { AnswerPart } from './AnswerPart';
import { CopyMenu } from './CopyMenu';
import { SiteDifferences } from './SiteDifferences';

const useStyles = makeStyles({ reason: { marginBottom: '12px' } });

/** What a reader comes for: what is missed, missing, said not to apply, or has a file to look at. */
const needsLook = ({ outcome, naState, evidence }: AnswerView): boolean =>
  outcome === 'notMet' ||
  outcome === 'partlyMet' ||
  outcome === 'unanswered' ||
  naState === 'proposed' ||
  evidence.some(({ reviewState }) => reviewState === 'toReview');

/** A short questionnaire is read whole; of a long one the sections where all is well are folded. */
const READ_WHOLE = 60;
/** So many answers stand open at first; what is behind them is opened part by part. */
const OPEN_AT_MOST = 300;

/** The parts that stand open at first. */
function openAtFirst(sections: AssessmentView['sections']): ReadonlySet<AssessmentView['sections'][number]> {
  const isShort = sections.flatMap(({ answers }) => answers).length <= READ_WHOLE;
  let room = OPEN_AT_MOST;
  return new Set(
    sections.filter(({ answers }) => {
      if (!(isShort || answers.some(needsLook)) || answers.length > room) return false;
      room -= answers.length;
      return true;
    }),
  );
}

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
  const open = openAtFirst(assessment.sections);
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
        <AnswerPart
          key={`${assessment.key} ${section.id} ${section.siteId ?? ''}`}
          section={section}
          assessmentKey={assessment.key}
          partner={partner}
          may={may}
          isOpenAtFirst={open.has(section)}
          asked={asked}
        />
      ))}
    </Section>
  );
}
