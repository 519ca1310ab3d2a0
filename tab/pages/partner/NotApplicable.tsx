import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import type { AnswerView } from '../../../src/contracts/partners';
import { service } from '../../api/service';
import { ErrorBar } from '../../components/ErrorBar';
import { useAct } from '../../hooks/useAct';
import { useNotice } from '../../hooks/useNotice';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px', marginTop: '6px' },
  words: { color: tokens.colorNeutralForeground2, flexBasis: '100%' },
});

const STATE = {
  proposed: 'The partner says this does not apply. Until you agree, it counts as unanswered.',
  agreed: 'Agreed that this does not apply.',
  refused: 'Not agreed: it counts as unanswered.',
} as const;

interface Props {
  readonly answer: AnswerView;
  readonly assessmentKey: string;
  readonly mayDecide: boolean;
}

/** A reviewer's agreement, or not, that a question does not apply. */
export function NotApplicable({ answer, assessmentKey, mayDecide }: Props) {
  const styles = useStyles();
  const queries = useQueryClient();
  const notice = useNotice();
  const decide = useAct({
    mutationFn: (decision: 'agreed' | 'refused') =>
      service.decideNotApplicable(assessmentKey, { questionId: answer.questionId, siteId: answer.siteId, decision }),
    onSuccess: async (_, decision) => {
      await queries.invalidateQueries();
      notice(decision === 'agreed' ? 'Agreed: this question does not apply.' : 'Not agreed: this question stays open.');
    },
  });
  if (!answer.naState) return null;
  return (
    <div>
      <div className={styles.root}>
        <span className={styles.words}>{STATE[answer.naState]}</span>
        {mayDecide && answer.naState !== 'agreed' && (
          <Button size="small" onClick={() => decide.mutate('agreed')} disabledFocusable={decide.isPending}>
            Agree
          </Button>
        )}
        {mayDecide && answer.naState !== 'refused' && (
          <Button size="small" onClick={() => decide.mutate('refused')} disabledFocusable={decide.isPending}>
            Do not agree
          </Button>
        )}
      </div>
      {decide.error && <ErrorBar error={decide.error} />}
    </div>
  );
}
