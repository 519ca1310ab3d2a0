import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';

interface Props {
  readonly isOpen: boolean;
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
}

/** Asked before a form closes with something unsaved. */
export const DiscardQuestion = ({ isOpen, onKeep, onDiscard }: Props) => (
  <Dialog open={isOpen} onOpenChange={(_event, { open }) => !open && onKeep()}>
    <DialogSurface>
      <DialogBody>
        <DialogTitle>Discard what you typed?</DialogTitle>
        <DialogContent>It has not been saved.</DialogContent>
        <DialogActions>
          <Button appearance="primary" onClick={onKeep}>
            Keep editing
          </Button>
          <Button onClick={onDiscard}>Discard</Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  </Dialog>
);
