import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/**
 * The height in pixels from an element's top to the bottom of the window, so that a long grid scrolls inside and the
 * page does not. At least `minimum`, and then the page scrolls as well.
 */
export function useRoomBelow(
  margin: number,
  minimum = 320,
): { readonly ref: RefObject<HTMLDivElement | null>; readonly height: number } {
  const ref = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(minimum);
  useLayoutEffect(() => {
    const measure = () => {
      const top = (ref.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
      setHeight(Math.max(minimum, Math.round(window.innerHeight - top - margin)));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    if (ref.current?.parentElement) observer.observe(ref.current.parentElement);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [margin, minimum]);
  return { ref, height };
}
