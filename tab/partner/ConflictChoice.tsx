import type { Conflict } from './answerSaver';
import { momentWords } from './words';

/**
 * Two people answered the same question, or one person in two places: what is saved stands until this reader decides.
 * @param isOwn the reader saved it, in the chat or on another page
 */
export function ConflictChoice({
  conflict,
  isOwn,
  onTheirs,
  onMine,
}: {
  conflict: Conflict;
  isOwn: boolean;
  onTheirs: () => void;
  onMine: () => void;
}) {
  return (
    <div className="notice warning" role="alert">
      <p>
        {isOwn ? 'You' : <bdi>{conflict.by}</bdi>} answered this{isOwn && ' somewhere else'} on{' '}
        {momentWords(conflict.at)}:{' '}
        <strong>
          <bdi>{conflict.theirsText}</bdi>
        </strong>
        . Which answer is right?
      </p>
      <div className="buttons">
        <button type="button" onClick={onTheirs}>
          {isOwn ? 'Keep what is saved' : 'Keep theirs'}
        </button>
        <button type="button" onClick={onMine}>
          {isOwn ? 'Use what is here' : 'Use mine'}
        </button>
      </div>
    </div>
  );
}
