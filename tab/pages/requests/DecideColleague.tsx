import { Button, Field, makeStyles, Textarea } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { decideColleagueInput, type RequestView } from '../../../src/contracts/collaboration';
import { service } from '../../api/service';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { ErrorBar } from '../../components/ErrorBar';
import { useAct } from '../../hooks/useAct';
import { useNotice } from '../../hooks/useNotice';
import { type Decision, decisionsFor, decisionWords } from './decisionWords';

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '12px' },
  button: { overflowWrap: 'anywhere' },
  content: { display: 'grid', gap: '12px', overflowWrap: 'anywhere' },
  follows: { margin: 0, padding: '0 0 0 20px', display: 'grid', gap: '4px' },
});

/** Agrees to a colleague whom a contact named, or does not, after reading what follows from either; or changes that. */
export function DecideColleague({ request }: { readonly request: RequestView }) {
  const styles = useStyles();
  const queries = useQueryClient();
  const notice = useNotice();
  const [decision, setDecision] = useState<Decision>();
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string>();
  const decisions = decisionsFor(request);
  const isChange = request.state !== 'open';
  const words = decisionWords(request, decision ?? decisions[0] ?? 'agree');
  const decide = useAct({
    mutationFn: (chosen: Decision) =>
      service.decideColleague(request.key, {
        isAgreed: chosen === 'agree',
        note: (words.isTold && note.trim()) || undefined,
        ...(isChange ? { isChange } : {}),
      }),
    onSuccess: async (_, chosen) => {
      await queries.invalidateQueries();
      notice(decisionWords(request, chosen).done);
      setDecision(undefined);
      setNote('');
    },
  });
  const ask = (chosen: Decision) => {
    decide.reset();
    setDecision(chosen);
  };
  return (
    <>
      {decisions.length > 0 && (
        <div className={styles.acts}>
          {decisions.map((each) => (
            <Button
              key={each}
              className={styles.button}
              size={isChange ? 'small' : 'medium'}
              appearance={isChange ? 'subtle' : 'secondary'}
              onClick={() => ask(each)}
            >
              {decisionWords(request, each).button}
            </Button>
          ))}
        </div>
      )}
      <ConfirmDialog
        title={words.title}
        isOpen={decision !== undefined}
        confirm={words.confirm}
        isBusy={decide.isPending}
        onConfirm={() => {
          const checked = decideColleagueInput.shape.note.safeParse(note);
          setProblem(checked.success ? undefined : checked.error.issues[0]?.message);
          if (decision && checked.success) decide.mutate(decision);
        }}
        onCancel={() => setDecision(undefined)}
      >
        <div className={styles.content}>
          {decide.error && <ErrorBar error={decide.error} />}
          <ul className={styles.follows}>
            {words.follows.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {words.isTold && (
            <Field label={`Note to ${request.contactName}`} hint="You need not write one." validationMessage={problem}>
              <Textarea
                value={note}
                rows={2}
                resize="vertical"
                onChange={(_, { value }) => {
                  setProblem(undefined);
                  setNote(value);
                }}
              />
            </Field>
          )}
        </div>
      </ConfirmDialog>
    </>
  );
}
