import { makeStyles, Tooltip } from '@fluentui/react-components';
import { useState } from 'react';

const useStyles = makeStyles({
  root: { display: 'inline-flex', maxWidth: '100%', minWidth: 0, verticalAlign: 'bottom' },
  head: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'pre', minWidth: 0 },
  tail: { whiteSpace: 'pre', flexShrink: 0 },
});

const TAIL = 9;

const graphemes = (text: string): string[] => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);

/**
 * A name from outside on one line: isolated, so that right-to-left names do not turn the line around, and cut in the
 * middle when it is too long, with the whole name on hover and focus.
 */
export function MiddleText({ children, isFocusable = false }: { readonly children: string; readonly isFocusable?: boolean }) {
  const styles = useStyles();
  const [isCut, setIsCut] = useState(false);
  const letters = graphemes(children);
  const cutAt = Math.max(0, letters.length - TAIL);
  const measure = (root: HTMLElement) => {
    const head = root.firstElementChild;
    setIsCut(head instanceof HTMLElement && head.scrollWidth > head.clientWidth + 1);
  };
  const text = (
    <bdi
      className={styles.root}
      dir="auto"
      onPointerEnter={(event) => measure(event.currentTarget)}
      onFocus={(event) => measure(event.currentTarget)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a cut name is readable by keyboard too, where no link around it takes the focus
      tabIndex={isFocusable ? 0 : undefined}
    >
      <span className={styles.head}>{letters.slice(0, cutAt).join('')}</span>
      <span className={styles.tail}>{letters.slice(cutAt).join('')}</span>
    </bdi>
  );
  return isCut ? (
    <Tooltip content={children} relationship="description" withArrow>
      {text}
    </Tooltip>
  ) : (
    text
  );
}
