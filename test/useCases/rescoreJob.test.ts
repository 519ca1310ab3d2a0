import type { Assessment } from '../../src/domain/assessment';
import { createRescoreJob } from '../../src/useCases/rescoreJob';
import type { Stores } from '../../src/useCases/ports';
import type { Scoring } from '../../src/useCases/scoring';
import type { SubmissionCheck } from '../../src/useCases/submissionCheck';
import { silentLog, TestClock } from './world';

/** A service that has just read everything: so many sent, and some open with the times of their last saves. */
function afterStart(sent: number, savedAt: readonly string[], stale: ReadonlySet<string> = new Set()) {
  const assessments = new Map<string, Assessment>();
  const add = (key: string, status: Assessment['status']): void =>
    void assessments.set(key, { key, status } as unknown as Assessment);
  for (let n = 0; n < sent; n += 1) add(`c|s${n}`, 'submitted');
  for (const n of savedAt.keys()) add(`c|o${n}`, 'open');
  let tell: (noun: string, keys: readonly string[]) => void = () => undefined;
  const checked: string[] = [];
  const scored: string[] = [];
  const clock = new TestClock();
  const stored = (value: Assessment) => ({ value, version: '' });
  const job = createRescoreJob({
    stores: {
      evidence: { get: () => undefined },
      assessments: {
        get: (key: string) => [assessments.get(key)].flatMap((value) => (value ? [stored(value)] : []))[0],
        all: () => [...assessments.values()].map(stored),
      },
      sections: {
        heads: (key: string) =>
          key.startsWith('c|o') ? [{ value: { updatedAt: savedAt[Number(key.slice(3))] }, version: '' }] : [],
      },
    } as unknown as Stores,
    changes: {
      onChange: (listener) => {
        tell = listener;
        return () => undefined;
      },
    },
    clock,
    log: silentLog,
    scoring: {
      isStale: ({ key }: Assessment) => stale.has(key),
      rescore: async (key: string) => {
        scored.push(key);
        return true;
      },
    } as unknown as Scoring,
    submissionCheck: {
      isTrusted: (key: string) => checked.includes(key),
      ensure: async ({ assessment }: { assessment: { value: Assessment } }) => void checked.push(assessment.value.key),
    } as unknown as SubmissionCheck,
  });
  tell('assessments', [...assessments.keys()]);
  clock.advance(1_000);
  return { job, clock, checked, scored };
}

it('after a start, looks first at what was saved last', async () => {
  const { job, checked } = afterStart(0, ['2027-01-01T00:00:00Z', '2027-03-01T00:00:00Z', '2027-02-01T00:00:00Z']);
  await job.run();
  expect(checked).toEqual(['c|o1', 'c|o2', 'c|o0']);
});

it('does a bounded piece of work at a time, and what needs none does not hold up what does', async () => {
  const stale = new Set(['c|s1200']);
  const { job, checked, scored } = afterStart(
    1_500,
    Array.from({ length: 50 }, (_, n) => `2027-01-01T00:00:${n + 10}Z`),
    stale,
  );
  for (let look = 1; look <= 3; look += 1) {
    const before = checked.length;
    await job.run();
    expect(checked.length - before).toBeLessThanOrEqual(20);
  }
  expect(scored).toContain('c|s1200');
  for (let look = 0; look < 4; look += 1) await job.run();
  expect(new Set(checked.filter((key) => key.startsWith('c|o'))).size).toBe(50);
});
