import { Avatar, Button, MessageBar, MessageBarActions, MessageBarBody, Text } from '@fluentui/react-components';
import { BotRegular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Viewer } from '../../App';
import { type ChatOutcome, type Membership, post } from '../../api';
import { useFocusInLog } from '../../hooks/focusInLog';
import { useOpenLink } from '../../hooks/openLink';
import { keys, useChat, useTyping } from '../../hooks/tenantData';
import { useUnread } from '../../hooks/unread';
import { Empty, ErrorNotice, Loading } from '../PageState';
import type { CardPress } from './AdaptiveCardView';
import { AppMenu } from './AppMenu';
import { ChatBubble } from './ChatBubble';
import { Composer } from './Composer';
import type { SourceKind } from './SourcePane';

interface Props {
  readonly viewer: Viewer;
  readonly appName: string;
  /** Who this column is, when there are several; instead of the app's name. */
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly onSource: (messageId: string, kind: SourceKind) => void;
}

/** The 1:1 chat of one person with the bot. */
export function ChatColumn({ viewer, appName, title, actions, onSource }: Props) {
  const person = viewer.key;
  const queries = useQueryClient();
  const chat = useChat(person);
  const openUrl = useOpenLink(person);
  const typing = useTyping(viewer.person?.id ?? '');
  const { markSeen } = useUnread();
  const log = useRef<HTMLDivElement>(null);
  const messages = (chat.data?.activities ?? []).filter(({ type }) => type !== 'typing');
  const newest = messages.at(-1)?.id;
  // A message that follows takes the sign back.
  const heard = useRef({ typing, newest });
  if (heard.current.typing !== typing) heard.current = { typing, newest };
  const isTyping = typing > 0 && heard.current.newest === newest;
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
  const redeem = useMutation({
    mutationFn: () => post(`/_shell/people/${viewer.person?.id ?? ''}/redeem`),
    onSettled: () => queries.invalidateQueries(),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chat follows its newest message only
  useEffect(() => {
    const frame = log.current;
    const bubble = frame?.querySelector<HTMLElement>('article:last-of-type');
    if (!frame || !bubble) return;
    // Not by scrollIntoView: beside other columns it would scroll those away.
    const isTall = bubble.clientHeight > frame.clientHeight;
    frame.scrollTop = isTall ? bubble.offsetTop - frame.offsetTop - 12 : frame.scrollHeight;
  }, [newest]);
  useFocusInLog(log);
  const personId = viewer.person?.id;
  useEffect(() => {
    if (personId && newest) markSeen(personId);
  }, [personId, newest, markSeen]);

  if (chat.isPending) return <Loading label="Opening the chat" />;
  if (chat.error) return <ErrorNotice error={chat.error} again={() => void chat.refetch()} />;
  const { isInstalled, isBlocked } = chat.data;
  const isInvited = viewer.person?.externalUserState === 'PendingAcceptance';

  const press = async (replyToId: string, event: CardPress): Promise<string | undefined> => {
    const body =
      event.kind === 'execute'
        ? { action: { verb: event.verb, id: event.id, data: event.data }, replyToId }
        : { value: event.data, replyToId };
    return (await act.mutateAsync(body)).notice;
  };

  return (
    <section className="chat" aria-label={`${viewer.name}: chat with ${appName}`}>
      <header className="room-header">
        {title ?? (
          <>
            <Avatar icon={<BotRegular />} shape="square" color="brand" aria-hidden />
            <Text as="h1" size={400} weight="semibold">
              {appName}
            </Text>
          </>
        )}
        <span className="spacer" />
        {actions}
        {isInstalled && (
          <AppMenu
            name={viewer.name}
            isBlocked={isBlocked}
            onBlock={(blocked) => member.mutate({ blocked })}
            onRemove={() => member.mutate({ installed: false })}
          />
        )}
      </header>
      {isInvited && (
        <MessageBar intent="info" className="notice" layout="multiline">
          <MessageBarBody>
            {viewer.name} has been invited as a guest and has not accepted: Teams shows them nothing yet.
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => redeem.mutate()}>Accept the invitation</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {isBlocked && (
        <MessageBar intent="warning" className="notice">
          <MessageBarBody>{viewer.name} has blocked this app. It cannot write here.</MessageBarBody>
        </MessageBar>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={log} className="chat-messages" role="log" aria-label={`Messages of ${viewer.name}`} tabIndex={0}>
        {messages.length === 0 && (
          <Empty
            icon={<BotRegular />}
            title={isInstalled ? 'No messages yet.' : `${viewer.name} does not have the app ${appName}.`}
          >
            {!isInstalled && !isInvited && (
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
            onSource={(kind) => onSource(message.id, kind)}
          />
        ))}
        {(act.isPending || isTyping) && (
          <p className="typing" role="status">
            <span className="typing-dots" aria-hidden>
              <i />
              <i />
              <i />
            </span>
            {appName} {isTyping ? 'is typing' : 'is working'}
          </p>
        )}
      </div>
      {(member.error ?? act.error) && <ErrorNotice error={member.error ?? act.error} />}
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
