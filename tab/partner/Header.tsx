import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { rangeInWords } from '../../src/contracts/timeInWords';
import { countOf, dueWords } from './words';

/** Who asks whom, until when, and how far it is. */
export function Header({ view }: { view: QuestionnaireView }) {
  const { answered, total, percent } = view.progress;
  return (
    <header className="pageHeader">
      <p>
        <bdi>{view.askedBy.name}</bdi> of <bdi>{view.customerName}</bdi> asks <bdi>{view.partnerName}</bdi>
      </p>
      <p className="subtle">{dueWords(view.dueOn)}</p>
      <div
        className="progress"
        role="progressbar"
        aria-label="Questions answered"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={answered}
        aria-valuetext={`${answered} of ${countOf(total, 'question', 'questions')}`}
      >
        <div style={{ width: `${percent}%` }} />
      </div>
      <p className="subtle">
        {answered} of {countOf(total, 'question', 'questions')} answered
        {answered < total ? `, ${rangeInWords(view.progress)} left` : ''}
      </p>
    </header>
  );
}
