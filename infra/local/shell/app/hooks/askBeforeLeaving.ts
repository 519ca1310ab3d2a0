import { useLayoutEffect } from 'react';

const QUESTION = 'What you typed in this row has not been saved. Leave without saving?';

/**
 * Asks before something typed is lost: by closing or reloading the window, by the back button, or by going to another
 * room or person. What closes the form itself, on the same page, asks by itself.
 */
export function useAskBeforeLeaving(isDirty: boolean): void {
  // Before the next paint: who sees the form gone after saving may leave at once.
  useLayoutEffect(() => {
    if (!isDirty) return;
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    const onNavigate = (event: NavigateEvent): void => {
      const { destination, navigationType, cancelable } = event;
      const isElsewhere = pathIn(destination.url) !== pathIn(location.href);
      if (cancelable && (navigationType === 'traverse' || isElsewhere) && !window.confirm(QUESTION))
        event.preventDefault();
    };
    addEventListener('beforeunload', onUnload);
    window.navigation?.addEventListener('navigate', onNavigate);
    return () => {
      removeEventListener('beforeunload', onUnload);
      window.navigation?.removeEventListener('navigate', onNavigate);
    };
  }, [isDirty]);
}

/** The page behind the `#`, without what is chosen on it. */
const pathIn = (address: string): string => new URL(address).hash.split('?')[0] ?? '';
