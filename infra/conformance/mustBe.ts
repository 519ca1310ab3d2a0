import type { Answer } from './case';

/** An answer the suite itself cannot go on without. */
export async function mustBe(answer: Answer, what: string, ...statuses: readonly number[]): Promise<Answer> {
  if (statuses.includes(answer.status)) return answer;
  throw new Error(`${what}: expected ${statuses.join(' or ')}, got ${answer.status} ${answer.text.slice(0, 300)}`);
}
