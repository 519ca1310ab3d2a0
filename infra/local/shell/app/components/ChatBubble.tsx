import { Avatar, Text } from '@fluentui/react-components';
import { BotRegular } from '@fluentui/react-icons';
import type { ChatActivity } from '../api';
import { useShellState } from '../hooks/tenantData';
import { shortTime } from '../hooks/useTenantTime';
import { AdaptiveCardView, type CardPress } from './AdaptiveCardView';

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

interface Props {
  readonly message: ChatActivity;
  readonly appName: string;
  readonly onPress: (press: CardPress) => Promise<string | undefined>;
  readonly onOpenUrl: (url: string) => void;
}

/** One message: the app's at the left with its cards, the person's own at the right. */
export function ChatBubble({ message, appName, onPress, onOpenUrl }: Props) {
  const { data } = useShellState();
  const time = shortTime(message.at, Date.now() + (data?.offsetMs ?? 0));
  const isOwn = message.sender === 'person';
  const cards = message.attachments?.filter(({ contentType }) => contentType === ADAPTIVE_CARD) ?? [];
  return (
    <article className={isOwn ? 'bubble own' : 'bubble'} data-message={message.id}>
      {!isOwn && (
        <Avatar className="bubble-avatar" icon={<BotRegular />} size={32} shape="square" color="brand" aria-hidden />
      )}
      <div className="bubble-body">
        <Text size={200} className="bubble-meta">
          {isOwn ? '' : `${appName}  `}
          <time dateTime={message.at}>{time}</time>
          {message.editedAt && !isOwn ? '  Edited' : ''}
        </Text>
        {message.text && (
          <Text className="bubble-text">
            <bdi>{message.text}</bdi>
          </Text>
        )}
        {cards.map(({ content }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: cards of a message never change places
          <AdaptiveCardView key={index} card={content} onPress={onPress} onOpenUrl={onOpenUrl} />
        ))}
        {message.failure && (
          <Text size={200} role="alert" className="bubble-failure">
            Not delivered. {message.failure}
          </Text>
        )}
      </div>
    </article>
  );
}
