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

const KEYS: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'Ctrl + K', does: 'Switch person: type a name, arrow keys, Enter' },
  { keys: 'Ctrl + Shift + 1 … 7', does: 'Go to a room of the rail' },
  { keys: 'Ctrl + .', does: 'This list' },
  { keys: 'Enter', does: 'Send a message; Shift + Enter begins a new line' },
  { keys: 'Escape', does: 'Close what is open beside the list' },
  { keys: 'Arrow up, arrow down', does: 'Walk through mail and requests' },
];

/** The shell's keys. On a Mac, Command works like Ctrl. Inside the app's frame the app's own keys apply. */
export function ShortcutHelp({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog open={isOpen} onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Keyboard</DialogTitle>
          <DialogContent>
            <dl className="key-list">
              {KEYS.map(({ keys, does }) => (
                <div key={keys}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button appearance="primary">Close</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
