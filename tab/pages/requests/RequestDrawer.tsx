import { useState } from 'react';
import type { RequestView } from '../../../src/contracts/collaboration';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { DetailDrawer } from '../../components/DetailDrawer';
import { LeaveGuard } from '../../components/LeaveGuard';
import { LinkButton } from '../../components/LinkButton';
import { RequestThread } from './RequestThread';
import { useDrafts } from './useDrafts';

/** The address of a request on its partner's page. */
const partnerAddress = ({ partnerKey, assessmentKey, key }: RequestView): string =>
  `/partners/${partnerKey}?${new URLSearchParams({ assessment: assessmentKey, section: 'requests', at: key }).toString()}`;

interface Props {
  /** Nothing: closed. */
  readonly request: RequestView | undefined;
  readonly onClose: () => void;
}

/** One request beside the list, to be answered there. */
export function RequestDrawer({ request, onClose }: Props) {
  const drafts = useDrafts();
  const [isAsking, setIsAsking] = useState(false);
  const draft = request ? drafts.of(request.key) : '';
  const isDirty = draft.trim() !== '';
  return (
    <>
      <LeaveGuard isDirty={isDirty} />
      <DetailDrawer
        title={request?.partnerName ?? ''}
        isOpen={request !== undefined}
        onClose={() => (isDirty ? setIsAsking(true) : onClose())}
        footer={request && <LinkButton to={partnerAddress(request)}>Open partner</LinkButton>}
      >
        {request && (
          <RequestThread
            key={request.key}
            request={request}
            draft={draft}
            onDraft={(text) => drafts.write(request.key, text)}
          />
        )}
      </DetailDrawer>
      <ConfirmDialog
        title="Close without sending?"
        isOpen={isAsking}
        confirm="Close"
        cancel="Go on writing"
        onConfirm={() => {
          if (request) drafts.write(request.key, '');
          setIsAsking(false);
          onClose();
        }}
        onCancel={() => setIsAsking(false)}
      >
        What you typed here has not been sent.
      </ConfirmDialog>
    </>
  );
}
