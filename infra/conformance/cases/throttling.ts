import { type Answer, type ConformanceCase, documented, type Target, that } from '../case';
import { control } from '../clients/control';
import { at, listAt, textAt } from '../json';

const SOURCE = 'SharePoint docs: Avoid getting throttled or blocked in SharePoint Online';
const seconds = that('whole seconds, above 0', (seen: string) => /^[1-9]\d*$/.test(seen));
/** More than the largest quota of a minute, asked with queries of two units. */
const MOST_CALLS = 4_000;
const AT_ONCE = 25;

/**
 * Asks until the tenant says no. The last answer is the one that said so, if it did. A local tenant has the limits of
 * the smallest tier for the length of the case, and forgets what was spent; elsewhere the next case waits.
 */
async function exhaust(target: Target): Promise<readonly Answer[]> {
  const list = await target.makeList();
  if (target.options.control !== undefined) {
    const { body } = await control(target, 'GET', 'usage');
    target.cleanUp(() => control(target, 'DELETE', 'usage'));
    target.cleanUp(() => control(target, 'POST', 'limits', { tier: textAt(body, 'tier') || null }));
    await control(target, 'DELETE', 'usage');
    await control(target, 'POST', 'limits', { tier: '0-1k' });
  }
  const answers: Answer[] = [];
  while (answers.length < MOST_CALLS && answers.at(-1)?.status !== 429) {
    const some = await Promise.all(
      Array.from({ length: AT_ONCE }, () => target.graph(`${list.path}/items?$top=1`, { keepThrottled: true })),
    );
    answers.push(...some.sort((a, b) => a.status - b.status));
  }
  return answers;
}

export const throttlingCases: readonly ConformanceCase[] = [
  {
    id: 'throttling/retry-after',
    area: 'throttling',
    rule: 'Beyond the resource units of a minute a call answers 429 with Retry-After in seconds',
    basis: documented(SOURCE),
    load: true,
    async run(target) {
      const last = (await exhaust(target)).at(-1);
      target.see('status', last?.status, 429);
      target.see('Retry-After', last?.headers['retry-after'] ?? '', seconds);
    },
  },
  {
    id: 'throttling/rate-limit-headers',
    area: 'throttling',
    rule: 'From 80 % of the quota on answers tell RateLimit-Limit, -Remaining and -Reset; before, they do not',
    basis: documented(SOURCE),
    load: true,
    async run(target) {
      const answers = await exhaust(target);
      const good = answers.filter(({ status }) => status === 200);
      target.see('at first', good[0]?.headers['ratelimit-limit'], undefined);
      const told = good.filter(({ headers }) => headers['ratelimit-limit'] !== undefined);
      target.see('told before the end', told.length > 0, true);
      const { headers } = told[0] ?? { headers: {} as Record<string, string> };
      const limit = Number(headers['ratelimit-limit']);
      target.see('Remaining is a fifth or less', Number(headers['ratelimit-remaining']) <= limit * 0.2, true);
      target.see(
        'Reset',
        headers['ratelimit-reset'] ?? '',
        that('seconds of a minute', (seen: string) => Number(seen) >= 0 && Number(seen) <= 60 && seen !== ''),
      );
    },
  },
  {
    id: 'throttling/batch',
    area: 'throttling',
    rule: 'In a batch each request is throttled by itself: the batch is 200, the request 429 with its own Retry-After',
    basis: documented('Graph docs: Combine multiple HTTP requests using JSON batching; Throttling guidance'),
    load: true,
    async run(target) {
      await exhaust(target);
      const requests = ['1', '2', '3'].map((id) => ({ id, method: 'GET', url: `/sites/${target.options.site}/lists` }));
      const answer = await target.graph('/$batch', { method: 'POST', body: { requests }, keepThrottled: true });
      target.see('status', answer.status, 200);
      const held = listAt(answer.body, 'responses').filter((one) => at(one, 'status') === 429);
      target.see('held back', held.length > 0, true);
      const headers = at(held[0], 'headers');
      const wait = Object.entries(typeof headers === 'object' && headers ? headers : {}).find(
        ([name]) => name.toLowerCase() === 'retry-after',
      );
      target.see('Retry-After', String(wait?.[1] ?? ''), seconds);
    },
  },
];
