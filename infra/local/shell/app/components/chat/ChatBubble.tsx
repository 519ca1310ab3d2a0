import { Avatar, Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Text } from '@fluentui/react-components';
import { BotRegular, BracesRegular } from '@fluentui/react-icons';
import { type ChatActivity, cardsOf } from '../../api';
import { useShellState } from '../../hooks/tenantData';
import { shortTime } from '../../hooks/useTenantTime';
import { AdaptiveCardView, type CardPress } from './AdaptiveCardView';

interface Props {
  readonly message: ChatActivity;
  readonly appName: string;
  readonly onPress: (press: CardPress) => Promise<string | undefined>;
  readonly onOpenUrl: (url: string) => void;
  /** Shows the card's or the activity's JSON. */
  readonly onSource: (what: 'card' | 'activity') => void;
}

/** One message: the app's at the left with its cards, the person's own at the right. */
export function ChatBubble({ message, appName, onPress, onOpenUrl, onSource }: Props) {
  const { data } = useShellState();
  const time = shortTime(message.at, Date.now() + (data?.offsetMs ?? 0));
  const isOwn = message.sender === 'person';
  const cards = cardsOf(message);
  return (
    <article className={isOwn ? 'bubble own' : 'bubble'} data-message={message.id}>
      {!isOwn && (
        <Avatar className="bubble-avatar" icon={<BotRegular />} size={32} shape="square" color="brand" aria-hidden />
      )}
      <div className="bubble-body">
        <span className="bubble-meta">
          <Text size={200}>
            {isOwn ? '' : `${appName}  `}
            <time dateTime={message.at}>{time}</time>
            {message.editedAt && !isOwn ? '  Edited' : ''}
          </Text>
          <SourceMenu time={time} hasCard={cards.length > 0} onSource={onSource} />
        </span>
        {message.text && (
          <Text className="bubble-text">
            <bdi>{message.text}</bdi>
          </Text>
        )}
        {cards.map((card, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: cards of a message never change places
          <AdaptiveCardView key={index} card={card} onPress={onPress} onOpenUrl={onOpenUrl} />
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

interface SourceProps {
  readonly time: string;
  readonly hasCard: boolean;
  readonly onSource: (what: 'card' | 'activity') => void;
}

function SourceMenu({ time, hasCard, onSource }: SourceProps) {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          size="small"
          appearance="transparent"
          className="bubble-source"
          icon={<BracesRegular />}
          aria-label={`JSON of the message of ${time}`}
          title="JSON"
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {hasCard && <MenuItem onClick={() => onSource('card')}>Card JSON</MenuItem>}
          <MenuItem onClick={() => onSource('activity')}>Activity JSON</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
