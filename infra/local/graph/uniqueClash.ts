import { GraphError } from './graphError';
import type { GraphState } from './state';

const GRAPHS_WORDS = 'One or more fields with unique constraints already has the provided value.';
const SHAREPOINTS_WORDS =
  'The list item could not be added or updated because duplicate values were found in one or more fields in the list.';

/** Documents do not settle how a clash is answered; these have been seen. The first is the usual one here. */
const WAYS = [
  { status: 409, code: 'nameAlreadyExists', message: GRAPHS_WORDS, inner: {} },
  { status: 400, code: 'invalidRequest', message: GRAPHS_WORDS, inner: {} },
  { status: 500, code: 'generalException', message: SHAREPOINTS_WORDS, inner: { code: '0x810200bf' } },
] as const;

/** Carries out a change; a clash of a unique column is answered in one of the ways that have been seen. */
export function settledClash<T>({ quirks }: GraphState, change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof GraphError) || error.code !== 'uniqueClash') throw error;
    const way = quirks.settings.uniqueClashVaries ? WAYS[Math.floor(quirks.random() * WAYS.length)] : undefined;
    const { status, code, message, inner } = way ?? WAYS[0];
    throw new GraphError(status, code, message, { inner });
  }
}
