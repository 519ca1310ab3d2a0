import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { type RefObject, useEffect, useState } from 'react';
import { get } from '../api';
import { type RowsPage, type RowsWanted, type RowView, rowsAddress } from '../sharePoint';

/** Every row of the table is as high as this, in pixels; the style sheet says the same. */
export const ROW_HEIGHT = 37;
const PAGE = 100;
const SPARE_ROWS = 10;

/** The rows in view, and how many there are above and below them. */
export interface WindowedRows {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly first: number;
  /** From `first` on; a row that is still on its way is undefined. */
  readonly rows: readonly (RowView | undefined)[];
  readonly error: unknown;
  readonly refetch: () => void;
}

/** Reads only the pages of rows that can be seen in the scrolling element, however long the list is. */
export function useWindowedRows(scroller: RefObject<HTMLElement | null>, wanted: RowsWanted): WindowedRows {
  const [view, setView] = useState({ top: 0, height: 800 });
  const key = JSON.stringify(wanted);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins at the top again
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = 0;
    const look = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller, key]);

  const wantedFirst = Math.max(0, Math.floor(view.top / ROW_HEIGHT) - SPARE_ROWS);
  const wantedEnd = Math.ceil((view.top + view.height) / ROW_HEIGHT) + SPARE_ROWS;
  const firstPage = Math.floor(wantedFirst / PAGE);
  const pages = Array.from({ length: Math.floor(wantedEnd / PAGE) - firstPage + 1 }, (_, index) => firstPage + index);
  const answers = useQueries({
    queries: pages.map((page) => ({
      queryKey: ['items', 'rows', wanted, page],
      queryFn: () => get<RowsPage>(rowsAddress(wanted, page * PAGE, PAGE)),
      placeholderData: keepPreviousData,
    })),
  });
  const total = answers.find(({ data }) => data)?.data?.total;
  const end = Math.min(wantedEnd, total ?? 0);
  const first = Math.min(wantedFirst, end);
  const rows = Array.from({ length: end - first }, (_, index) => {
    const at = first + index;
    const answer = answers[Math.floor(at / PAGE) - firstPage];
    // What is kept from before belongs to another page.
    return answer?.isPlaceholderData && pages.length > 1 ? undefined : answer?.data?.rows[at % PAGE];
  });
  return {
    total,
    first,
    rows,
    error: answers.find(({ error }) => error)?.error,
    refetch: () => void Promise.all(answers.map((answer) => answer.refetch())),
  };
}
