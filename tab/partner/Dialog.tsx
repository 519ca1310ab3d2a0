import { type ReactNode, useEffect, useId, useRef } from 'react';
import { usePage } from './pageContext';

interface Props {
  readonly title: ReactNode;
  /** After it was closed, by a button or by Escape. The focus is back where it came from. */
  readonly onClosed: () => void;
  /** Changes when the dialog has something new to say: its heading takes the focus again. */
  readonly step?: string;
  readonly children: (close: () => void) => ReactNode;
}

/** The browser's own dialog: it holds the focus, closes with Escape, and gives the focus back. */
export function Dialog({ title, onClosed, step, children }: Props) {
  const { isVisible } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isAside = useRef(false);
  const opener = useRef<Element>(null);
  const headingId = useId();
  useEffect(() => {
    const { current } = dialog;
    if (!current) return;
    if (isVisible && !current.open) {
      isAside.current = false;
      opener.current ??= document.activeElement;
      current.showModal();
      heading.current?.focus();
    } else if (!isVisible && current.open) {
      // A modal dialog in a hidden page would lock the page that is shown instead.
      isAside.current = true;
      current.close();
    }
  }, [isVisible]);
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step is the reason to be heard again
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else heading.current?.focus();
  }, [step]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={headingId}
      onClose={() => {
        if (isAside.current) return;
        onClosed();
        giveFocusBack(opener.current);
      }}
    >
      <h2 id={headingId} ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children(() => dialog.current?.close())}
    </dialog>
  );
}

/** To where the reader came from; where that is gone, to the heading of the page. */
function giveFocusBack(opener: Element | null): void {
  requestAnimationFrame(() => {
    const { activeElement } = document;
    if (activeElement && activeElement !== document.body && activeElement.checkVisibility?.() !== false) return;
    const to = opener?.isConnected && opener !== document.body ? opener : document.querySelector('main h1');
    if (to instanceof HTMLElement) to.focus();
  });
}
