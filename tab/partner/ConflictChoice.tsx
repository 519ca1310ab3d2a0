import type { Conflict } from './answerSaver';
import { momentWords } from './words';

/** Two people answered the same question: theirs stands until this reader decides. */
export function ConflictChoice({
  conflict,
  onTheirs,
  onMine,
}: {
  conflict: Conflict;
  onTheirs: () => void;
  onMine: () => void;
}) {
  return (
    <div className="notice warning" role="alert">
      <p>
        <bdi>{conflict.by}</bdi> answered this on {momentWords(conflict.at)}:{' '}
        <strong>
          <bdi>{conflict.theirsText}</bdi>
        </strong>
        . Which answer is right?
      </p>
      <div className="buttons">
        <button type="button" onClick={onTheirs}>
          Keep theirs
        </button>
        <button type="button" onClick={onMine}>
          Use mine
        </button>
      </div>
    </div>
  );
}
