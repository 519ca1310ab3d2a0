import { answerKey } from './answers';

/** What is compared of what somebody said, stored or just typed; a comment or a file makes no difference. */
export interface SaidAtSite {
  readonly value: unknown;
  readonly naReason?: string;
}

/** An answer with the place it is about. */
export interface ComparedAnswer extends SaidAtSite {
  readonly questionId: string;
  readonly siteId?: string;
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

/** Several choices are the same however they are ordered, and so are the lines of a table. A number may come as text. */
function comparable({ value, naReason }: SaidAtSite): string {
  const inOrder = (): unknown => {
    if (Array.isArray(value)) return value.map(String).sort();
    if (typeof value === 'object' && value !== null) return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return value === null || value === undefined ? null : String(value).trim();
  };
  return JSON.stringify([inOrder(), naReason || null]);
}

/** Whether anything was said: an emptied field, a list with nothing chosen and a table without a line say nothing. */
function isGiven<T extends SaidAtSite>(said: T | undefined): said is T {
  if (said === undefined) return false;
  const { value, naReason } = said;
  if (naReason) return true;
  if (value === null || value === undefined) return false;
  return typeof value === 'object' ? Object.keys(value).length > 0 : String(value).trim() !== '';
}

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

/** What stands beside a site's answer: which site says the same because it was taken over, or which says something else. */
export interface OtherSite {
  readonly kind: 'sameAs' | 'differentFrom';
  readonly siteId: string;
}

/**
 * What to tell beside the answer of one site to one question, in chat and on the page alike. An answer that was taken
 * over is the same as its source for as long as both say so, and different from it afterwards. Any other answer is
 * compared with the first of the sites before it that has answered, and only a difference is told: who has four alike
 * plants need not read so under each question. `undefined`: nothing to tell, also while the site itself has said nothing.
 *
 * The page calls it for each site question with what is typed now, so that the line follows the typing:
 * `otherSiteToTell({ siteId, siteIds, saidAt: (id) => drafts[draftKey(question.id, id)], copiedFrom: stored?.copiedFrom })`,
 * and says "As at …" or "…: what is said there". To list what differs in a section or between two sites, use
 * `siteDifferences`.
 *
 * @param siteIds all sites in the order of the questionnaire
 * @param saidAt what a site says to the question; `undefined` where it is not asked or nothing was said
 * @param copiedFrom the site that the stored answer was taken over from; a changed answer is compared all the same
 */
export function otherSiteToTell({
  siteId,
  siteIds,
  saidAt,
  copiedFrom,
}: {
  readonly siteId: string;
  readonly siteIds: readonly string[];
  readonly saidAt: (siteId: string) => SaidAtSite | undefined;
  readonly copiedFrom?: string;
}): OtherSite | undefined {
  const here = saidAt(siteId);
  if (!isGiven(here)) return undefined;
  const isCopied = copiedFrom !== undefined && copiedFrom !== siteId && siteIds.includes(copiedFrom);
  const source = isCopied && isGiven(saidAt(copiedFrom)) ? copiedFrom : undefined;
  const before = siteIds.slice(0, Math.max(0, siteIds.indexOf(siteId)));
  const other = source ?? before.find((id) => isGiven(saidAt(id)));
  const there = other === undefined ? undefined : saidAt(other);
  if (other === undefined || there === undefined) return undefined;
  if (comparable(here) !== comparable(there)) return { kind: 'differentFrom', siteId: other };
  return source === undefined ? undefined : { kind: 'sameAs', siteId: other };
}
