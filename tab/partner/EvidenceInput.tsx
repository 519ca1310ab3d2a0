import type { QuestionView } from '../../src/contracts/questionnaire';
import { Icon } from './Icon';

interface Props {
  readonly question: QuestionView;
  readonly value: unknown;
  /** Files that are attached to the question now. */
  readonly files: number;
  readonly describedBy: string | undefined;
  readonly onChange: (value: unknown) => void;
}

/** A question that a file answers: says how it stands, and offers to say that there is nothing to show. */
export function EvidenceInput({ question, value, files, describedBy, onChange }: Props) {
  if (files > 0)
    return (
      <p className="answeredByFile">
        <Icon name="done" className="mark done" /> {files === 1 ? 'A file is' : `${files} files are`} here, so this is
        answered.
      </p>
    );
  return (
    <>
      <p className="subtle">Add a file below: that is the answer.</p>
      {question.choices?.map((choice) => (
        <label key={choice.id} className="choice">
          <input
            type="checkbox"
            checked={value === choice.id}
            aria-describedby={describedBy}
            onChange={(event) => onChange(event.target.checked ? choice.id : null)}
          />
          <span>{choice.text}</span>
        </label>
      ))}
    </>
  );
}
