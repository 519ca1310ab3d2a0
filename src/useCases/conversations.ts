import { AppError } from '../errors';
import type { KeyedQueue } from './keyedQueue';
import type { Stores } from './ports';
import type { UseCases } from './useCases';

/** Keeps where a person's chat is, learnt from an authenticated activity. Writes only when something is new. */
export const rememberConversation =
  ({ stores, queue }: { stores: Pick<Stores, 'conversations'>; queue: KeyedQueue }): UseCases['rememberConversation'] =>
  (reference) => {
    const row = { key: `${reference.tid}|${reference.oid}`, ...reference };
    return queue.run(`conversation ${row.key}`, async () => {
      for (let tries = 1; ; tries++) {
        const stored = stores.conversations.get(row.key);
        const isKnown =
          stored?.value.conversationId === row.conversationId &&
          stored.value.serviceUrl === row.serviceUrl &&
          stored.value.state === row.state;
        if (isKnown) return;
        try {
          await (stored ? stores.conversations.update(row, stored.version) : stores.conversations.create(row));
          return;
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'conflict' || tries >= 3) throw error;
          await stores.conversations.refresh(row.key);
        }
      }
    });
  };
