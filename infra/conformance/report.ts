import type { Options } from './case';
import { type Mask, maskFor, maskValue } from './mask';
import type { CaseResult, Outcome } from './runCases';

/** The report file. Its form is versioned, because people send it to each other. */
export interface Report {
  readonly format: 1;
  readonly when: string;
  /** Host and port of Graph: the names of a tenant are masked, Microsoft's are not. */
  readonly graph: string;
  readonly isMicrosoft: boolean;
  readonly suite: { readonly version: string; readonly node: string };
  readonly withLoad: boolean;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly cases: readonly ReportedCase[];
}

export interface ReportedCase {
  readonly id: string;
  readonly area: string;
  readonly rule: string;
  readonly basis: { readonly kind: string; readonly source: string };
  readonly outcome: Outcome;
  readonly reason?: string | undefined;
  readonly milliseconds: number;
  readonly checks: readonly {
    readonly what: string;
    readonly expected: unknown;
    readonly seen: unknown;
    readonly asExpected: boolean;
  }[];
  /** Only for cases that did not pass: what Microsoft's support needs to look a request up. */
  readonly exchanges?: readonly {
    readonly method: string;
    readonly path: string;
    readonly status: number;
    readonly requestId?: string | undefined;
    readonly date?: string | undefined;
  }[];
  readonly leftovers?: readonly string[] | undefined;
}

export const countsOf = (results: readonly { readonly outcome: Outcome }[]): Record<Outcome, number> => {
  const counts: Record<Outcome, number> = { pass: 0, differs: 0, notRun: 0, error: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
};

/** Puts a run into the report, without secrets and without the names of the tenant that it ran on. */
export function reportOf(results: readonly CaseResult[], options: Options, suite: Report['suite'], when: Date): Report {
  const mask = maskFor(options);
  return {
    format: 1,
    when: when.toISOString(),
    graph: new URL(options.base).host,
    isMicrosoft: options.base === 'https://graph.microsoft.com',
    suite,
    withLoad: options.load,
    counts: countsOf(results),
    cases: results.map((result) => reported(result, options, mask)),
  };
}

function reported(result: CaseResult, options: Options, mask: Mask): ReportedCase {
  const { id, area, rule, basis } = result.case;
  const isDull = result.outcome === 'pass' || result.outcome === 'notRun';
  return {
    id,
    area,
    rule,
    basis,
    outcome: result.outcome,
    reason: result.reason === undefined ? undefined : mask(result.reason),
    milliseconds: result.milliseconds,
    checks: result.checks.map(({ what, expected, seen, asExpected }) => ({
      what,
      expected: maskValue(mask, expected),
      seen: maskValue(mask, seen),
      asExpected,
    })),
    exchanges: isDull
      ? undefined
      : result.exchanges.map(({ method, url, status, requestId, date }) => ({
          method,
          path: mask(shortAddress(url, options)),
          status,
          requestId,
          date,
        })),
    leftovers: result.leftovers.length > 0 ? result.leftovers.map(mask) : undefined,
  };
}

/** The path of a Graph call; of other addresses the host alone, for their paths may authorise whoever knows them. */
function shortAddress(url: string, { base, login }: Options): string {
  if (url.startsWith(`${base}/v1.0/`)) return url.slice(base.length);
  if (url.startsWith(`${login}/`) && url.includes('/oauth2/')) return url.slice(login.length);
  return `${new URL(url).host}/…`;
}
