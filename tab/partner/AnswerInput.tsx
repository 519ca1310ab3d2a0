import { useEffect, useRef } from 'react';
import type { QuestionView } from '../../src/contracts/questionnaire';
import { CharactersLeft } from './CharactersLeft';
import { DocumentText } from './DocumentText';
import { EvidenceInput } from './EvidenceInput';
import { TableInput } from './TableInput';
import { today } from './words';

interface Props {
  readonly question: QuestionView;
  readonly value: unknown;
  readonly labelledBy: string;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
  /** Files that are attached to the question now. */
  readonly files: number;
  readonly onChange: (value: unknown) => void;
}

const YES_PARTLY_NO = [
  { id: 'yes', text: 'Yes' },
  { id: 'partly', text: 'Partly' },
  { id: 'no', text: 'No' },
];
const LIMITS: Readonly<Record<string, number>> = { shortText: 200, longText: 2000 };

/** What a question is answered with, by its type. What is typed is kept as typed; the server says what it takes. */
export function AnswerInput(props: Props) {
  const { question, value, labelledBy, describedBy, isInvalid, onChange } = props;
  const text = value === null || value === undefined ? '' : String(value);
  const common = {
    'aria-labelledby': labelledBy,
    'aria-describedby': describedBy,
    'aria-invalid': isInvalid || undefined,
  };
  switch (question.type) {
    case 'table':
      return <TableInput {...props} />;
    case 'evidence':
      return <EvidenceInput {...props} />;
    case 'yesPartlyNo':
    case 'singleChoice':
    case 'acceptDocument':
      return (
        <>
          {question.document && <DocumentText document={question.document} />}
          {(question.choices ?? YES_PARTLY_NO).map((choice) => (
            <label key={choice.id} className="choice">
              <input
                type="radio"
                name={`question-${question.id}`}
                value={choice.id}
                checked={value === choice.id}
                onChange={() => onChange(choice.id)}
              />
              <span>{choice.text}</span>
            </label>
          ))}
        </>
      );
    case 'multipleChoice':
      return <Choices {...props} />;
    case 'number':
      return (
        <div className="withUnit">
          <input
            {...common}
            aria-describedby={[describedBy, question.unit ? `${labelledBy}-unit` : ''].filter(Boolean).join(' ')}
            className="shortInput"
            inputMode={question.decimals ? 'decimal' : 'numeric'}
            autoComplete="off"
            value={text}
            onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
          />
          {question.unit && <span id={`${labelledBy}-unit`}>{question.unit}</span>}
        </div>
      );
    case 'date':
      return <DateInput {...props} />;
    case 'shortText':
    case 'longText': {
      const limit = question.maxLength ?? LIMITS[question.type];
      const set = (typed: string): void => onChange(typed === '' ? null : typed);
      return (
        <>
          {question.type === 'shortText' ? (
            <input {...common} dir="auto" value={text} onChange={(event) => set(event.target.value)} />
          ) : (
            <textarea {...common} dir="auto" rows={4} value={text} onChange={(event) => set(event.target.value)} />
          )}
          <CharactersLeft text={text} limit={limit} />
        </>
      );
    }
  }
}

function Choices({ question, value, onChange }: Props) {
  const choices = question.choices ?? [];
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const isAlone = (id: string): boolean => choices.some((choice) => choice.id === id && choice.exclusive);
  const toggle = (id: string, isOn: boolean): void => {
    if (!isOn) onChange(chosen.filter((each) => each !== id));
    else onChange(isAlone(id) ? [id] : [...chosen.filter((each) => !isAlone(each)), id]);
  };
  return (
    <>
      <p className="subtle">Choose all that are true.</p>
      {choices.map((choice) => (
        <label key={choice.id} className="choice">
          <input
            type="checkbox"
            checked={chosen.includes(choice.id)}
            onChange={(event) => toggle(choice.id, event.target.checked)}
          />
          <span>{choice.text}</span>
        </label>
      ))}
    </>
  );
}

/**
 * The browser's date field, left to itself: while somebody types, it says that it is empty, and writing that back would
 * take the half-typed date away.
 */
function DateInput({ question, value, labelledBy, describedBy, isInvalid, onChange }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const text = typeof value === 'string' ? value : '';
  useEffect(() => {
    const input = field.current;
    if (input && document.activeElement !== input && input.value !== text) input.value = text;
  }, [text]);
  return (
    <input
      ref={field}
      type="date"
      className="shortInput"
      defaultValue={text}
      min={question.when === 'future' ? today() : undefined}
      max={question.when === 'past' ? today() : undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-invalid={isInvalid || undefined}
      onChange={(event) => {
        if (!event.target.validity.badInput) onChange(event.target.value || null);
      }}
    />
  );
}
