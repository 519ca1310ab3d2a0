import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { ConfirmDialog } from './ConfirmDialog';

/** While something is typed and not saved: asks before the page is left. */
export const LeaveGuard = ({ isDirty }: { readonly isDirty: boolean }) => (isDirty ? <Guard /> : null);

// The router asks only the guard that came last, so none may stand there that has nothing to guard.
function Guard() {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  return (
    <ConfirmDialog
      title="Leave without saving?"
      isOpen={blocker.state === 'blocked'}
      confirm="Leave"
      cancel="Stay"
      onConfirm={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      What you typed here has not been saved.
    </ConfirmDialog>
  );
}
