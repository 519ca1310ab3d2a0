import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { get } from '../api';

interface ChatSummary {
  readonly personId: string;
  readonly fromBot: number;
  readonly latestAt: string;
}

const STORAGE_KEY = 'shell.seen';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

const stored = (): string => localStorage.getItem(STORAGE_KEY) ?? '{}';

function seenIn(text: string): Readonly<Record<string, number>> {
  try {
    return JSON.parse(text) as Record<string, number>;
  } catch {
    return {};
  }
}

/**
 * How many messages of the bot each person has not looked at in this browser, by the person's id, and a way to say
 * that a person has seen them all.
 */
export function useUnread(): { unreadOf: (personId: string) => number; markSeen: (personId: string) => void } {
  const { data } = useQuery({ queryKey: ['chat', 'summary'], queryFn: () => get<ChatSummary[]>('/_shell/chats') });
  const text = useSyncExternalStore(subscribe, stored);
  const seen = seenIn(text);
  const countOf = (personId: string): number => data?.find((chat) => chat.personId === personId)?.fromBot ?? 0;

  // After a fresh start the chats are shorter than what was seen of the old ones.
  const isOld = data !== undefined && Object.entries(seen).some(([id, count]) => count > countOf(id));
  useEffect(() => {
    if (isOld) write({});
  }, [isOld]);

  const markSeen = useCallback(
    (personId: string) => {
      const count = data?.find((chat) => chat.personId === personId)?.fromBot;
      const known = seenIn(stored());
      if (count !== undefined && known[personId] !== count) write({ ...known, [personId]: count });
    },
    [data],
  );
  return { unreadOf: (personId) => Math.max(0, countOf(personId) - (seen[personId] ?? 0)), markSeen };
}

function write(seen: Readonly<Record<string, number>>): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(seen));
  for (const listener of listeners) listener();
}
