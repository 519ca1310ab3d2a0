import { isDeepStrictEqual } from 'node:util';
import type { Expectation, Expected } from './case';

/** One comparison of a case, as it stands in the report. */
export interface Check {
  readonly what: string;
  readonly expected: unknown;
  readonly seen: unknown;
  readonly asExpected: boolean;
}

const isExpectation = <T>(expected: Expected<T>): expected is Expectation<T> =>
  typeof expected === 'object' && expected !== null && 'holds' in expected && 'description' in expected;

/**
 * Compares what was seen with what is allowed. An array of expectations means "one of these"; to compare a whole array
 * use `that`. An expectation whose function throws does not hold.
 */
export function check<T>(what: string, seen: T, expected: Expected<T>): Check {
  if (isExpectation(expected)) return { what, expected: expected.description, seen, asExpected: holds(expected, seen) };
  if (Array.isArray(expected)) {
    const allowed: readonly unknown[] = expected;
    return {
      what,
      expected: { oneOf: allowed },
      seen,
      asExpected: allowed.some((one) => isDeepStrictEqual(one, seen)),
    };
  }
  return { what, expected, seen, asExpected: isDeepStrictEqual(expected, seen) };
}

function holds<T>(expected: Expectation<T>, seen: T): boolean {
  try {
    return expected.holds(seen);
  } catch {
    return false;
  }
}
