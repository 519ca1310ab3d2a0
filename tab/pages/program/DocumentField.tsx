import { Button, Field, makeStyles, Select, Spinner } from '@fluentui/react-components';
import { DocumentAdd20Regular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { DocumentView } from '../../../src/contracts/program';
import { newRequestId } from '../../api/requestId';
import { service } from '../../api/service';
import { ErrorBar } from '../../components/ErrorBar';
import { useAct } from '../../hooks/useAct';
import { useNotice } from '../../hooks/useNotice';
import { day } from '../../words/dates';

const useStyles = makeStyles({
  all: { display: 'grid', gap: '8px', minWidth: 0 },
  add: { justifySelf: 'start' },
  input: { display: 'none' },
});

interface Props {
  readonly documents: readonly DocumentView[];
  readonly value: string | undefined;
  readonly problem: string | undefined;
  readonly onChoose: (key: string | undefined) => void;
}

/** Chooses one of the documents that are there, or adds one. */
export function DocumentField({ documents, value, problem, onChoose }: Props) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  // The same file sent again after a broken line is the same document.
  const sent = useRef<{ readonly file: string; readonly requestId: string }>(null);
  const queries = useQueryClient();
  const notice = useNotice();
  const add = useAct({
    mutationFn: (file: File) => {
      const name = `${file.name} ${file.size} ${file.lastModified}`;
      if (sent.current?.file !== name) sent.current = { file: name, requestId: newRequestId() };
      return service.addAuthorityDocument(file, sent.current.requestId);
    },
    onSuccess: async ({ key }, file) => {
      sent.current = null;
      await queries.invalidateQueries({ queryKey: ['/api/program'] });
      onChoose(key);
      notice(`${file.name} was added.`);
    },
  });
  return (
    <div className={styles.all}>
      <Field label="The authority’s document" required validationMessage={problem}>
        <Select value={value ?? ''} onChange={(_, data) => onChoose(data.value || undefined)}>
          <option value="">{documents.length > 0 ? 'Choose a document' : 'No document yet: add one'}</option>
          {documents.map(({ key, name, addedAt }) => (
            <option key={key} value={key}>
              {name} (added {day(addedAt)})
            </option>
          ))}
        </Select>
      </Field>
      <Button
        type="button"
        className={styles.add}
        icon={add.isPending ? <Spinner size="tiny" /> : <DocumentAdd20Regular />}
        disabledFocusable={add.isPending}
        onClick={() => !add.isPending && input.current?.click()}
      >
        {add.isPending ? 'Adding' : 'Add a document'}
      </Button>
      {add.error && <ErrorBar error={add.error} title="The document was not added." />}
      <input
        ref={input}
        className={styles.input}
        type="file"
        aria-label="Document of the authority"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) add.mutate(file);
          event.target.value = '';
        }}
      />
    </div>
  );
}
