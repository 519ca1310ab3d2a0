import type { CaseResult } from './runCases';
import type { Report, ReportedCase } from './report';

const MARKS = { pass: 'ok     ', differs: 'DIFFERS', notRun: '-      ', error: 'ERROR  ' } as const;

/** One line while a run goes on. */
export const progressLine = ({ case: { id, rule }, outcome, reason }: CaseResult): string =>
  `${MARKS[outcome]} ${id}${outcome === 'notRun' || outcome === 'error' ? `  (${reason})` : ''}${outcome === 'differs' ? `  ${rule}` : ''}`;

/** The end of a run, for people: counts, each difference with expected and seen, and why cases did not run. */
export function summaryOf(report: Report): string {
  const { pass, differs, error, notRun } = report.counts;
  const lines = [
    `${report.cases.length} cases on ${report.graph}: ${pass} pass, ${differs} differ, ${error} could not be carried out, ${notRun} not run.`,
  ];
  for (const one of report.cases.filter(({ outcome }) => outcome === 'differs' || outcome === 'error')) {
    lines.push('', `${one.outcome === 'differs' ? 'Differs' : 'Error'}: ${one.id}`, `  Rule: ${one.rule}`);
    lines.push(`  Basis: ${one.basis.kind}, ${one.basis.source}`);
    for (const { what, expected, seen } of one.checks.filter(({ asExpected }) => !asExpected)) {
      lines.push(`  ${what}: expected ${phrase(expected)}, seen ${phrase(seen)}`);
    }
    if (one.reason) lines.push(`  ${one.reason}`);
  }
  const reasons = reasonsNotRun(report.cases);
  if (reasons.length > 0) lines.push('', 'Not run:', ...reasons.map(([reason, count]) => `  ${count} × ${reason}`));
  const left = report.cases.flatMap(({ leftovers = [] }) => leftovers);
  if (left.length > 0)
    lines.push(
      '',
      `${left.length} things could not be removed; --sweep tries again:`,
      ...left.map((one) => `  ${one}`),
    );
  return lines.join('\n');
}

/** The report as Markdown: for an issue or a mail. */
export function markdownOf(report: Report): string {
  const { pass, differs, error, notRun } = report.counts;
  const lines = [
    `# Conformance report: ${whose(report)}`,
    '',
    `${report.when.slice(0, 16).replace('T', ' ')} UTC, ${report.graph}, suite ${report.suite.version}, Node ${report.suite.node}, cases with load ${report.withLoad ? 'on' : 'off'}.`,
    '',
    '| Cases | Pass | Differ | Error | Not run |',
    '| --- | --- | --- | --- | --- |',
    `| ${report.cases.length} | ${pass} | ${differs} | ${error} | ${notRun} |`,
  ];
  const wrong = report.cases.filter(({ outcome }) => outcome === 'differs' || outcome === 'error');
  if (wrong.length > 0) lines.push('', '## Differences');
  for (const one of wrong) {
    lines.push('', `### ${one.id}`, '', cell(one.rule), '', `Basis: ${one.basis.kind}, ${cell(one.basis.source)}.`);
    const rows = one.checks.filter(({ asExpected }) => !asExpected);
    if (rows.length > 0) {
      lines.push('', '| What | Expected | Seen |', '| --- | --- | --- |');
      for (const { what, expected, seen } of rows) lines.push(`| ${cell(what)} | ${code(expected)} | ${code(seen)} |`);
    }
    if (one.reason) lines.push('', `Ended with: ${cell(one.reason)}`);
    const last = one.exchanges?.at(-1);
    if (last?.requestId) lines.push('', `Last request ${last.requestId}${last.date ? `, ${last.date}` : ''}.`);
  }
  for (const area of [...new Set(report.cases.map((one) => one.area))]) {
    lines.push('', `## ${area}`, '', '| Case | Rule | Basis | Outcome |', '| --- | --- | --- | --- |');
    for (const one of report.cases.filter((each) => each.area === area)) {
      const outcome = one.outcome === 'notRun' ? `not run: ${one.reason}` : one.outcome;
      lines.push(`| ${one.id} | ${cell(one.rule)} | ${one.basis.kind}: ${cell(one.basis.source)} | ${cell(outcome)} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Whose answers these are stands first, so that no page of them is taken for another's. */
function whose({ graph, isMicrosoft }: Report): string {
  if (isMicrosoft) return 'Microsoft';
  return /^(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(graph) ? 'a local tenant, not Microsoft' : graph;
}

/** Reasons and how many cases each kept from running, the most frequent first. */
export function reasonsNotRun(cases: readonly ReportedCase[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { outcome, reason = '' } of cases) {
    if (outcome === 'notRun') counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function phrase(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'oneOf' in value && Array.isArray(value.oneOf)) {
    return value.oneOf.map((one) => JSON.stringify(one)).join(' or ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (value: unknown): string => cell(phrase(value)).replaceAll('<', '&lt;');
