import { useSyncExternalStore } from 'react';

/** Whether the page is at most so wide. */
export function useNarrow(pixels = 640): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(`(max-width: ${pixels}px)`);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.matchMedia(`(max-width: ${pixels}px)`).matches,
  );
}
