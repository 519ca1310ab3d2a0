import type { ConformanceCase, Need, Options } from './case';
import type { Check } from './expect';
import type { Exchange } from './http';
import { lacks } from './options';
import { createRun, createTarget } from './target';

export type Outcome = 'pass' | 'differs' | 'notRun' | 'error';

/** How one case ended. `error`: it could not be carried out, which says nothing about the rule. */
export interface CaseResult {
  readonly case: ConformanceCase;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly checks: readonly Check[];
  readonly exchanges: readonly Exchange[];
  readonly milliseconds: number;
  /** What the case made and could not remove. */
  readonly leftovers: readonly string[];
}

/** The cases that were asked for: by id, by area, or by the beginning of an id. All when nothing was asked for. */
export const chosen = (all: readonly ConformanceCase[], only: readonly string[]): readonly ConformanceCase[] =>
  only.length === 0
    ? all
    : all.filter(({ id, area }) => only.some((wish) => wish === area || id === wish || id.startsWith(`${wish}/`)));

/** Why a case does not run with these options; undefined when it does. */
export function reasonNotToRun({ needs = [], load }: ConformanceCase, options: Options): string | undefined {
  const wanted: readonly Need[] = load ? [...needs, 'load'] : needs;
  const missing = wanted.map((need) => lacks(need, options)).filter((reason) => reason !== undefined);
  return missing.length > 0 ? missing.join('; ') : undefined;
}

/**
 * Runs the cases one after the other; each cleans up after itself, also when it throws.
 * `onResult` hears of every result at once.
 */
export async function runCases(
  cases: readonly ConformanceCase[],
  options: Options,
  onResult: (result: CaseResult) => void = () => {},
): Promise<readonly CaseResult[]> {
  const run = createRun(options);
  const results: CaseResult[] = [];
  const note = (result: CaseResult): void => {
    results.push(result);
    onResult(result);
  };
  try {
    for (const one of cases) {
      const reason = reasonNotToRun(one, options);
      if (reason !== undefined) {
        note({ case: one, outcome: 'notRun', reason, checks: [], exchanges: [], milliseconds: 0, leftovers: [] });
        continue;
      }
      const target = createTarget(run);
      const started = performance.now();
      let failure: string | undefined;
      try {
        await one.run(target);
        if (target.checks.length === 0) failure = 'The case compared nothing.';
      } catch (error) {
        failure = explain(error);
      }
      const leftovers = await target.undo();
      const outcome = target.checks.some(({ asExpected }) => !asExpected) ? 'differs' : failure ? 'error' : 'pass';
      note({
        case: one,
        outcome,
        ...(failure === undefined ? {} : { reason: failure }),
        checks: target.checks,
        exchanges: target.exchanges,
        milliseconds: Math.round(performance.now() - started),
        leftovers,
      });
    }
  } finally {
    const left = await run.end();
    const last = results.at(-1);
    // What the cases shared stays with the last of them, so that it is told at all.
    if (last && left.length > 0) results.splice(-1, 1, { ...last, leftovers: [...last.leftovers, ...left] });
  }
  return results;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}${cause}`;
}
