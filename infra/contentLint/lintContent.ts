import { ContentError, loadPlacedContent, type PlacedContent } from '../../src/content/load';
import { checkCards } from './checkCards';
import { checkLikeness } from './checkLikeness';
import { checkPlainWords } from './checkPlainWords';
import { checkLength, checkReach } from './checkReach';
import { checkRelations } from './checkRelations';
import { checkSections } from './checkSections';
import { checkTexts } from './checkTexts';
import type { Rule } from './finding';

const RULES: readonly Rule[] = [
  checkReach,
  checkRelations,
  checkTexts,
  checkPlainWords,
  checkLikeness,
  checkSections,
  checkCards,
  checkLength,
];

export interface LintResult {
  /** `file:line: what is wrong`, in the order of files and lines. */
  readonly problems: readonly string[];
  /** Absent when the content cannot be loaded. */
  readonly placed?: PlacedContent;
}

/** `file:line` as something that sorts by number. */
const sortable = (problem: string): string => problem.replace(/:(\d+):/, (_, line) => `:${line.padStart(6, '0')}:`);

/**
 * Everything that is wrong with the content in a folder: first what the loader refuses, then what it lets pass and people
 * would stumble over.
 */
export function lintContent(folder: string): LintResult {
  let placed: PlacedContent;
  try {
    placed = loadPlacedContent(folder);
  } catch (error) {
    if (error instanceof ContentError) return { problems: error.problems };
    throw error;
  }
  const { content, where } = placed;
  const problems = RULES.flatMap((rule) => rule(content)).map(
    ({ key, problem }) => `${where.get(key) ?? 'content'}: ${problem}`,
  );
  return {
    problems: [...new Set(problems)].sort((a, b) => (sortable(a) < sortable(b) ? -1 : 1)),
    placed,
  };
}
