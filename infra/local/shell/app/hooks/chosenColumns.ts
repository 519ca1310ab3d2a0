import { useState } from 'react';
import type { ColumnView, ListView } from '../sharePoint';

/** Columns shown before anybody chooses others. */
const FIRST_COLUMNS = 7;

/** A row's title and the columns that people read: no long texts, nothing hidden, and technical keys last. */
export function firstColumns({ columns, isLibrary }: Pick<ListView, 'columns' | 'isLibrary'>): string[] {
  const readable = columns.filter(
    ({ name, isSystem, kind, hidden }) => !hidden && (isSystem ? name === 'Title' && !isLibrary : kind !== 'note'),
  );
  const rank = ({ name }: ColumnView): number => (name === 'Title' ? 0 : /(Key|Version|Hash|Id)$/.test(name) ? 2 : 1);
  return readable
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, FIRST_COLUMNS)
    .map(({ name }) => name);
}

/** The columns that one has chosen for a list, kept in this browser. */
export function useChosenColumns(
  site: string,
  list: ListView,
): [readonly string[], (names: readonly string[]) => void] {
  const key = `shell.columns.${site}.${list.name}`;
  const [chosen, setChosen] = useState<readonly string[]>(() => read(key) ?? firstColumns(list));
  const choose = (names: readonly string[]): void => {
    localStorage.setItem(key, JSON.stringify(names));
    setChosen(names);
  };
  return [chosen, choose];
}

function read(key: string): string[] | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return Array.isArray(stored) ? stored.map(String) : undefined;
  } catch {
    return undefined;
  }
}
