import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ContactView } from '../../../src/contracts/partners';
import { newRequestId } from '../../api/requestId';
import { service } from '../../api/service';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { ErrorBar } from '../../components/ErrorBar';
import { useAct } from '../../hooks/useAct';
import { useNotice } from '../../hooks/useNotice';

/** What can be changed about how much a contact answers, as a menu says it; `undefined` when nothing can. */
export const accessChange = ({ answersOnly, isWidened, status }: ContactView): string | undefined => {
  if (status === 'left') return undefined;
  return answersOnly ? 'Ask for everything' : isWidened ? 'Ask for parts only' : undefined;
};

interface Props {
  /** Nothing: closed. */
  readonly contact: ContactView | undefined;
  readonly partnerName: string;
  readonly onClose: () => void;
}

/** Asks a colleague with parts for everything, or takes that back, after reading what follows. */
export function ChangeAccess({ contact, partnerName, onClose }: Props) {
  const queries = useQueryClient();
  const notice = useNotice();
  const [requestId, setRequestId] = useState('');
  const change = useAct({
    mutationFn: ({ key, answersOnly }: ContactView) =>
      service.changeAccess(key, { requestId, access: answersOnly ? 'whole' : 'delegated' }),
    onSuccess: async (_, { name, answersOnly }) => {
      onClose();
      await queries.invalidateQueries();
      notice(answersOnly ? `${name} is asked for everything.` : `${name} answers only the handed-over parts again.`);
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: one number for each time it is opened
  useEffect(() => {
    if (!contact) return;
    change.reset();
    setRequestId(newRequestId());
  }, [contact]);
  const name = contact?.name ?? '';
  const isWidening = contact?.answersOnly !== undefined;
  return (
    <ConfirmDialog
      title={isWidening ? `Ask ${name} for everything?` : `Ask ${name} for parts only?`}
      isOpen={contact !== undefined}
      confirm={isWidening ? 'Ask for everything' : 'Ask for parts only'}
      isBusy={change.isPending}
      onConfirm={() => contact && change.mutate(contact)}
      onCancel={onClose}
    >
      {change.error && <ErrorBar error={change.error} />}
      {isWidening
        ? `${name} gets a message, and sees and answers everything of ${partnerName} from now on, may send it, and gets reminders of it. You can take this back.`
        : `${name} sees and answers only the handed-over parts again. What they answered stays.`}
    </ConfirmDialog>
  );
}
