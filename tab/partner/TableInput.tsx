import type { QuestionView } from '../../src/contracts/questionnaire';
import { answeredRows } from './shownQuestions';

interface Props {
  readonly question: QuestionView;
  readonly value: unknown;
  readonly isInvalid: boolean;
  readonly onChange: (value: Readonly<Record<string, string>>) => void;
}

/**
 * A table as a list of lines, each a group of radio buttons of its own. Where there is room, the choices stand in columns
 * under headings; on a telephone each line has them written out below.
 */
export function TableInput({ question, value, isInvalid, onChange }: Props) {
  const { id, rows = [], choices = [] } = question;
  const chosen = answeredRows(question, value);
  const answered = Object.keys(chosen).length;
  return (
    <div className="table" data-choices={choices.length}>
      <div className="tableHead" aria-hidden="true">
        <span />
        {choices.map((choice) => (
          <span key={choice.id}>{choice.text}</span>
        ))}
      </div>
      {rows.map((row) => {
        const name = `question-${id}-${row.id}`;
        const isOpen = !Object.hasOwn(chosen, row.id);
        return (
          <div
            key={row.id}
            className="tableRow"
            role="radiogroup"
            aria-labelledby={name}
            aria-invalid={(isInvalid && isOpen) || undefined}
          >
            <span id={name}>{row.text}</span>
            {choices.map((choice) => (
              <label key={choice.id}>
                <input
                  type="radio"
                  name={name}
                  value={choice.id}
                  checked={chosen[row.id] === choice.id}
                  onChange={() => onChange(answeredRows(question, { ...chosen, [row.id]: choice.id }))}
                />
                <span className="cellText">{choice.text}</span>
              </label>
            ))}
          </div>
        );
      })}
      <p className="subtle tableCount">
        {answered === rows.length
          ? `All ${rows.length} lines answered`
          : `${answered} of ${rows.length} lines answered`}
      </p>
    </div>
  );
}
