import { type RefObject, useEffect } from 'react';

/**
 * Lets the page in the frame say, as the browser has it (`beforeunload`), whether it may be left: before another room,
 * another person or the back button takes the frame away, which by itself asks nobody. Only after somebody was in the
 * frame, since nothing can be unsaved before. Browsers without the Navigation API leave as they always did.
 * @param path the address of this page behind the `#`
 */
export function useLeaveFrame(frame: RefObject<HTMLIFrameElement | null>, path: string): void {
  useEffect(() => {
    const { navigation } = window;
    if (!navigation) return;
    let wasInside = false;
    let isLeaving = false;
    let pending = new AbortController();
    // Focus inside the frame takes it from this window.
    const onBlur = () => {
      if (document.activeElement === frame.current) wasInside = true;
    };
    const onNavigate = (event: NavigateEvent) => {
      const element = frame.current;
      const { destination, navigationType, hashChange } = event;
      // A link typed or opened from outside is a fragment; rooms and persons go through the router's own entries.
      const isOurs = navigationType === 'traverse' || !hashChange;
      if (isLeaving || !wasInside || !element || !isOurs || !event.cancelable) return;
      const to = new URL(destination.url);
      if (to.origin !== location.origin || to.hash === `#${path}`) return;
      event.preventDefault();
      pending.abort();
      pending = new AbortController();
      element.addEventListener(
        'load',
        () => {
          if (!isEmpty(element)) return;
          isLeaving = true;
          if (navigationType === 'traverse') navigation.traverseTo(destination.key);
          else location.hash = to.hash;
        },
        { once: true, signal: pending.signal },
      );
      // Asks the page inside; it loads only if the person lets it go.
      element.contentWindow?.location.replace('about:blank');
    };
    addEventListener('blur', onBlur);
    navigation.addEventListener('navigate', onNavigate);
    return () => {
      pending.abort();
      removeEventListener('blur', onBlur);
      navigation.removeEventListener('navigate', onNavigate);
    };
  }, [frame, path]);
}

/** Whether the page inside has let itself be left; any other page is of another origin, which may not be read. */
function isEmpty({ contentWindow }: HTMLIFrameElement): boolean {
  try {
    return contentWindow?.location.href === 'about:blank';
  } catch {
    return false;
  }
}
