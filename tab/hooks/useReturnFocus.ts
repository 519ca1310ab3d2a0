import { useEffect, useRef } from 'react';

/** Looks for a lost focus this often, every 50 ms: a drawer or dialog holds it until it has faded out. */
const LOOKS = 20;

/** Where the focus is; then what stands around it, for when it is gone by then, and the page's title at last. */
const placesFrom = (element: Element | null): readonly HTMLElement[] => {
  const places: HTMLElement[] = [];
  for (let next = element; next && next !== document.body; next = next.parentElement)
    if (next instanceof HTMLElement && (next === element || next.matches('[tabindex="-1"]'))) places.push(next);
  const title = document.querySelector<HTMLElement>('h1[tabindex="-1"]');
  return title ? [...places, title] : places;
};

/** Nowhere, or below an open drawer or dialog: the library may send it to what was pressed long before. */
function isLost(): boolean {
  const here = document.activeElement;
  if (here === null || here === document.body) return true;
  const open = [...document.querySelectorAll('[aria-modal="true"]')];
  return open.length > 0 && !open.some((each) => each.contains(here));
}

/**
 * Gives the focus back to where it was before something opened over the page. Without a trigger of its own a drawer or
 * dialog would leave it nowhere, and what lies below would stay hidden from screen readers.
 */
export function useReturnFocus(isOpen: boolean): void {
  const wasOpen = useRef(false);
  const before = useRef<readonly HTMLElement[]>([]);
  // Read while rendering: by the time of an effect the dialog has taken the focus already.
  if (isOpen && !wasOpen.current) before.current = placesFrom(document.activeElement);
  wasOpen.current = isOpen;
  useEffect(() => {
    if (!isOpen) return;
    const places = before.current;
    return () => {
      let looks = LOOKS;
      const timer = window.setInterval(() => {
        looks -= 1;
        if (isLost()) places.find(({ isConnected }) => isConnected)?.focus({ preventScroll: true });
        if (looks === 0) window.clearInterval(timer);
      }, 50);
    };
  }, [isOpen]);
}
