import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { Uploads } from '../../hooks/uploads';

/** SharePoint's question about a file whose name is in use. */
export const UploadQuestion = ({ uploads: { clash, answer } }: { readonly uploads: Uploads }) => (
  <Dialog open={clash !== undefined} onOpenChange={(_event, { open }) => !open && answer('skip')}>
    <DialogSurface>
      <DialogBody>
        <DialogTitle>
          <bdi>{clash?.name}</bdi> is here already
        </DialogTitle>
        <DialogContent>Replacing it makes a new version; the one before stays in its history.</DialogContent>
        <DialogActions fluid>
          <Button appearance="primary" onClick={() => answer('replace')}>
            Replace
          </Button>
          <Button onClick={() => answer('rename')}>Keep both</Button>
          <Button onClick={() => answer('skip')}>Skip</Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  </Dialog>
);
