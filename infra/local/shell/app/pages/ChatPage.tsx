import { Avatar, Button, Popover, PopoverSurface, PopoverTrigger, Tooltip } from '@fluentui/react-components';
import { AddRegular, ChevronDownRegular, DismissRegular } from '@fluentui/react-icons';
import type { CSSProperties } from 'react';
import { useState } from 'react';
import { type Viewer, viewerOf } from '../App';
import type { Person } from '../api';
import { ChatColumn } from '../components/chat/ChatColumn';
import { type SourceKind, SourcePane } from '../components/chat/SourcePane';
import { WidthSwitch } from '../components/chat/WidthSwitch';
import { Empty } from '../components/PageState';
import { PersonList } from '../components/people/PersonList';
import { useUrlList, useUrlText } from '../hooks/urlState';

const MOST_COLUMNS = 4;
const canChat = ({ person }: Viewer): boolean => person !== undefined && !person.isMailboxOnly;

interface Props {
  readonly viewer: Viewer;
  readonly people: readonly Person[];
  readonly appName: string;
}

/** One or several people's chats with the bot, side by side, each answered as that person. */
export function ChatPage({ viewer, people, appName }: Props) {
  const [beside, setBeside] = useUrlList('beside');
  const [width, setWidth] = useUrlText('width');
  const [source, setSource] = useUrlText('json', true);
  const others = beside
    .map((key) => viewerOf(people, key))
    .filter((other) => canChat(other) && other.key !== viewer.key)
    .slice(0, MOST_COLUMNS - 1);
  const [sourcePerson, sourceMessage, sourceKind] = source.split('~');
  if (!canChat(viewer)) return <Empty icon={<DismissRegular />} title={`${viewer.name} has no Teams.`} />;

  const shown = [viewer, ...others];
  const isOpen = (key: string): boolean => shown.some((known) => known.key === key);
  const choices = (current?: string): readonly Person[] =>
    people.filter(({ isMailboxOnly, shortName }) => !isMailboxOnly && (shortName === current || !isOpen(shortName)));
  const replace = (at: number, key?: string): void =>
    setBeside(others.flatMap((other, index) => (index !== at ? [other.key] : key ? [key] : [])));
  const style = width ? ({ '--card-width': `${width}px` } as CSSProperties) : undefined;

  return (
    <div className="chats" style={style} data-columns={shown.length}>
      <div className="chat-columns">
        {shown.map((column, index) => (
          <ChatColumn
            key={column.key}
            viewer={column}
            appName={appName}
            onSource={(id, kind) => setSource(`${column.key}~${id}~${kind}`)}
            title={
              shown.length === 1 ? undefined : index === 0 ? (
                <ColumnName viewer={column} />
              ) : (
                <PersonButton
                  label="Another person in this column"
                  face={<ColumnName viewer={column} />}
                  people={choices(column.key)}
                  current={column.key}
                  onPick={(key) => replace(index - 1, key)}
                />
              )
            }
            actions={
              index === 0 ? (
                <>
                  <WidthSwitch width={width} onWidth={setWidth} />
                  {shown.length < MOST_COLUMNS && (
                    <PersonButton
                      label="Open another person's chat beside"
                      people={choices()}
                      onPick={(key) => setBeside([...others.map((other) => other.key), key])}
                    />
                  )}
                </>
              ) : (
                <Tooltip content={`Close the chat of ${column.name}`} relationship="label">
                  <Button
                    appearance="subtle"
                    size="small"
                    icon={<DismissRegular />}
                    onClick={() => replace(index - 1)}
                  />
                </Tooltip>
              )
            }
          />
        ))}
      </div>
      {sourcePerson && sourceMessage && (
        <SourcePane
          person={sourcePerson}
          messageId={sourceMessage}
          kind={sourceKind === 'activity' ? 'activity' : 'card'}
          onKind={(kind: SourceKind) => setSource(`${sourcePerson}~${sourceMessage}~${kind}`)}
          onClose={() => setSource('')}
        />
      )}
    </div>
  );
}

const ColumnName = ({ viewer }: { readonly viewer: Viewer }) => (
  <span className="column-name">
    <Avatar name={viewer.name} size={28} color="colorful" aria-hidden />
    <h1>
      <bdi>{viewer.name}</bdi>
    </h1>
  </span>
);

interface PersonButtonProps {
  readonly label: string;
  readonly face?: React.ReactNode;
  readonly people: readonly Person[];
  readonly current?: string;
  readonly onPick: (key: string) => void;
}

function PersonButton({ label, face, people, current, onPick }: PersonButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover open={isOpen} onOpenChange={(_event, { open }) => setOpen(open)} trapFocus positioning="below">
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          aria-label={face ? undefined : label}
          title={label}
          icon={face ? <ChevronDownRegular /> : <AddRegular />}
          iconPosition={face ? 'after' : 'before'}
        >
          {face}
          {face && <span className="visually-hidden">: another person in this column</span>}
        </Button>
      </PopoverTrigger>
      <PopoverSurface className="person-popover" aria-label={label}>
        <PersonList
          people={people}
          current={current}
          onPick={(key) => {
            setOpen(false);
            onPick(key);
          }}
        />
      </PopoverSurface>
    </Popover>
  );
}
