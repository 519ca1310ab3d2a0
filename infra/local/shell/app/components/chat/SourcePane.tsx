import { Button, Tab, TabList, Text } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { cardsOf, type ChatActivity } from '../../api';
import { useChat } from '../../hooks/tenantData';
import { JsonPanel } from '../JsonPanel';

export type SourceKind = 'card' | 'activity';

interface Props {
  /** Whose chat, by short name. */
  readonly person: string;
  readonly messageId: string;
  readonly kind: SourceKind;
  readonly onKind: (kind: SourceKind) => void;
  readonly onClose: () => void;
}

/** The JSON of one message beside the chat; it follows when the bot changes the message. */
export function SourcePane({ person, messageId, kind, onKind, onClose }: Props) {
  const { data } = useChat(person);
  const message = data?.activities.find(({ id }) => id === messageId);
  const cards = message ? cardsOf(message) : [];
  const card = cards.length > 1 ? cards : cards[0];
  const shown = kind === 'card' && card !== undefined ? 'card' : 'activity';
  const value = shown === 'card' ? card : message && activityOf(message);
  return (
    <aside
      className="source-pane"
      aria-label="JSON of the message"
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <header className="pane-head">
        <Text as="h2" size={400} weight="semibold">
          JSON
        </Text>
        <TabList size="small" selectedValue={shown} onTabSelect={(_event, { value: tab }) => onKind(tab as SourceKind)}>
          <Tab value="card" disabled={card === undefined}>
            Card
          </Tab>
          <Tab value="activity">Activity</Tab>
        </TabList>
        <span className="spacer" />
        <Button appearance="subtle" icon={<DismissRegular />} aria-label="Close the JSON" onClick={onClose} />
      </header>
      {value === undefined ? (
        <Text className="pane-empty">The bot has deleted this message.</Text>
      ) : (
        <JsonPanel value={value} noun={`${shown} JSON`} facts={factsOf(value, shown)} />
      )}
    </aside>
  );
}

/** What came over the connector, without what the chat adds for showing it. */
function activityOf({ sender: _sender, at: _at, editedAt: _editedAt, failure: _failure, ...activity }: ChatActivity) {
  return activity;
}

/** Teams counts a message in UTF-16, two bytes a character, and takes about 100 KB. */
const LIMIT_KB = 100;

function factsOf(value: unknown, kind: SourceKind): string {
  const json = JSON.stringify(value);
  const utf8 = new TextEncoder().encode(json).length / 1024;
  const counted = (json.length * 2) / 1024;
  const size = `${utf8.toFixed(1)} KB, Teams counts ${counted.toFixed(1)} of ${LIMIT_KB} KB`;
  const version = (value as { version?: unknown }).version;
  return kind === 'card' && version !== undefined ? `Version ${String(version)}, ${size}` : size;
}
