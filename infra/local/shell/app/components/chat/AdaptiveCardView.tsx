import { Spinner, Text } from '@fluentui/react-components';
import { AdaptiveCard, ExecuteAction, OpenUrlAction, SubmitAction } from 'adaptivecards';
import { useEffect, useRef, useState } from 'react';
import { cardHostConfig } from './cardHostConfig';
import { focusCard } from './focusCard';
import { safeMarkdown } from './safeMarkdown';

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = safeMarkdown(text);
  result.didProcess = true;
};

/** A button that a person pressed, with the inputs merged into its data. */
export type CardPress =
  | { readonly kind: 'execute'; readonly verb: string; readonly id?: string; readonly data: Record<string, unknown> }
  | { readonly kind: 'submit'; readonly data: Record<string, unknown> };

interface Props {
  readonly card: unknown;
  /** Resolves with a sentence to show under the card, or nothing. */
  readonly onPress: (press: CardPress) => Promise<string | undefined>;
  readonly onOpenUrl: (url: string) => void;
}

/** An Adaptive Card as Teams shows it. While an action is under way its buttons wait. */
export function AdaptiveCardView({ card, onPress, onOpenUrl }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [notice, setNotice] = useState<string>();
  const handlers = useRef({ onPress, onOpenUrl });
  handlers.current = { onPress, onOpenUrl };
  /** What had the focus when a button was pressed; a waiting card cannot hold it. */
  const pressed = useRef<Element>(null);
  // Compared as text: the same card read again must not wipe what the person has typed.
  const source = JSON.stringify(card);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    setNotice(undefined);
    const press = async (event: CardPress): Promise<void> => {
      pressed.current = element.contains(document.activeElement) ? document.activeElement : null;
      setBusy(true);
      setNotice(undefined);
      try {
        setNotice(await handlers.current.onPress(event));
      } catch (error) {
        setNotice(error instanceof Error ? error.message : 'The local tenant did not answer.');
      } finally {
        setBusy(false);
      }
    };
    const isReplaced = element.childElementCount > 0;
    const hadFocus = element.contains(document.activeElement);
    element.replaceChildren(draw(source, press, (url) => handlers.current.onOpenUrl(url)));
    if (isReplaced) element.scrollIntoView({ block: 'nearest' });
    if (hadFocus) focusCard(element);
  }, [source]);

  // Whoever pressed by keyboard goes on in the card that came, or at the same button when none did.
  useEffect(() => {
    const element = frame.current;
    if (isBusy || !element || !pressed.current) return;
    const before = pressed.current;
    pressed.current = null;
    if (document.activeElement !== document.body) return;
    if (before instanceof HTMLElement && element.contains(before)) before.focus();
    else focusCard(element);
  }, [isBusy]);

  return (
    <div className="card" aria-busy={isBusy}>
      <div ref={frame} inert={isBusy} />
      {isBusy && <Spinner className="card-busy" size="tiny" label="Sending" />}
      {notice && (
        <Text as="p" role="alert" className="card-notice" size={200}>
          {notice}
        </Text>
      )}
    </div>
  );
}

function draw(source: string, press: (event: CardPress) => Promise<void>, openUrl: (url: string) => void): Node {
  const card = new AdaptiveCard();
  card.hostConfig = cardHostConfig;
  card.onExecuteAction = (action) => {
    if (action instanceof ExecuteAction) {
      void press({ kind: 'execute', verb: action.verb, ...(action.id && { id: action.id }), data: dataOf(action) });
    } else if (action instanceof SubmitAction) {
      void press({ kind: 'submit', data: dataOf(action) });
    } else if (action instanceof OpenUrlAction && action.url) {
      openUrl(action.url);
    }
  };
  card.onAnchorClicked = (_element, anchor) => {
    openUrl(anchor.href);
    return true;
  };
  try {
    card.parse(JSON.parse(source));
    return card.render() ?? failed();
  } catch {
    return failed();
  }
}

/** Teams merges the inputs into the action's data; every input is text. */
const dataOf = (action: SubmitAction): Record<string, unknown> => ({
  ...(action.data as Record<string, unknown> | undefined),
});

function failed(): Node {
  const message = document.createElement('p');
  message.textContent = 'This card cannot be shown. Its JSON is not a card that Teams can draw.';
  return message;
}
