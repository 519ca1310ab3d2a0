import { type RefObject, useEffect } from 'react';

/**
 * Keeps the focus inside something modal for as long as it is open: a button that goes, or a question that closes,
 * would leave the keyboard on the page behind, where Escape closes nothing.
 */
export function useKeptFocus(surface: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let last: HTMLElement | undefined;
    const note = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement && surface.current?.contains(target)) last = target;
    };
    const check = (): void => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && surface.current?.isConnected) (last?.isConnected ? last : surface.current).focus();
    };
    const observer = new MutationObserver(check);
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', note);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', note);
    };
  }, [surface]);
}
