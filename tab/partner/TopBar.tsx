import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { SavingState } from './answerSaver';
import { Icon } from './Icon';
import { clockTime, countOf } from './words';

interface Props {
  readonly customerName: string;
  readonly saving: SavingState;
  /** Answers that were not taken, or that a colleague changed. */
  readonly needsLook: number;
  /** Whether what is not saved yet is kept on this device. */
  readonly isKept: boolean;
  /** Answers of an earlier visit that were not saved then. */
  readonly cameBack: number;
  readonly onTry: () => void;
  /** Goes to the first of them. */
  readonly onLook: () => void;
}

/** Stays in view: for whom the answers are, and whether everything typed is safe. */
export function TopBar({ customerName, saving, needsLook, isKept, cameBack, onTry, onLook }: Props) {
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
          <p role="alert">{saving.isOffline ? offlineWords(isKept) : saving.message}</p>
          {saving.isRepeated && (
            <button type="button" onClick={onTry}>
              Try now
            </button>
          )}
        </div>
      )}
      <CameBack count={cameBack} isSaved={saving.kind === 'saved' && needsLook === 0} />
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

const offlineWords = (isKept: boolean): string =>
  isKept
    ? 'No connection. What you typed is kept on this device and is saved as soon as the line is back.'
    : 'No connection, and this browser keeps nothing. Please leave this page open: it is saved as soon as the line is back.';

/** Said for a while after coming back to answers that an earlier visit could not save. */
function CameBack({ count, isSaved }: { count: number; isSaved: boolean }) {
  const [seen, setSeen] = useState(0);
  useEffect(() => {
    if (!isSaved || count === 0) return;
    const timer = setTimeout(() => setSeen(count), 15_000);
    return () => clearTimeout(timer);
  }, [isSaved, count]);
  const isShown = count > seen;
  return (
    <div className={isShown ? 'topBarProblem' : undefined} aria-live="polite">
      {isShown && (
        <p>
          {countOf(count, 'answer that was not saved yet is back', 'answers that were not saved yet are back')}
          {isSaved ? ', and saved now.' : count === 1 ? '; it is being saved.' : '; they are being saved.'}
        </p>
      )}
    </div>
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
          <Icon name="missing" /> Not saved{saving.isOffline && ': no connection'}
        </>
      );
  }
}
