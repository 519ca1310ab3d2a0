import { Button, Field, MessageBar, MessageBarBody, makeStyles, ProgressBar } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportStatus } from '../../../src/contracts/imports';
import { service } from '../../api/service';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { ErrorBar } from '../../components/ErrorBar';
import { Facts } from '../../components/Facts';
import { Section } from '../../components/Section';
import { useAct } from '../../hooks/useAct';
import { counted, figure } from '../../words/numbers';
import { ImportStateMark } from './importState';

const useStyles = makeStyles({
  all: { display: 'grid', gap: '12px', marginBottom: '4px' },
  act: { justifySelf: 'start' },
  place: { marginBottom: '16px' },
});

/** How far it is, with counts, why it waits when it does, and a way to stop. */
export function ImportProgress({ status }: { readonly status: ImportStatus }) {
  const styles = useStyles();
  const queries = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const cancel = useAct({
    mutationFn: () => service.cancelImport(status.key),
    onSuccess: (after) => {
      queries.setQueryData(['import', status.key], after);
      setIsAsking(false);
    },
  });
  const { counts, created, failed } = status;
  const isRunning = status.state === 'running';
  return (
    <Section
      title={isRunning ? 'Adding partners' : 'Result'}
      className={styles.place}
      action={<ImportStateMark state={status.state} />}
    >
      <div className={styles.all}>
        {isRunning && (
          <Field
            validationMessage={`${figure(created + failed)} of ${counted(counts.toCreate, 'partner')}`}
            validationState="none"
          >
            <ProgressBar value={created + failed} max={Math.max(1, counts.toCreate)} aria-label="Partners added" />
          </Field>
        )}
        {isRunning && status.waitingFor && (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>Waiting: {status.waitingFor}</MessageBarBody>
          </MessageBar>
        )}
        {cancel.error && <ErrorBar error={cancel.error} />}
        <Facts
          facts={[
            ['Rows in the file', figure(counts.rows)],
            ['Added', `${figure(created)} of ${counted(counts.toCreate, 'partner')}`],
            ['Twice in the file', counts.duplicateInFile > 0 ? figure(counts.duplicateInFile) : undefined],
            ['Already here', counts.alreadyHere > 0 ? figure(counts.alreadyHere) : undefined],
            ['Cannot be added', counts.refused > 0 ? figure(counts.refused) : undefined],
            ['Failed', failed > 0 ? figure(failed) : undefined],
          ]}
        />
        {isRunning && (
          <Button className={styles.act} onClick={() => setIsAsking(true)}>
            Stop
          </Button>
        )}
      </div>
      <ConfirmDialog
        title="Stop this import?"
        isOpen={isAsking}
        confirm="Stop"
        cancel="Go on"
        isBusy={cancel.isPending}
        onConfirm={() => cancel.mutate()}
        onCancel={() => setIsAsking(false)}
      >
        The {counted(created, 'partner')} added so far stay. The rest of the file is not added.
      </ConfirmDialog>
    </Section>
  );
}
