import { makeStyles } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { isRightToLeft, plainName } from '../words/plainName';

// Tooltips and their positioning are a tenth of the first load, and most names are never cut.
const WholeName = lazy(async () => ({ default: (await import('./WholeName')).WholeName }));

const useStyles = makeStyles({
  root: { display: 'inline-flex', maxWidth: '100%', minWidth: 0, verticalAlign: 'bottom' },
  head: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'pre', minWidth: 0 },
  tail: { whiteSpace: 'pre', flexShrink: 0 },
});

/** So many signs at the end always stay: the legal form, or the end of a file's name. */
const TAIL = 9;

const graphemes = (text: string): string[] => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);

function isCut(root: HTMLElement | null): boolean {
  const head = root?.firstElementChild;
  return head !== null && head !== undefined && head.scrollWidth > head.clientWidth + 1;
}

/**
 * A name from outside on one line: isolated, so that right-to-left names do not turn the line around, and cut in the
 * middle when it is too long, with the whole name on hover and when the link or row around it has the focus.
 */
export function MiddleText({ children }: { readonly children: string }) {
  const styles = useStyles();
  const root = useRef<HTMLElement>(null);
  const [isWholeShown, setIsWholeShown] = useState(false);
  const name = plainName(children);
  const letters = graphemes(name);
  const cutAt = isRightToLeft(name) ? letters.length : Math.max(0, letters.length - TAIL);
  useEffect(() => {
    const holder = root.current?.closest<HTMLElement>('a, button, [tabindex="0"]');
    if (!holder) return;
    const show = () => holder.matches(':focus-visible') && isCut(root.current) && setIsWholeShown(true);
    const hide = () => setIsWholeShown(false);
    holder.addEventListener('focus', show);
    holder.addEventListener('blur', hide);
    return () => {
      holder.removeEventListener('focus', show);
      holder.removeEventListener('blur', hide);
    };
  }, []);
  return (
    <>
      <bdi
        ref={root}
        className={styles.root}
        dir="auto"
        onPointerEnter={(event) => setIsWholeShown(isCut(event.currentTarget))}
        onPointerLeave={() => setIsWholeShown(false)}
      >
        <span className={styles.head}>{letters.slice(0, cutAt).join('')}</span>
        {cutAt < letters.length && <span className={styles.tail}>{letters.slice(cutAt).join('')}</span>}
      </bdi>
      {isWholeShown && root.current && (
        <Suspense>
          <WholeName name={name} target={root.current} />
        </Suspense>
      )}
    </>
  );
}
