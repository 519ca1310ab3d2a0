import { Avatar, Button, MessageBar, MessageBarBody, Text, Textarea } from '@fluentui/react-components';
import { BotRegular, SendRegular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Viewer } from '../App';
import { type ChatOutcome, type Membership, post } from '../api';
import type { CardPress } from '../components/AdaptiveCardView';
import { ChatBubble } from '../components/ChatBubble';
import { Empty, ErrorNotice, Loading } from '../components/PageState';
import { useOpenLink } from '../hooks/openLink';
import { keys, useChat } from '../hooks/tenantData';

/** The 1:1 chat of this person with the bot. */
export function ChatPage({ viewer, appName }: { readonly viewer: Viewer; readonly appName: string }) {
  const person = viewer.key;
  const queries = useQueryClient();
  const chat = useChat(person);
  const openUrl = useOpenLink(person);
  const log = useRef<HTMLDivElement>(null);
  const messages = chat.data?.activities ?? [];
  const newest = messages.at(-1)?.id;
  const refresh = () => queries.invalidateQueries({ queryKey: keys.chat(person) });

  const act = useMutation({
    mutationFn: (body: object) => post<ChatOutcome>('/_control/chat', { person, ...body }),
    onSettled: refresh,
  });
  const member = useMutation({
    mutationFn: (change: { installed?: boolean; blocked?: boolean }) =>
      post<Membership>('/_control/membership', { person, ...change }),
    onSettled: refresh,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chat follows its newest message only
  useEffect(() => {
    const bubble = log.current?.querySelector('article:last-of-type');
    const isTall = (bubble?.clientHeight ?? 0) > (log.current?.clientHeight ?? 0);
    bubble?.scrollIntoView({ block: isTall ? 'start' : 'end' });
  }, [newest]);

  if (chat.isPending) return <Loading label="Opening the chat" />;
  if (chat.error) return <ErrorNotice error={chat.error} again={() => void chat.refetch()} />;
  const { isInstalled, isBlocked } = chat.data;

  const press = async (replyToId: string, event: CardPress): Promise<string | undefined> => {
    const body =
      event.kind === 'execute'
        ? { action: { verb: event.verb, id: event.id, data: event.data }, replyToId }
        : { value: event.data, replyToId };
    return (await act.mutateAsync(body)).notice;
  };

  return (
    <section className="chat" aria-label={`Chat with ${appName}`}>
      <header className="room-header">
        <Avatar icon={<BotRegular />} shape="square" color="brand" aria-hidden />
        <Text as="h1" size={400} weight="semibold">
          {appName}
        </Text>
        <span className="spacer" />
        {isInstalled && (
          <Button appearance="subtle" size="small" onClick={() => member.mutate({ blocked: !isBlocked })}>
            {isBlocked ? 'Unblock' : 'Block'}
          </Button>
        )}
      </header>
      {isBlocked && (
        <MessageBar intent="warning" className="notice">
          <MessageBarBody>{viewer.name} has blocked this app. It cannot write here.</MessageBarBody>
        </MessageBar>
      )}
      <div ref={log} className="chat-messages" role="log" aria-label="Messages">
        {messages.length === 0 && (
          <Empty
            icon={<BotRegular />}
            title={isInstalled ? 'No messages yet.' : `${viewer.name} does not have the app ${appName}.`}
          >
            {!isInstalled && (
              <Button
                appearance="primary"
                disabled={member.isPending}
                onClick={() => member.mutate({ installed: true })}
              >
                Install
              </Button>
            )}
          </Empty>
        )}
        {messages.map((message) => (
          <ChatBubble
            key={message.id}
            message={message}
            appName={appName}
            onPress={(event) => press(message.id, event)}
            onOpenUrl={openUrl}
          />
        ))}
      </div>
      {member.error && <ErrorNotice error={member.error} />}
      {isInstalled ? (
        <Composer appName={appName} isBusy={act.isPending} onSend={(text) => act.mutate({ text })} />
      ) : (
        messages.length > 0 && (
          <div className="composer">
            <Text>The app has been removed.</Text>
            <Button onClick={() => member.mutate({ installed: true })}>Install</Button>
          </div>
        )
      )}
    </section>
  );
}

interface ComposerProps {
  readonly appName: string;
  readonly isBusy: boolean;
  readonly onSend: (text: string) => void;
}

/** Where a person writes. Enter sends, Shift+Enter begins a new line. */
function Composer({ appName, isBusy, onSend }: ComposerProps) {
  const [text, setText] = useState('');
  const send = () => {
    if (text.trim() === '' || isBusy) return;
    onSend(text.trim());
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div className="composer">
      <Textarea
        className="composer-text"
        resize="vertical"
        rows={1}
        value={text}
        aria-label={`Message ${appName}`}
        placeholder="Type a message"
        onChange={(_event, { value }) => setText(value)}
        onKeyDown={onKeyDown}
      />
      <Button appearance="subtle" icon={<SendRegular />} aria-label="Send" disabled={isBusy} onClick={send} />
    </div>
  );
}
