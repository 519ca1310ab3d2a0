import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { GridSort } from '../../components/VirtualGrid';
import { SORTS_DOWN_FIRST } from './partnerColumns';
import { FILTER_NAMES, filterOf, type PartnerFilter } from './partnerFilter';

/** The filter and the order as they stand in the address. */
export function usePartnerFilter() {
  const [params, setParams] = useSearchParams();
  const text = params.toString();
  const filter = useMemo<PartnerFilter>(() => filterOf(new URLSearchParams(text)), [text]);
  const column = params.get('sort') ?? 'name';
  const direction = params.get('dir') ?? (SORTS_DOWN_FIRST.has(column) ? 'down' : 'up');
  const sort = useMemo<GridSort>(() => ({ column, isDescending: direction === 'down' }), [column, direction]);

  const change = useCallback(
    (changes: Readonly<Record<string, string | undefined>>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === undefined) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );

  const onSort = useCallback(
    (next: GridSort) => {
      const isNewColumn = next.column !== column;
      const isDescending = isNewColumn ? SORTS_DOWN_FIRST.has(next.column) : next.isDescending;
      change({ sort: next.column, dir: isDescending ? 'down' : 'up' });
    },
    [change, column],
  );
  const clear = useCallback(
    () => change(Object.fromEntries(FILTER_NAMES.map((filterName) => [filterName, undefined]))),
    [change],
  );
  return { params, filter, sort, change, onSort, clear };
}
