import { useCallback, useEffect, useState } from 'react';

/** Which part of the questionnaire is shown: the start, the last check, or a section by its position from 0. */
export type Place = 'start' | 'send' | number;

export interface Arrival {
  readonly place: Place;
  /** Id of a question to go to, when somebody came for it. */
  readonly target?: string;
  /** How many moves there were: 0 is where the page opened, and then nothing takes the focus. */
  readonly moves: number;
}

const placeIn = (state: unknown): Place => {
  const place = (state as { place?: unknown } | null)?.place;
  return place === 'send' || (Number.isInteger(place) && Number(place) >= 0) ? (place as Place) : 'start';
};

/** The place as an entry of the browser's history, so that a phone's Back goes to the part before and not away. */
export function usePlace(): [Arrival, (to: Place, target?: string) => void, (to: Place) => void] {
  const [arrival, setArrival] = useState<Arrival>(() => ({ place: placeIn(window.history.state), moves: 0 }));
  useEffect(() => {
    const onBack = (event: PopStateEvent): void =>
      setArrival(({ moves }) => ({ place: placeIn(event.state), moves: moves + 1 }));
    window.addEventListener('popstate', onBack);
    return () => window.removeEventListener('popstate', onBack);
  }, []);
  const go = useCallback((to: Place, target?: string): void => {
    window.history.pushState({ place: to }, '');
    setArrival(({ moves }) => ({ place: to, target, moves: moves + 1 }));
    window.scrollTo({ top: 0 });
  }, []);
  /** The same part, at another position now: no move of the reader. */
  const replace = useCallback((to: Place): void => {
    window.history.replaceState({ place: to }, '');
    setArrival((current) => ({ ...current, place: to }));
  }, []);
  return [arrival, go, replace];
}
