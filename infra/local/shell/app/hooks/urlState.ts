import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/**
 * One value in the page's address, so that a reload and the back button keep what one sees. The empty text stands for
 * no value. `isStep` makes a change a step that the back button undoes; typing in a search field is none.
 */
export function useUrlText(name: string, isStep = false): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (value: string) =>
      setParams(
        (known) => {
          const next = new URLSearchParams(known);
          if (value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: !isStep },
      ),
    [name, isStep, setParams],
  );
  return [params.get(name) ?? '', change];
}

/** Several values under one name, in their order. */
export function useUrlList(name: string): [readonly string[], (values: readonly string[]) => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (values: readonly string[]) =>
      setParams((known) => {
        const next = new URLSearchParams(known);
        next.delete(name);
        for (const value of values) next.append(name, value);
        return next;
      }),
    [name, setParams],
  );
  return [params.getAll(name), change];
}
