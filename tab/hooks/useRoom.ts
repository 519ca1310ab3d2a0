import { useNarrow } from './useNarrow';

/** How much room a grid of partners has. */
export function useRoom(): 'phone' | 'medium' | 'usual' | 'wide' {
  const isPhone = useNarrow();
  const isMedium = useNarrow(1080);
  const isUsual = useNarrow(1400);
  if (isPhone) return 'phone';
  if (isMedium) return 'medium';
  return isUsual ? 'usual' : 'wide';
}
