import { Button, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { EvidenceView, ReviewEvidence } from '../../../src/contracts/partners';
import { service } from '../../api/service';
import { ErrorBar } from '../../components/ErrorBar';
import { LeaveGuard } from '../../components/LeaveGuard';
import { useAct } from '../../hooks/useAct';
import { useNotice } from '../../hooks/useNotice';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    paddingTop: '16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  acts: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
});

const SAID = {
  accepted: 'The file was accepted.',
  rejected: 'The file was rejected; the partner will see your note.',
  toReview: 'The file is to be reviewed again.',
} as const;

/** Accept or reject one file, with a note and a last day on which it is good. */
export function ReviewForm({ evidence, onDone }: { readonly evidence: EvidenceView; readonly onDone: () => void }) {
  const styles = useStyles();
  const title = useId();
  const [note, setNote] = useState(evidence.reviewNote ?? '');
  const [validUntil, setValidUntil] = useState(evidence.validUntil ?? '');
  const [noteError, setNoteError] = useState<string>();
  const noteBox = useRef<HTMLTextAreaElement>(null);
  const queries = useQueryClient();
  const notice = useNotice();
  const review = useAct({
    mutationFn: (input: ReviewEvidence) => service.reviewEvidence(evidence.key, input),
    onSuccess: async (_, { reviewState }) => {
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'evidence' });
      notice(SAID[reviewState]);
      onDone();
    },
  });
  const decide = (reviewState: ReviewEvidence['reviewState']) => {
    if (review.isPending) return;
    if (reviewState === 'rejected' && note.trim() === '') {
      setNoteError('Say what is missing, so that the partner can send the right file.');
      noteBox.current?.focus();
      return;
    }
    review.mutate({
      version: evidence.version,
      reviewState,
      note: note.trim() || undefined,
      validUntil: reviewState === 'accepted' ? validUntil || undefined : undefined,
    });
  };
  const isDirty = !review.isPending && !review.isSuccess && note !== (evidence.reviewNote ?? '');
  return (
    <section className={styles.root} aria-labelledby={title}>
      <LeaveGuard isDirty={isDirty} />
      <h3 className={styles.title} id={title}>
        Your decision
      </h3>
      {review.error && <ErrorBar error={review.error} />}
      <Field label="Note to the partner" hint="Needed when you reject." validationMessage={noteError}>
        <Textarea
          ref={noteBox}
          value={note}
          maxLength={500}
          onChange={(_, { value }) => {
            setNote(value);
            setNoteError(undefined);
          }}
        />
      </Field>
      <Field label="Good until" hint="Leave empty when it does not run out.">
        <Input type="date" value={validUntil} onChange={(_, { value }) => setValidUntil(value)} />
      </Field>
      <div className={styles.acts}>
        <Button appearance="primary" onClick={() => decide('accepted')} disabledFocusable={review.isPending}>
          Accept
        </Button>
        <Button onClick={() => decide('rejected')} disabledFocusable={review.isPending}>
          Reject
        </Button>
        {evidence.reviewState !== 'toReview' && (
          <Button appearance="subtle" onClick={() => decide('toReview')} disabledFocusable={review.isPending}>
            Review again
          </Button>
        )}
      </div>
    </section>
  );
}
