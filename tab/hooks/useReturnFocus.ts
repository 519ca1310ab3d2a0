import { useEffect } from 'react';

/**
 * Gives the focus back to where it was before something opened over the page. Without a trigger of its own a drawer or
 * dialog would leave it nowhere, and what lies below would stay hidden from screen readers.
 */
export function useReturnFocus(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    const before = document.activeElement;
    return () => {
      // After the drawer or dialog has let go of the page.
      window.setTimeout(() => {
        const isLost = document.activeElement === null || document.activeElement === document.body;
        if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      }, 50);
    };
  }, [isOpen]);
}
