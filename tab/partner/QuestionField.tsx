import type { ReactNode } from 'react';
import type { QuestionView } from '../../src/contracts/questionnaire';
import type { Draft } from './shownQuestions';

interface Props {
  readonly question: QuestionView;
  readonly draft: Draft | undefined;
  readonly problem: string | undefined;
  readonly conflict?: ReactNode;
  readonly onChange: (draft: Draft) => void;
  /** Proof upload, under the answer. */
  readonly children?: ReactNode;
}

/** One question as a fieldset: text, help, its input, "does not apply" with a reason, a comment, its problem. */
export function QuestionField({ question, draft, problem, conflict, onChange, children }: Props) {
  const id = `question-${question.id}`;
  const helpId = `${id}-help`;
  const problemId = `${id}-problem`;
  const describedBy = [question.help ? helpId : '', problem ? problemId : ''].filter(Boolean).join(' ') || undefined;
  const isNa = draft?.naReason !== undefined;
  const set = (value: unknown): void => onChange({ value, comment: draft?.comment });
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={describedBy} className={problem ? 'hasProblem' : undefined}>
      <legend>
        {question.text}
        {!question.isMust && <span className="subtle"> (good to have)</span>}
      </legend>
      {question.help && (
        <p id={helpId} className="subtle">
          {question.help}
        </p>
      )}
      {conflict}
      {problem && (
        <p id={problemId} className="fieldProblem" role="alert">
          {problem}
        </p>
      )}
      <Input
        question={question}
        value={isNa ? undefined : draft?.value}
        isInvalid={problem !== undefined}
        describedBy={describedBy}
        onChange={set}
      />
      {question.naReasons && (
        <>
          <label className="choice">
            <input
              type={question.type === 'yesPartlyNo' || question.type === 'singleChoice' ? 'radio' : 'checkbox'}
              name={id}
              checked={isNa}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? { value: null, naReason: '', comment: draft?.comment }
                    : { value: null, comment: draft?.comment },
                )
              }
            />
            Does not apply
          </label>
          {isNa && (
            <label className="indented">
              Why does it not apply?
              <select
                value={draft?.naReason ?? ''}
                onChange={(event) => onChange({ value: null, naReason: event.target.value, comment: draft?.comment })}
              >
                <option value="">Choose a reason</option>
                {question.naReasons.map((reason) => (
                  <option key={reason.id} value={reason.id}>
                    {reason.text}
                  </option>
                ))}
              </select>
            </label>
          )}
        </>
      )}
      {(question.goodPractice || question.proof) && (
        <details>
          <summary>What good looks like</summary>
          {question.goodPractice && <p>{question.goodPractice}</p>}
          {question.proof && (
            <p>
              <strong>Proof that helps:</strong> {question.proof}
            </p>
          )}
        </details>
      )}
      <details open={draft?.comment ? true : undefined}>
        <summary>Add a comment</summary>
        <textarea
          rows={2}
          maxLength={2000}
          aria-label={`Comment on: ${question.text}`}
          value={draft?.comment ?? ''}
          onChange={(event) =>
            onChange({
              value: draft?.value ?? null,
              naReason: draft?.naReason,
              comment: event.target.value || undefined,
            })
          }
        />
      </details>
      {children}
    </fieldset>
  );
}

interface InputProps {
  readonly question: QuestionView;
  readonly value: unknown;
  readonly isInvalid: boolean;
  readonly describedBy: string | undefined;
  readonly onChange: (value: unknown) => void;
}

const YES_PARTLY_NO = [
  { id: 'yes', text: 'Yes' },
  { id: 'partly', text: 'Partly' },
  { id: 'no', text: 'No' },
];

function Input({ question, value, isInvalid, describedBy, onChange }: InputProps) {
  const name = `question-${question.id}`;
  const text = value === null || value === undefined ? '' : String(value);
  const common = {
    'aria-label': question.text,
    'aria-invalid': isInvalid || undefined,
    'aria-describedby': describedBy,
  };
  switch (question.type) {
    case 'yesPartlyNo':
    case 'singleChoice':
      return (
        <>
          {(question.choices ?? YES_PARTLY_NO).map((choice) => (
            <label key={choice.id} className="choice">
              <input
                type="radio"
                name={name}
                value={choice.id}
                checked={value === choice.id}
                onChange={() => onChange(choice.id)}
              />
              {choice.text}
            </label>
          ))}
        </>
      );
    case 'multipleChoice': {
      const chosen = Array.isArray(value) ? value.map(String) : [];
      return (
        <>
          {(question.choices ?? []).map((choice) => (
            <label key={choice.id} className="choice">
              <input
                type="checkbox"
                checked={chosen.includes(choice.id)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, choice.id] : chosen.filter((each) => each !== choice.id))
                }
              />
              {choice.text}
            </label>
          ))}
        </>
      );
    }
    case 'number':
      return (
        <span className="withUnit">
          <input
            {...common}
            className="shortInput"
            inputMode="decimal"
            value={text}
            onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
          />
          {question.unit && <span className="subtle">{question.unit}</span>}
        </span>
      );
    case 'date':
      return (
        <input
          {...common}
          className="shortInput"
          type="date"
          value={text}
          onChange={(event) => onChange(event.target.value || null)}
        />
      );
    case 'shortText':
      return (
        <input
          {...common}
          value={text}
          maxLength={question.maxLength}
          onChange={(event) => onChange(event.target.value || null)}
        />
      );
    case 'longText':
      return (
        <textarea
          {...common}
          rows={4}
          value={text}
          maxLength={question.maxLength}
          onChange={(event) => onChange(event.target.value || null)}
        />
      );
  }
}
