import { Button, Text } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useState } from 'react';

interface Props {
  readonly value: unknown;
  /** What it is, for screen readers and the copy button: "card". */
  readonly noun: string;
  /** A line of facts above the JSON. */
  readonly facts?: string;
}

/** JSON to read, select and copy. */
export function JsonPanel({ value, noun, facts }: Props) {
  const [isCopied, setCopied] = useState(false);
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <div className="json-panel">
      <div className="json-head">
        <Text size={200} className="subtle">
          {facts}
        </Text>
        <span className="spacer" />
        <Button
          size="small"
          icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
          onClick={() => void copy()}
          aria-label={`Copy the ${noun}`}
        >
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="json" tabIndex={0} aria-label={noun}>
        <pre>{text}</pre>
      </section>
    </div>
  );
}
