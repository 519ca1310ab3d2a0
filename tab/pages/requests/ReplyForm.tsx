import { Button, Field, makeStyles, Spinner, Textarea } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { type RequestView, replyInput } from '../../../src/contracts/collaboration';
import { newRequestId } from '../../api/requestId';
import { service } from '../../api/service';
import { ErrorBar } from '../../components/ErrorBar';
import { useAct } from '../../hooks/useAct';
import { useNotice } from '../../hooks/useNotice';

const useStyles = makeStyles({
  form: { display: 'grid', gap: '8px', marginTop: '12px' },
  acts: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

interface Props {
  readonly request: RequestView;
  readonly draft: string;
  readonly onDraft: (text: string) => void;
  readonly onSent: () => void;
}

/** Answers a contact's question. The same words sent again, after a lost line or a double press, are sent once. */
export function ReplyForm({ request, draft, onDraft, onSent }: Props) {
  const styles = useStyles();
  const queries = useQueryClient();
  const notice = useNotice();
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);
  const last = useRef<{ readonly text: string; readonly requestId: string }>(undefined);
  const reply = useAct({
    mutationFn: (input: { text: string; requestId: string }) => service.replyToRequest(request.key, input),
    onSuccess: async () => {
      onDraft('');
      last.current = undefined;
      await queries.invalidateQueries();
      notice(`Your answer goes to ${request.contactName} now.`);
      onSent();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const checked = replyInput.shape.text.safeParse(draft);
    if (!checked.success) {
      setProblem(checked.error.issues[0]?.message);
      field.current?.focus();
      return;
    }
    const text = checked.data;
    if (last.current?.text !== text) last.current = { text, requestId: newRequestId() };
    reply.mutate(last.current);
  };
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      {reply.error && <ErrorBar error={reply.error} />}
      <Field
        label={`Your answer to ${request.contactName}`}
        hint={`Goes to ${request.contactName} in Teams or by mail, with your name.`}
        validationMessage={problem}
      >
        <Textarea
          ref={field}
          value={draft}
          resize="vertical"
          rows={3}
          onChange={(_, { value }) => {
            setProblem(undefined);
            onDraft(value);
          }}
        />
      </Field>
      <div className={styles.acts}>
        <Button
          type="submit"
          disabledFocusable={reply.isPending}
          icon={reply.isPending ? <Spinner size="tiny" /> : undefined}
        >
          {reply.isPending ? 'Sending' : 'Send answer'}
        </Button>
      </div>
    </form>
  );
}
