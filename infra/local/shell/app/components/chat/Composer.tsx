import { Button, Textarea } from '@fluentui/react-components';
import { SendRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useState } from 'react';

interface Props {
  readonly appName: string;
  readonly isBusy: boolean;
  readonly onSend: (text: string) => void;
}

/** Where a person writes. Enter sends, Shift+Enter begins a new line. */
export function Composer({ appName, isBusy, onSend }: Props) {
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
