import type { Clock, Log } from '../../src/useCases/ports';
import type { Jobs } from '../../src/useCases/useCases';

export interface JobLoop {
  start(): void;
  /** Resolves when what was running has ended; nothing starts afterwards. */
  stop(): Promise<void>;
}

/** How often each job looks, in milliseconds. Every look is cheap when there is nothing to do. */
const EVERY: Record<keyof Jobs, number> = {
  resumeImports: 2_000,
  planDeliveries: 3_000,
  sendDeliveries: 2_000,
  tellCustomer: 3_000,
  rescore: 2_000,
  readBounces: 15_000,
};
const LONGEST_PAUSE_MS = 60_000;
/** Pauses are cut into steps, so that stopping does not wait for the longest of them. */
const STEP_MS = 250;

/**
 * Runs the jobs again and again: each by itself and never twice at once, so that a slow mailbox holds up nothing else.
 * A job that fails waits longer each time and is told about once, until it works again.
 */
export function createJobLoop(deps: {
  jobs: Jobs;
  clock: Clock;
  log: Log;
  /** Jobs rest until the read model is whole: before that, everything would look undone. */
  isReady: () => boolean;
  /** Marks the work as the background's, so that people's calls go first. */
  asJob: <T>(work: () => T) => T;
}): JobLoop {
  const { jobs, clock, log } = deps;
  let isStopping = false;
  let running: Promise<void>[] = [];

  async function rest(milliseconds: number): Promise<void> {
    // Measured in running time, so that a clock set back does not stretch the pause.
    for (let waited = 0; waited < milliseconds && !isStopping; waited += STEP_MS) {
      await clock.sleep(Math.min(STEP_MS, milliseconds - waited));
    }
  }

  async function keepRunning(name: keyof Jobs): Promise<void> {
    let failures = 0;
    while (!isStopping) {
      if (deps.isReady()) {
        try {
          await deps.asJob(() => jobs[name]());
          if (failures > 0) log.info({ job: name, failures }, 'A job works again.');
          failures = 0;
        } catch (error) {
          failures += 1;
          if (failures === 1) log.error({ job: name, err: error }, 'A job failed; it is tried again.');
        }
      }
      await rest(Math.min(LONGEST_PAUSE_MS, EVERY[name] * 2 ** Math.min(failures, 5)));
    }
  }

  return {
    start() {
      running = (Object.keys(EVERY) as (keyof Jobs)[]).map(keepRunning);
    },
    async stop() {
      isStopping = true;
      await Promise.all(running);
    },
  };
}
