import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type ChatView, type DeliveredMail, get, type Mailboxes, type Person, type ShellState } from '../api';

/** Query keys begin with the topic that the tenant announces when the data changed. */
export const keys = {
  state: ['clock', 'state'],
  people: ['directory', 'people'],
  chat: (person: string) => ['chat', person],
  memberships: ['chat', 'memberships'],
  mail: (address: string) => ['mail', address],
  mailboxes: ['mail'],
  refused: ['refused'],
} as const;

export const useShellState = (): UseQueryResult<ShellState> =>
  useQuery({ queryKey: keys.state, queryFn: () => get<ShellState>('/_shell/state') });

export const usePeople = (): UseQueryResult<Person[]> =>
  useQuery({ queryKey: keys.people, queryFn: () => get<Person[]>('/_shell/people') });

export const useChat = (person: string): UseQueryResult<ChatView> =>
  useQuery({
    queryKey: keys.chat(person),
    queryFn: () => get<ChatView>(`/_control/chat?person=${encodeURIComponent(person)}`),
  });

export const useMail = (address: string): UseQueryResult<DeliveredMail[]> =>
  useQuery({
    queryKey: keys.mail(address),
    queryFn: async () =>
      (await get<{ messages: DeliveredMail[] }>(`/_control/mail?to=${encodeURIComponent(address)}`)).messages,
  });

export const useMailboxes = (): UseQueryResult<Mailboxes> =>
  useQuery({ queryKey: keys.mailboxes, queryFn: () => get<Mailboxes>('/_control/mailboxes') });

/** Reads again whatever the tenant says has changed, for as long as the shell is open. */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const events = new EventSource('/_shell/events');
    events.onmessage = ({ data }: MessageEvent<string>) => {
      const [topic, who = ''] = data.split(' ');
      if (topic === 'typing') queries.setQueryData(typingKey(who), Date.now());
      else void queries.invalidateQueries({ queryKey: [topic] });
    };
    // After a restart of the tenant everything may be different.
    events.onopen = () => void queries.invalidateQueries();
    return () => events.close();
  }, [queries]);
}

const typingKey = (personId: string) => ['typing', personId];
/** Teams takes a typing sign back after so long when nothing follows. */
const TYPING_MS = 10_000;

/** When the bot's typing to this person was last heard, milliseconds of this machine; 0 when that is long ago. */
export function useTyping(personId: string): number {
  const { data: since = 0 } = useQuery({
    queryKey: typingKey(personId),
    queryFn: () => 0,
    enabled: false,
  });
  const [over, setOver] = useState(0);
  useEffect(() => {
    if (since === 0) return;
    const timer = setTimeout(() => setOver(since), TYPING_MS);
    return () => clearTimeout(timer);
  }, [since]);
  return since > over ? since : 0;
}
