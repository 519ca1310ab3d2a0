import type { Answer } from './answer';

/** The answers of one assessment by answer key. */
export type Answers = ReadonlyMap<string, Answer>;

/** The key of an answer within an assessment: `questionId`, or `questionId@siteId` for a site question. */
export const answerKey = (questionId: string, siteId?: string): string =>
  siteId === undefined ? questionId : `${questionId}@${siteId}`;

/** Answers by key. Where two rows hold the same answer, the higher revision wins, then the later one. */
export function answersByKey(list: Iterable<Answer>): Answers {
  const byKey = new Map<string, Answer>();
  for (const answer of list) {
    const key = answerKey(answer.questionId, answer.siteId);
    const other = byKey.get(key);
    const isNewer =
      !other || answer.revision > other.revision || (answer.revision === other.revision && answer.at > other.at);
    if (isNewer) byKey.set(key, answer);
  }
  return byKey;
}
