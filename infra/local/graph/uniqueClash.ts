import { GraphError } from './graphError';
import type { GraphState } from './state';

const WAYS = [
  { status: 409, code: 'nameAlreadyExists' },
  { status: 400, code: 'invalidRequest' },
  { status: 500, code: 'generalException' },
] as const;

/** Carries out a change; a clash of a unique column is answered in one of the ways that have been seen. */
export function settledClash<T>({ quirks }: GraphState, change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof GraphError) || error.code !== 'uniqueClash') throw error;
    const way = quirks.settings.uniqueClashVaries ? WAYS[Math.floor(quirks.random() * WAYS.length)] : WAYS[0];
    throw new GraphError(way?.status ?? 409, way?.code ?? 'nameAlreadyExists', error.message);
  }
}
