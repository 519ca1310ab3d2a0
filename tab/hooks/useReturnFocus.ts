import { useEffect, useRef } from 'react';

/** Looks for a lost focus this often, every 50 ms: a drawer or dialog holds it until it has faded out. */
const LOOKS = 20;

/**
 * Gives the focus back to where it was before something opened over the page. Without a trigger of its own a drawer or
 * dialog would leave it nowhere, and what lies below would stay hidden from screen readers.
 */
export function useReturnFocus(isOpen: boolean): void {
  const wasOpen = useRef(false);
  const before = useRef<Element>(null);
  // Read while rendering: by the time of an effect the dialog has taken the focus already.
  if (isOpen && !wasOpen.current) before.current = document.activeElement;
  wasOpen.current = isOpen;
  useEffect(() => {
    if (!isOpen) return;
    const target = before.current;
    return () => {
      let looks = LOOKS;
      const timer = window.setInterval(() => {
        looks -= 1;
        const isLost = document.activeElement === null || document.activeElement === document.body;
        if (isLost && target instanceof HTMLElement && target.isConnected) target.focus({ preventScroll: true });
        if (isLost || looks === 0) window.clearInterval(timer);
      }, 50);
    };
  }, [isOpen]);
}
