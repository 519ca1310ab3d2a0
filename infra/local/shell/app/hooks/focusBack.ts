import { type RefObject, useEffect, useRef } from 'react';

/** As long as a list may take to be drawn anew after a change. */
const PATIENCE_MS = 2_000;
const STEP_MS = 50;

/**
 * Puts the focus back on what something was opened from once it is closed again (`openId` empty), also when that is
 * drawn anew meanwhile. What the person has gone to by then is left alone.
 * @param selectorOf finds the button of an id inside `frame`
 */
export function useFocusBack(
  frame: RefObject<HTMLElement | null>,
  openId: string,
  selectorOf: (id: string) => string,
): void {
  const last = useRef(openId);
  const find = useRef(selectorOf);
  find.current = selectorOf;
  useEffect(() => {
    const before = last.current;
    last.current = openId;
    if (openId !== '' || before === '') return;
    let waited = 0;
    const timer = setInterval(() => {
      waited += STEP_MS;
      const isFree = document.activeElement === document.body || document.activeElement === null;
      if (!isFree || waited > PATIENCE_MS) return clearInterval(timer);
      frame.current?.querySelector<HTMLElement>(find.current(before))?.focus();
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [frame, openId]);
}
