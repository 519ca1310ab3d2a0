import { Button, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { DocumentText48Regular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { service } from '../../api/service';
import { ErrorBar } from '../../components/ErrorBar';
import { PageHeader } from '../../components/PageHeader';
import { Section } from '../../components/Section';
import { Steps } from '../../components/Steps';
import { useAct } from '../../hooks/useAct';
import { fileSize } from '../../words/numbers';
import { IMPORT_STEPS } from './importSteps';

const LARGEST = 25_000_000;

const useStyles = makeStyles({
  drop: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '8px',
    textAlign: 'center',
    padding: '40px 16px',
    border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusLarge,
    color: tokens.colorNeutralForeground2,
  },
  over: { backgroundColor: tokens.colorBrandBackground2 },
  words: { margin: 0, maxWidth: '60ch' },
  input: { display: 'none' },
  error: { marginBottom: '12px' },
});

/** First step: choose the file. It is only read; nothing is added before the last step. */
export function NewImportPage() {
  const styles = useStyles();
  const hint = useId();
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController>(null);
  const [isOver, setIsOver] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const stage = useAct({
    mutationFn: (file: File) => {
      stop.current = new AbortController();
      return service.stageImport(file, stop.current.signal);
    },
    onSuccess: async (staged) => {
      queries.setQueryData(['staged', staged.key], staged);
      void queries.invalidateQueries({ queryKey: ['imports'] });
      await navigate(`/partners/imports/${staged.key}`);
    },
  });
  const take = (file: File | undefined) => {
    if (!file || stage.isPending) return;
    stage.reset();
    setRefusal(undefined);
    if (file.size === 0) setRefusal('This file is empty. Export the list again and choose the new file.');
    else if (file.size > LARGEST)
      setRefusal(
        `This file has ${fileSize(file.size)}; at most 25 MB can be read. Split the list and import it in parts.`,
      );
    else stage.mutate(file);
    if (input.current) input.current.value = '';
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files[0]);
  };
  const isCancelled = stage.error instanceof DOMException;
  return (
    <>
      <PageHeader
        title="Import partners"
        back={{ to: '/partners/imports', label: 'Imports' }}
        state="A CSV file of the partners you already keep. You choose the columns next; nothing is added before you have checked it."
      />
      <Steps names={IMPORT_STEPS} current={0} />
      <Section title="Choose the file">
        {stage.error && !isCancelled && (
          <div className={styles.error}>
            <ErrorBar error={stage.error} title="This file could not be read." />
          </div>
        )}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra for the mouse; the button does the same by keyboard */}
        <div
          className={mergeClasses(styles.drop, isOver && styles.over)}
          onDragOver={(event) => {
            event.preventDefault();
            setIsOver(true);
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={drop}
          data-dropzone
        >
          <DocumentText48Regular aria-hidden />
          {stage.isPending ? (
            <>
              <Spinner size="small" label={`Reading ${stage.variables?.name ?? 'the file'}`} />
              <Button onClick={() => stop.current?.abort()}>Cancel</Button>
            </>
          ) : (
            <>
              <p className={styles.words}>Drop a CSV file here, or</p>
              <Button appearance="primary" onClick={() => input.current?.click()} aria-describedby={hint}>
                Choose a file
              </Button>
            </>
          )}
          <p className={styles.words} id={hint}>
            With headings in the first row; up to 100,000 rows and 25 MB. From Excel: save as "CSV UTF-8".
          </p>
          {refusal && (
            <p className={styles.words} role="alert">
              <strong>{refusal}</strong>
            </p>
          )}
          <input
            ref={input}
            className={styles.input}
            type="file"
            accept=".csv,.txt,.tsv,text/csv"
            aria-label="CSV file"
            onChange={(event) => take(event.target.files?.[0])}
          />
        </div>
      </Section>
    </>
  );
}
