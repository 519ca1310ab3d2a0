import type { ConversationReference } from '../../src/domain/link';
import type { Log } from '../../src/useCases/ports';
import type { UseCases } from '../../src/useCases/useCases';
import type { InboundActivity } from './inboundActivity';

export interface ConversationMemory {
  /** Whether the person's chat was known and open before this activity. */
  readonly wasOpen: boolean;
  /** Settled once the chat is kept, or could not be; never rejects. */
  readonly kept: Promise<void>;
}

/** Of an installationUpdate that takes the app away. An upgrade comes as a removal of its own kind and takes nothing away. */
const isRemoval = ({ type, action }: InboundActivity): boolean => type === 'installationUpdate' && action === 'remove';

/**
 * Learns from every admitted activity where a person's chat is. Teams does not promise to tell of an installation, and
 * may tell of it twice, so all activities count, and only a change is written.
 */
export function rememberFrom(
  activity: InboundActivity,
  parts: {
    readonly conversationOf: (person: { oid: string; tid: string }) => ConversationReference | undefined;
    readonly useCases: Pick<UseCases, 'rememberConversation'>;
    readonly log: Log;
  },
): ConversationMemory {
  const { person, conversationId, serviceUrl, isPersonal } = activity;
  const known = parts.conversationOf(person);
  const state = isRemoval(activity) ? 'blocked' : 'active';
  const wasOpen = known?.state === 'active';
  const isSame = known?.conversationId === conversationId && known.serviceUrl === serviceUrl && known.state === state;
  if (!isPersonal || isSame) return { wasOpen, kept: Promise.resolve() };
  const kept = parts.useCases
    .rememberConversation({ oid: person.oid, tid: person.tid, conversationId, serviceUrl, state })
    .catch((error: unknown) => {
      // It is learnt again from the next activity; the person's own request goes on.
      parts.log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'A chat could not be remembered');
    });
  return { wasOpen, kept };
}
