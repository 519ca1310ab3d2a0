import { useState } from 'react';
import type { FieldValue, RowView } from '../sharePoint';
import { useAskBeforeLeaving } from './askBeforeLeaving';

type Changes = Readonly<Record<string, FieldValue>>;

/** What a person has typed into a row's form, and the row as they saw it when they began to type. */
export interface RowEdits {
  /** Only what differs from `begun`. */
  readonly changes: Changes;
  /** The row that the changes are made to; the present one as long as there are none, undefined for a new row. */
  readonly begun: RowView | undefined;
  readonly isDirty: boolean;
  readonly change: (column: string, value: FieldValue) => void;
  /** Goes on from another version of the row, without what was typed into `dropped`. */
  readonly goOnFrom: (row: RowView, dropped: readonly string[]) => void;
}

/**
 * Keeps what was typed while the form is open, also when somebody else changes the row meanwhile. The browser asks
 * before it leaves the page with something unsaved.
 */
export function useRowEdits(row: RowView | undefined): RowEdits {
  const [{ typed, from }, set] = useState<{ typed: Changes; from: RowView | undefined }>({
    typed: {},
    from: undefined,
  });
  const begun = from ?? row;
  const changes = Object.fromEntries(
    Object.entries(typed).filter(([column, value]) => !isSame(value, begun?.fields[column])),
  );
  const isDirty = Object.keys(changes).length > 0;
  useAskBeforeLeaving(isDirty);
  return {
    changes,
    begun: isDirty ? begun : row,
    isDirty,
    // Whoever has typed nothing yet, or has taken it back, begins with the row as it is now.
    change: (column, value) => set({ typed: { ...changes, [column]: value }, from: isDirty ? begun : row }),
    goOnFrom: (next, dropped) =>
      set({
        typed: Object.fromEntries(Object.entries(changes).filter(([column]) => !dropped.includes(column))),
        from: next,
      }),
  };
}

/** Whether two values of a column are the same; no value, an empty text and null are. */
export const isSame = (one: unknown, other: unknown): boolean => textOf(one) === textOf(other);

const textOf = (value: unknown): string => (value === undefined || value === '' ? 'null' : JSON.stringify(value));
