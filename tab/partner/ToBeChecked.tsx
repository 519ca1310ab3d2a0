import type { QuestionView } from '../../src/contracts/questionnaire';

const isToBeChecked = ({ isApplicabilityChecked }: QuestionView): boolean => isApplicabilityChecked === false;

/** Beside a question: whether it is asked of this kind of company is still to be checked. */
export function ToBeCheckedMark({ question }: { question: QuestionView }) {
  if (!isToBeChecked(question)) return null;
  return (
    <span className="toBeChecked">
      <span aria-hidden="true">†</span>
      <span className="visuallyHidden"> (still to be checked whether your kind of company is asked this)</span>
    </span>
  );
}

/** Once per section, what the mark means. */
export function ToBeCheckedNote({ questions }: { questions: readonly QuestionView[] }) {
  const marked = questions.filter(isToBeChecked).length;
  if (marked === 0) return null;
  return (
    <p className="subtle">
      {marked === questions.length ? 'All questions here are marked' : 'Some questions are marked'} †: whether the
      program asks them of your kind of company is still to be checked. Please answer them all the same.
    </p>
  );
}
