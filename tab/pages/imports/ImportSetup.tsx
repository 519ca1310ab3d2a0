import { Button, MessageBar, MessageBarBody, makeStyles, Spinner } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { ImportChoices, ImportStatus, StagedImport } from '../../../src/contracts/imports';
import { service } from '../../api/service';
import { ErrorBar } from '../../components/ErrorBar';
import { PageHeader } from '../../components/PageHeader';
import { Steps } from '../../components/Steps';
import { useAct } from '../../hooks/useAct';
import { ColumnChoices } from './ColumnChoices';
import { ImportCheck } from './ImportCheck';
import { IMPORT_STEPS } from './importSteps';

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '16px', alignItems: 'center' },
  refusal: { marginTop: '16px' },
});

interface Props {
  readonly staged: StagedImport;
  readonly onStarted: (status: ImportStatus) => void;
}

/** Second and third step: which column is what, then what would be added. */
export function ImportSetup({ staged, onStarted }: Props) {
  const styles = useStyles();
  const [choices, setChoices] = useState<ImportChoices>({ mapping: staged.guess, defaultType: 'manufacturer' });
  const [isChecking, setIsChecking] = useState(false);
  const [nameMissing, setNameMissing] = useState(false);
  const preview = useAct({
    mutationFn: () => service.previewImport(staged.key, choices),
    onSuccess: () => setIsChecking(true),
  });
  const start = useAct({ mutationFn: () => service.startImport(staged.key, choices), onSuccess: onStarted });
  const top = useRef<HTMLDivElement>(null);
  // Each step begins at its top.
  useEffect(() => {
    window.scrollTo(0, 0);
    if (isChecking) top.current?.querySelector<HTMLElement>('h1')?.focus();
  }, [isChecking]);
  const check = () => {
    if (choices.mapping.name === undefined) return setNameMissing(true);
    if (!preview.isPending) preview.mutate();
  };
  const data = preview.data;
  const failure = preview.error ?? start.error;
  // Beside the button, which is a long way below the page's top.
  const refusal = failure && (
    <div className={styles.refusal}>
      <ErrorBar error={failure} />
    </div>
  );
  return (
    <>
      <div ref={top}>
        <PageHeader
          title={staged.fileName}
          back={{ to: '/partners/imports', label: 'Imports' }}
          state={
            isChecking
              ? 'This is what would be added. Nothing has been added yet.'
              : `${staged.readAs}. Say what each column is; the guesses are ours.`
          }
        />
        <Steps names={IMPORT_STEPS} current={isChecking ? 2 : 1} />
      </div>
      {isChecking && data ? (
        <>
          <ImportCheck preview={data} />
          {refusal}
          <div className={styles.acts}>
            <Button
              appearance="primary"
              disabledFocusable={start.isPending || data.counts.toCreate === 0}
              icon={start.isPending ? <Spinner size="tiny" /> : undefined}
              onClick={() => data.counts.toCreate > 0 && !start.isPending && start.mutate()}
            >
              {data.counts.toCreate === 1 ? 'Add 1 partner' : `Add ${data.counts.toCreate.toLocaleString()} partners`}
            </Button>
            <Button onClick={() => setIsChecking(false)} disabledFocusable={start.isPending}>
              Back to columns
            </Button>
          </div>
        </>
      ) : (
        <>
          <ColumnChoices
            staged={staged}
            choices={choices}
            isNameMissing={nameMissing}
            onChange={(next) => {
              setChoices(next);
              if (next.mapping.name !== undefined) setNameMissing(false);
            }}
          />
          {refusal}
          {nameMissing && (
            <MessageBar intent="error" className={styles.refusal} role="alert">
              <MessageBarBody>Choose the column that holds the partner's name.</MessageBarBody>
            </MessageBar>
          )}
          <div className={styles.acts}>
            <Button
              appearance="primary"
              onClick={check}
              disabledFocusable={preview.isPending}
              icon={preview.isPending ? <Spinner size="tiny" /> : undefined}
            >
              {preview.isPending ? `Checking ${staged.rowCount.toLocaleString()} rows` : 'Check'}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
