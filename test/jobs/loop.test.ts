import { createJobLoop } from '../../bot/jobs/loop';
import type { Jobs } from '../../src/useCases/useCases';

const NAMES = ['planDeliveries', 'sendDeliveries', 'tellCustomer', 'resumeImports', 'readBounces', 'rescore'] as const;

/** A loop on a clock whose sleeps pass as soon as everything else has run. */
function aLoop(jobs: Partial<Jobs>, isReady = () => true) {
  let now = 0;
  const logged: string[] = [];
  const runs: string[] = [];
  const all = Object.fromEntries(
    NAMES.map((name) => [
      name,
      async () => {
        runs.push(name);
        await jobs[name]?.();
      },
    ]),
  ) as unknown as Jobs;
  const note = (_fields: object, message: string) => void logged.push(message);
  const loop = createJobLoop({
    jobs: all,
    clock: {
      now: () => new Date(now),
      sleep: async (milliseconds) => {
        now += milliseconds / NAMES.length;
        await new Promise((resolve) => setImmediate(resolve));
      },
    },
    log: { info: note, warn: note, error: note },
    isReady,
    asJob: (work) => work(),
  });
  const until = async (isDone: () => boolean): Promise<void> => {
    while (!isDone() && now < 3_600_000) await new Promise((resolve) => setImmediate(resolve));
  };
  return { loop, runs, logged, until, count: (name: string) => runs.filter((each) => each === name).length };
}

it('every job runs again and again', async () => {
  const { loop, until, count } = aLoop({});
  loop.start();
  await until(() => NAMES.every((name) => count(name) >= 2));
  await loop.stop();
  for (const name of NAMES) expect(count(name)).toBeGreaterThanOrEqual(2);
});

it('no job runs while it still runs, and a slow one holds up no other', async () => {
  let running = 0;
  let most = 0;
  let release: () => void = () => undefined;
  const { loop, until, count } = aLoop({
    sendDeliveries: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      running -= 1;
    },
  });
  loop.start();
  await until(() => count('planDeliveries') >= 5);
  expect([count('sendDeliveries'), most]).toEqual([1, 1]);
  const stopped = loop.stop();
  release();
  await stopped;
});

it('a job that fails is told about once, tried again ever later, and told about when it works', async () => {
  let failures = 0;
  const { loop, until, logged, count } = aLoop({
    rescore: async () => {
      failures += 1;
      if (failures <= 4) throw new Error('SharePoint is down');
    },
  });
  loop.start();
  await until(() => count('rescore') >= 6);
  await loop.stop();
  expect(logged).toEqual(['A job failed; it is tried again.', 'A job works again.']);
  // Others went on at their pace while it backed off.
  expect(count('planDeliveries')).toBeGreaterThan(10);
});

it('nothing runs before everything has been read, and nothing after stopping', async () => {
  let isReady = false;
  const { loop, runs, until } = aLoop({}, () => isReady);
  loop.start();
  for (let turns = 0; turns < 50; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toEqual([]);
  isReady = true;
  await until(() => runs.length > 0);
  await loop.stop();
  const ended = runs.length;
  for (let turns = 0; turns < 50; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toHaveLength(ended);
});
