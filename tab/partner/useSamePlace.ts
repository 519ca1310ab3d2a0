import { useLayoutEffect, useRef } from 'react';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { placeKey, placeOf } from './places';
import type { Arrival, Place } from './usePlace';

/** Keeps the reader at the section they are in when sections before it come or go; at the start when it is gone. */
export function useSamePlace(
  view: QuestionnaireView | undefined,
  { place, moves }: Arrival,
  replace: (to: Place) => void,
): void {
  const known = useRef<{ moves: number; key: string }>(undefined);
  useLayoutEffect(() => {
    if (!view || typeof place !== 'number') {
      known.current = undefined;
      return;
    }
    const keys = view.sections.map((section) => placeKey(placeOf(section)));
    const key = keys[place] ?? '';
    if (known.current?.moves === moves && known.current.key !== key) {
      const position = keys.indexOf(known.current.key);
      replace(position < 0 ? 'start' : position);
    } else known.current = { moves, key };
  }, [view, place, moves, replace]);
}
