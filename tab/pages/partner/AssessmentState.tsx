import type { AssessmentView } from '../../../src/contracts/partners';
import { PageLink } from '../../components/PageLink';
import { day, due } from '../../words/dates';
import { counted, figure } from '../../words/numbers';
import { GROUP, RISK } from '../../words/status';
import { sectionAddress } from './useJumpTo';

function whereItStands(assessment: AssessmentView): string {
  const toReview = assessment.sections
    .flatMap(({ answers }) => answers.flatMap(({ evidence }) => evidence))
    .filter(({ reviewState }) => reviewState === 'toReview').length;
  if (assessment.status === 'submitted') {
    const when = assessment.submittedAt ? `submitted ${day(assessment.submittedAt)}` : 'submitted';
    return toReview > 0 ? `${when}, ${counted(toReview, 'file')} to review` : when;
  }
  const { answered, total } = assessment.progress;
  return `${GROUP[assessment.group].word.toLowerCase()}, ${figure(answered)} of ${figure(total)} answered, ${due(assessment.dueOn)}`;
}

/** "7 open musts · 22 unproven · risk high (why?) · 2027 review: submitted 3 May" */
export function AssessmentState({ assessment }: { readonly assessment: AssessmentView | undefined }) {
  if (!assessment) return <>Not asked yet, so not rated yet.</>;
  const figures = assessment.score?.figures;
  return (
    <>
      {figures ? (
        <>
          <strong>
            {counted(figures.openMusts, 'open must')} · {figure(figures.unproven)} unproven · risk{' '}
            {RISK[figures.riskEvidenced].word.toLowerCase()}
          </strong>{' '}
          (
          <PageLink to={sectionAddress('score')} isInText replace>
            why?
          </PageLink>
          )
        </>
      ) : (
        <strong>Not rated yet</strong>
      )}{' '}
      · <bdi>{assessment.campaignTitle}</bdi>: {whereItStands(assessment)}
    </>
  );
}
