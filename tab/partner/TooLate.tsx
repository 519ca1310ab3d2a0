import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { countOf } from './words';

/** Above the answers that were sent: what was typed on this device and came too late for them. */
export function TooLate({ count, view }: { count: number; view: QuestionnaireView }) {
  return (
    <div className="column">
      <p className="notice warning" role="alert">
        {countOf(count, 'answer that you typed here was', 'answers that you typed here were')} not saved before the
        questionnaire was sent, and {count === 1 ? 'is' : 'are'} no part of it. If that matters, write to{' '}
        <bdi>{view.askedBy.name}</bdi>.
      </p>
    </div>
  );
}
