import { answerKey } from './answers';

/** What is compared of an answer; a comment or a file makes no difference. */
export interface ComparedAnswer {
  readonly questionId: string;
  readonly siteId?: string;
  readonly value: unknown;
  readonly naReason?: string;
}

/** A site with the ids of the questions that are asked there now (their gates are open). */
export interface ComparedSite {
  readonly siteId: string;
  readonly questionIds: readonly string[];
}

/** A site question that is not answered the same everywhere. Every list of sites is in the order the sites came in. */
export interface SiteDifference {
  readonly questionId: string;
  /** Whether two sites gave different answers; otherwise the only difference is that one is missing. */
  readonly isDifferent: boolean;
  /** Sites that gave the same answer stand together. At least one group. */
  readonly groups: readonly (readonly string[])[];
  /** Sites where it is asked and not answered. */
  readonly missingAt: readonly string[];
}

/** Several choices are the same however they are ordered, and so are the lines of a table. */
function comparable({ value, naReason }: ComparedAnswer): string {
  const inOrder = (): unknown => {
    if (Array.isArray(value)) return [...value].sort();
    if (typeof value === 'object' && value !== null) return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return value;
  };
  return JSON.stringify([inOrder(), naReason ?? null]);
}

const isGiven = (answer: ComparedAnswer | undefined): answer is ComparedAnswer =>
  answer !== undefined && ((answer.value !== null && answer.value !== undefined) || answer.naReason !== undefined);

/**
 * The site questions that several sites answer differently, or that one has answered and another has not, in the order
 * they are asked. A site where the question is not asked is left out: its gate is the difference. What nobody has
 * answered yet is no difference.
 */
export function siteDifferences(
  sites: readonly ComparedSite[],
  answers: Iterable<ComparedAnswer>,
): readonly SiteDifference[] {
  const byKey = new Map([...answers].map((answer) => [answerKey(answer.questionId, answer.siteId), answer]));
  const askedAt = new Map<string, string[]>();
  for (const { siteId, questionIds } of sites) {
    for (const id of questionIds) askedAt.set(id, [...(askedAt.get(id) ?? []), siteId]);
  }
  return [...askedAt].flatMap(([questionId, siteIds]): SiteDifference[] => {
    const groups = new Map<string, string[]>();
    const missingAt: string[] = [];
    for (const siteId of siteIds) {
      const answer = byKey.get(answerKey(questionId, siteId));
      if (!isGiven(answer)) {
        missingAt.push(siteId);
        continue;
      }
      const same = comparable(answer);
      groups.set(same, [...(groups.get(same) ?? []), siteId]);
    }
    const isDifferent = groups.size > 1;
    if (!isDifferent && (groups.size === 0 || missingAt.length === 0)) return [];
    return [{ questionId, isDifferent, groups: [...groups.values()], missingAt }];
  });
}
