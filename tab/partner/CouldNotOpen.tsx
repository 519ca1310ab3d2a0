import { Plain } from './Plain';

/** The questionnaire did not come: why, and the way to try again. */
export function CouldNotOpen({ problem, onTry }: { problem: string; onTry: () => void }) {
  return (
    <Plain title="Your questionnaire could not be opened">
      <p role="alert">{problem}</p>
      <div className="buttons">
        <button type="button" className="primary" onClick={onTry}>
          Try again
        </button>
      </div>
    </Plain>
  );
}
