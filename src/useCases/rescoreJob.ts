import { messageFor } from '../errors';
import { dayIn } from './calendar';
import type { Changes, Clock, Log, Stores } from './ports';
import type { Scoring } from './scoring';
import type { SubmissionCheck } from './submissionCheck';

/** Several reviews within this time are scored once. */
const SETTLE_MS = 1_000;
/** Between looks at everything when nothing said that it changed. */
const SWEEP_MS = 10 * 60_000;
const AT_ONCE = 20;
/** So many are looked at in memory at once, to find those that need work. */
const LOOKED_AT = 500;

/**
 * Scores again what people reviewed, in the tab or in the library, and completes submissions that a crash left half
 * done. Looks at what changed, and at everything at the start, when the day changes (proofs run out) and now and then.
 */
export function createRescoreJob(deps: {
  stores: Stores;
  changes: Pick<Changes, 'onChange'>;
  clock: Clock;
  log: Log;
  scoring: Scoring;
  submissionCheck: SubmissionCheck;
  timeZone?: string;
}): { run(): Promise<void>; add(assessmentKey: string): void } {
  const { stores, changes, clock, log, scoring, submissionCheck } = deps;
  /** Assessment keys with the time from which they may be looked at. */
  const waiting = new Map<string, number>();
  let sweptOn = '';
  let sweptAt = 0;

  const add = (assessmentKey: string): void => void waiting.set(assessmentKey, clock.now().getTime() + SETTLE_MS);
  changes.onChange((noun, keys) => {
    for (const key of keys) {
      if (noun === 'evidence') {
        const assessmentKey = stores.evidence.get(key)?.value.assessmentKey;
        if (assessmentKey) add(assessmentKey);
      } else if (noun === 'sections' || noun === 'assessments') {
        const assessmentKey = key.split('|').slice(0, 2).join('|');
        if (stores.assessments.get(assessmentKey)?.value.status === 'submitted') add(assessmentKey);
      }
    }
  });

  const sweep = (now: Date): void => {
    const today = dayIn(now, deps.timeZone);
    if (today === sweptOn && now.getTime() - sweptAt < SWEEP_MS) return;
    sweptOn = today;
    sweptAt = now.getTime();
    const found: { readonly key: string; readonly savedAt: string }[] = [];
    for (const { value } of stores.assessments.all()) {
      const heads = stores.sections.heads(value.key);
      const isUnchecked = value.status === 'open' && !submissionCheck.isTrusted(value.key) && heads.length > 0;
      if (waiting.has(value.key) || !(isUnchecked || scoring.isStale(value))) continue;
      const savedAt =
        heads
          .map((head) => head.value.updatedAt)
          .sort()
          .at(-1) ?? '';
      found.push({ key: value.key, savedAt });
    }
    // Whoever saved last before a start saves again first, and a crash left undone what was sent last.
    for (const { key } of found.sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1))) waiting.set(key, 0);
  };

  return {
    add,
    async run() {
      const now = clock.now();
      sweep(now);
      const due = [...waiting].filter(([, from]) => from <= now.getTime()).slice(0, LOOKED_AT);
      let worked = 0;
      for (const [key, from] of due) {
        const assessment = stores.assessments.get(key);
        // A start that reads everything anew brings thousands of them, and nothing is to be done for most.
        if (assessment?.value.status === 'submitted' && !scoring.isStale(assessment.value)) {
          waiting.delete(key);
          continue;
        }
        if (worked >= AT_ONCE) return;
        worked += 1;
        try {
          if (assessment) {
            await submissionCheck.ensure({ assessment });
            await scoring.rescore(key);
          }
          if (waiting.get(key) === from) waiting.delete(key);
        } catch (error) {
          waiting.set(key, now.getTime() + 30_000);
          log.warn(
            { assessmentKey: key, error: messageFor(error) },
            'a questionnaire could not be scored; it is tried again',
          );
        }
      }
    },
  };
}
