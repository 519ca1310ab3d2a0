import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { ErrorNotice } from './PageState';

interface Props {
  readonly label: string;
  readonly icon?: ReactElement;
  readonly question: string;
  readonly explanation: string;
  /** What the button says that keeps everything as it is. */
  readonly keep?: string;
  readonly onConfirm: () => Promise<unknown>;
}

/** A button for what cannot be undone: it asks first, and stays open with the reason when it fails. */
export function ConfirmButton({ label, icon, question, explanation, keep = 'Cancel', onConfirm }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      setOpen(false);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={isOpen} onOpenChange={(_event, { open }) => setOpen(open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button className="panel-button" icon={icon}>
          {label}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{question}</DialogTitle>
          <DialogContent>
            {explanation}
            {error !== undefined && <ErrorNotice error={error} />}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{keep}</Button>
            </DialogTrigger>
            <Button appearance="primary" disabled={isBusy} onClick={() => void confirm()}>
              {label}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
