import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { ConfirmDialog } from './ConfirmDialog';
import { DetailDrawer } from './DetailDrawer';
import { ErrorBar } from './ErrorBar';
import { LeaveGuard } from './LeaveGuard';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', gap: '16px', minWidth: 0 } });

interface Props {
  readonly title: string;
  readonly isOpen: boolean;
  readonly size?: 'medium' | 'large';
  readonly isDirty: boolean;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly submit: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly formRef: React.Ref<HTMLFormElement>;
  readonly children: ReactNode;
}

/** A form in a drawer: one primary button, what the service said above the fields, a question before typed things are lost. */
export function FormDrawer({
  title,
  isOpen,
  size,
  isDirty,
  isBusy,
  error,
  submit,
  onSubmit,
  onClose,
  formRef,
  children,
}: Props) {
  const styles = useStyles();
  const id = useId();
  const [isAsking, setIsAsking] = useState(false);
  const close = () => (isDirty && !isBusy ? setIsAsking(true) : onClose());
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy) onSubmit();
  };
  return (
    <>
      <LeaveGuard isDirty={isOpen && isDirty && !isBusy} />
      <DetailDrawer
        title={title}
        isOpen={isOpen}
        size={size}
        onClose={close}
        footer={
          <>
            <Button
              appearance="primary"
              type="submit"
              form={id}
              disabledFocusable={isBusy}
              icon={isBusy ? <Spinner size="tiny" /> : undefined}
            >
              {isBusy ? 'Saving' : submit}
            </Button>
            <Button onClick={close} disabledFocusable={isBusy}>
              Cancel
            </Button>
          </>
        }
      >
        <form id={id} className={styles.form} onSubmit={send} noValidate ref={formRef}>
          {error !== undefined && error !== null && <ErrorBar error={error} />}
          {children}
        </form>
      </DetailDrawer>
      <ConfirmDialog
        title="Close without saving?"
        isOpen={isAsking}
        confirm="Close"
        cancel="Go on editing"
        onConfirm={() => {
          setIsAsking(false);
          onClose();
        }}
        onCancel={() => setIsAsking(false)}
      >
        What you typed here has not been saved.
      </ConfirmDialog>
    </>
  );
}
