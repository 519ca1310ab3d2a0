import type { ContentFault } from '../src/content/load';
import { messageFor } from '../src/errors';
import type { ChangeFeed } from '../src/sharepoint/changeFeed';
import type { Clock, Log } from '../src/useCases/ports';
import type { Health } from './health';

export interface StartUp {
  /** Begins to read SharePoint, in the background, for as long as it takes. */
  begin(): void;
  isReady(): boolean;
  health(): Health;
  /** For the pages: when the figures were read last, and what is wrong in words when something is. */
  feedStatus(): { readonly asOf?: string; readonly trouble?: string };
}

/** A site that is not provisioned yet is looked at again this often: provisioning may be under way. */
const LOOK_AGAIN_MS = 5_000;

/** Brings the read model up while the service already answers, and says in words how far it is. */
export function createStartUp(deps: {
  feed: ChangeFeed;
  clock: Clock;
  log: Log;
  contentFault?: ContentFault;
  /** What runs out of what the service proves itself with, in words. */
  credentialNotice?: () => string | undefined;
}): StartUp {
  const { feed, clock, log, contentFault, credentialNotice } = deps;
  let missing: string | undefined;

  async function start(): Promise<void> {
    for (;;) {
      try {
        await feed.start();
        missing = undefined;
        if (feed.ready) log.info({}, 'SharePoint has been read; people are let in.');
        return;
      } catch (error) {
        const sentence = messageFor(error);
        if (sentence !== missing) log.error({ err: error }, 'The sites are not as this version needs them.');
        missing = sentence;
        await clock.sleep(LOOK_AGAIN_MS);
      }
    }
  }

  const trouble = (): string | undefined => missing ?? feed.status().trouble;

  return {
    begin: () => void start(),
    isReady: () => feed.ready,
    health() {
      const status = trouble() !== undefined ? 'degraded' : feed.ready ? 'ok' : 'starting';
      const credentials = credentialNotice?.();
      return {
        status,
        sharePoint: missing ?? feed.status().text,
        bot: feed.ready ? 'Takes messages.' : 'Takes messages once SharePoint has been read.',
        ...(contentFault ? { content: `${contentFault.sentence} ${contentFault.consequence}` } : {}),
        ...(credentials === undefined ? {} : { credentials }),
      };
    },
    feedStatus: () => ({ asOf: feed.status().readAt, trouble: trouble() }),
  };
}
