import type { ConformanceCase } from './case';
import { maskFor } from './mask';
import { HELP } from './help';
import { type CommandLine, readCommandLine, UsageError } from './options';
import { type Report, reportOf } from './report';
import { chosen, runCases } from './runCases';
import { markdownOf, progressLine, summaryOf } from './summary';
import { mustBe, sweep } from './target';
import { createCall } from './http';

export interface Conform {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cases: readonly ConformanceCase[];
  readonly suite: Report['suite'];
  say(text: string): void;
  complain(text: string): void;
  write(file: string, text: string): void;
}

/** The command. Resolves with its exit code: 0 as expected, 1 something differs, 2 wrong usage. */
export async function conform({ args, env, cases, suite, say, complain, write }: Conform): Promise<0 | 1 | 2> {
  try {
    const wish = readCommandLine(args, env);
    if ('what' in wish) {
      say(wish.what === 'help' ? HELP : listing(chosen(cases, wish.only)));
      return 0;
    }
    const picked = chosen(cases, wish.only);
    if (picked.length === 0) throw new UsageError(`--only: no case is called or begins with ${wish.only.join(', ')}.`);
    return await carryOut(wish, picked, { suite, say, write });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(`${error.message}\nSee --help. Without a tenant of yours: npm run local -- conformance`);
    return 2;
  }
}

async function carryOut(
  { options, report: reportFile, markdown, quiet, ...wish }: CommandLine,
  cases: readonly ConformanceCase[],
  { suite, say, write }: Pick<Conform, 'suite' | 'say' | 'write'>,
): Promise<0 | 1> {
  const mask = maskFor(options);
  await reach(options.base, options.site, options.token);
  if (wish.sweep) {
    const removed = await sweep(options);
    say(removed.length === 0 ? 'Nothing was left over.' : `Removed ${removed.join(', ')}.`);
    return 0;
  }
  const when = new Date();
  const results = await runCases(cases, options, (result) => {
    if (!quiet) say(mask(progressLine(result)));
  });
  const report = reportOf(results, options, suite, when);
  if (reportFile) write(reportFile, `${JSON.stringify(report, null, 2)}\n`);
  if (markdown) write(markdown, markdownOf(report));
  say(`${quiet ? '' : '\n'}${summaryOf(report)}`);
  return report.counts.differs + report.counts.error > 0 ? 1 : 0;
}

/** A wrong address, site or token is said once and not by a hundred cases. */
async function reach(base: string, site: string, token: string): Promise<void> {
  const answer = await createCall({ paceMs: 0 })(`${base}/v1.0/sites/${site}`, { token }).catch((error: unknown) => {
    throw new UsageError(
      `--base: ${base} does not answer (${error instanceof Error ? error.message : String(error)}).`,
    );
  });
  await mustBe(answer, 'reading the site', 200).catch((error: Error) => {
    throw new UsageError(`--site or --token is refused. ${error.message}`);
  });
}

const listing = (cases: readonly ConformanceCase[]): string =>
  cases
    .map(({ id, rule, basis, needs = [], load }) => {
      const wants = [...needs, ...(load ? ['load'] : [])];
      return `${id}\n  ${rule}\n  ${basis.kind}: ${basis.source}${wants.length > 0 ? `\n  needs ${wants.join(', ')}` : ''}`;
    })
    .join('\n');
