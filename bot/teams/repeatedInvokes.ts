import { createHash } from 'node:crypto';
import type { Clock } from '../../src/useCases/ports';
import type { ChatReply } from './actions/chat';
import type { InboundActivity } from './inboundActivity';

/** Runs what an invoke asks for, or gives the reply that the same invoke had before. */
export type OncePerInvoke = (activity: InboundActivity, act: () => Promise<ChatReply>) => Promise<ChatReply>;

const KEPT_MS = 60_000;
const MOST_KEPT = 200;

/**
 * Teams sends some invokes twice, with the same id. The second is answered with the reply of the first, also while that
 * one is still at work: otherwise a person who has just sent the answers would read that they had been sent already.
 * Replies are kept in this process for a minute; acts that failed are forgotten, so that a repeat may succeed.
 */
export function createOncePerInvoke(clock: Pick<Clock, 'now'>): OncePerInvoke {
  const replies = new Map<string, { readonly at: number; readonly reply: Promise<ChatReply> }>();

  const forgetOld = (now: number): void => {
    for (const [key, { at }] of replies) {
      if (replies.size <= MOST_KEPT && now >= at && now - at < KEPT_MS) return;
      replies.delete(key);
    }
  };

  return async (activity, act) => {
    const key = keyOf(activity);
    if (key === undefined) return act();
    const now = clock.now().getTime();
    forgetOld(now);
    const known = replies.get(key);
    if (known) return known.reply;
    const reply = act();
    replies.set(key, { at: now, reply });
    const forget = (): void => void (replies.get(key)?.reply === reply && replies.delete(key));
    reply.then(({ kind }) => kind === 'failed' && forget(), forget);
    return reply;
  };
}

/** Two acts of one person, or of two, never share a key, whatever ids the client gives them. */
function keyOf({ id, person, conversationId, value }: InboundActivity): string | undefined {
  if (id === undefined) return undefined;
  return createHash('sha256')
    .update(JSON.stringify([id, person.oid, conversationId, value]))
    .digest('base64');
}
