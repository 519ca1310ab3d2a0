import { AppError, messageFor } from '../errors';
import type { Clock, Log } from '../useCases/ports';
import type { ChangesHub } from './changesHub';
import { asAppError } from './client/graphErrors';
import { asPoll } from './client/priority';
import type { Feed } from './listFeed';

export interface FeedStatus {
  readonly ready: boolean;
  /** In words for an administrator. */
  readonly text: string;
  /** When changes of the records site were last read; absent before the first time. */
  readonly readAt?: string;
  /** The same for people who look at figures; absent while reading works. */
  readonly trouble?: string;
}

export interface ChangeFeed {
  /**
   * Finds the lists, checks their columns and reads them, for as long as it takes while SharePoint does not answer.
   * Throws `invalid`, naming what is missing, when the sites are not provisioned for this version.
   */
  start(): Promise<void>;
  /** Stops reading and writes the snapshots. */
  stop(): Promise<void>;
  /** Reads all changes now. Throws what Graph said. */
  poll(): Promise<void>;
  readonly ready: boolean;
  status(): FeedStatus;
}

const WHILE_WATCHED_MS = 5_000;
const OTHERWISE_MS = 60_000;
/** The feed lags, so the first enumeration may miss what was written just before a restart: it is read again soon. */
const AFTER_START_MS = 3_000;
const STARTING_FOR_MS = 15_000;
const WATCHED_FOR_MS = 60_000;
export const TICK_MS = 1_000;
const RETRY_START_MS = 3_000;
const LONGEST_STOP_MS = 3_000;
const STOP_TICK_MS = 50;

/** For people who look at the figures, beside the time up to which these are true. The cause is in `text`. */
const LATER =
  'Later changes in SharePoint could not be read. What is saved is safe, and reading is tried again by itself.';

interface FeedParts {
  /** Finds the lists in SharePoint and checks their columns. */
  readonly connect: () => Promise<void>;
  /** Called after the first reading, before anybody is served. A failure is logged and costs nothing else. */
  readonly beforeReady?: () => Promise<void>;
  /** Called once after the first reading. */
  readonly onReady?: () => Promise<void>;
  readonly feeds: readonly Feed[];
  readonly hub: ChangesHub;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps the read models true: every 5 s while somebody looks, else every minute. */
export function createChangeFeed(parts: FeedParts): ChangeFeed {
  const { feeds, hub, clock, log } = parts;
  const lastPoll = new Map<Feed, number>();
  let isStopped = false;
  let isReady = false;
  let trouble: string | undefined;
  let loaded = 0;
  let readAt: string | undefined;
  let isLooping = false;
  let loadedAt = Number.NEGATIVE_INFINITY;

  const now = (): number => clock.now().getTime();
  const intervalOf = (feed: Feed): number => {
    if (Math.abs(now() - loadedAt) < STARTING_FOR_MS) return AFTER_START_MS;
    return feed.isPeoples && hub.wasTouchedWithin(WATCHED_FOR_MS) ? WHILE_WATCHED_MS : OTHERWISE_MS;
  };
  const isDue = (feed: Feed): boolean => {
    const interval = intervalOf(feed);
    // A clock that was set back makes everything due.
    return Math.abs(now() - (lastPoll.get(feed) ?? Number.NEGATIVE_INFINITY)) >= interval;
  };

  const pollFeed = async (feed: Feed): Promise<void> => {
    lastPoll.set(feed, now());
    await feed.poll();
    if (feed.isPeoples) readAt = clock.now().toISOString();
    await feed
      .save()
      .catch((error: unknown) => log.warn({ err: error, noun: feed.noun }, 'A snapshot was not written.'));
  };

  const pollDue = async (): Promise<void> => {
    const results = await Promise.allSettled(feeds.filter(isDue).map((feed) => asPoll(() => pollFeed(feed))));
    const failure = results.find((result) => result.status === 'rejected');
    if (failure) note(failure.reason);
    else if (results.length > 0) trouble = undefined;
  };

  const note = (error: unknown): void => {
    const text = messageFor(asAppError(error));
    if (trouble !== text) log.warn({ err: error }, 'Changes in SharePoint could not be read.');
    trouble = text;
  };

  const run = async (): Promise<void> => {
    while (!isStopped) {
      await clock.sleep(TICK_MS);
      if (!isStopped) await pollDue();
    }
  };

  const loadAll = async (): Promise<void> => {
    await parts.connect();
    loaded = 0;
    await Promise.all(
      feeds.map(async (feed) => {
        await feed.load();
        lastPoll.set(feed, now());
        loaded += 1;
      }),
    );
    await parts
      .beforeReady?.()
      .catch((error: unknown) => log.warn({ err: error }, 'What is needed first was not read ahead.'));
    readAt = clock.now().toISOString();
    loadedAt = now();
  };

  return {
    async start() {
      while (!isStopped) {
        try {
          await loadAll();
          break;
        } catch (error) {
          const known = asAppError(error);
          if (known instanceof AppError && known.code === 'invalid') throw known;
          note(error);
          await clock.sleep(RETRY_START_MS);
        }
      }
      if (isStopped) return;
      isReady = true;
      trouble = undefined;
      await parts
        .onReady?.()
        .catch((error: unknown) => log.warn({ err: error }, 'The repair at start did not finish.'));
      isLooping = true;
      void run().finally(() => {
        isLooping = false;
      });
    },
    async stop() {
      isStopped = true;
      isReady = false;
      // A call that hangs may not keep the service from stopping.
      for (let waited = 0; isLooping && waited < LONGEST_STOP_MS; waited += STOP_TICK_MS)
        await clock.sleep(STOP_TICK_MS);
      for (const feed of feeds) {
        await feed
          .save(true)
          .catch((error: unknown) => log.warn({ err: error, noun: feed.noun }, 'A snapshot was not written.'));
        feed.close();
      }
    },
    poll: async () => {
      await Promise.all(feeds.map((feed) => pollFeed(feed)));
    },
    get ready() {
      return isReady;
    },
    status: () => ({ ready: isReady, text: words(), readAt, trouble: trouble === undefined ? undefined : LATER }),
  };

  function words(): string {
    if (!isReady && trouble) return `Not ready: ${trouble} Trying again.`;
    if (!isReady) return `Reading the lists from SharePoint (${loaded} of ${feeds.length}).`;
    if (trouble) return `Changes made in SharePoint have not been read since ${readAt ?? 'the start'}: ${trouble}`;
    return 'Up to date with SharePoint.';
  }
}
