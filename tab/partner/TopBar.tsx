import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { SavingState } from './answerSaver';
import { Icon } from './Icon';
import { clockTime, countOf } from './words';

interface Props {
  readonly customerName: string;
  readonly saving: SavingState;
  /** Answers that were not taken, or that a colleague changed. */
  readonly needsLook: number;
  readonly onTry: () => void;
  /** Goes to the first of them. */
  readonly onLook: () => void;
}

/** Stays in view: for whom the answers are, and whether everything typed is safe. */
export function TopBar({ customerName, saving, needsLook, onTry, onLook }: Props) {
  const bar = useRef<HTMLElement>(null);
  // What somebody is sent to must not end up under the bar, which grows when it has something to say.
  const makeRoom = useCallback((): void => {
    const { current } = bar;
    if (!current) return;
    const isSticky = getComputedStyle(current).position === 'sticky';
    document.documentElement.style.scrollPaddingTop = `${(isSticky ? current.offsetHeight : 0) + 12}px`;
  }, []);
  useLayoutEffect(makeRoom);
  useEffect(() => {
    window.addEventListener('resize', makeRoom);
    return () => window.removeEventListener('resize', makeRoom);
  }, [makeRoom]);
  return (
    <section className="topBar" ref={bar} aria-label="Saved state">
      <div className="topBarLine">
        <span className="topBarName">
          For <bdi>{customerName}</bdi>
        </span>
        <span className={`savedState ${saving.kind}`} role="status">
          <Words saving={saving} />
        </span>
      </div>
      {saving.kind === 'failed' && (
        <div className="topBarProblem">
          <p role="alert">{saving.message}</p>
          {saving.isRepeated && (
            <button type="button" onClick={onTry}>
              Try now
            </button>
          )}
        </div>
      )}
      {saving.kind === 'saved' && needsLook > 0 && (
        <div className="topBarProblem">
          <p>{countOf(needsLook, 'answer needs', 'answers need')} another look before it can be saved.</p>
          <button type="button" onClick={onLook}>
            Show
          </button>
        </div>
      )}
    </section>
  );
}

function Words({ saving }: { saving: SavingState }) {
  switch (saving.kind) {
    case 'idle':
      return null;
    case 'waiting':
      return 'Not saved yet';
    case 'saving':
      return 'Saving …';
    case 'saved':
      return (
        <>
          <Icon name="done" className="done" /> Saved {clockTime(saving.at)}
        </>
      );
    case 'failed':
      return (
        <>
          <Icon name="missing" /> Not saved
        </>
      );
  }
}
