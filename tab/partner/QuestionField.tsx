import { type ReactNode, useId } from 'react';
import type { QuestionView } from '../../src/contracts/questionnaire';
import { AnswerInput } from './AnswerInput';
import { CharactersLeft } from './CharactersLeft';
import { Icon } from './Icon';
import { QuestionPicture } from './QuestionPicture';
import type { Draft } from './shownQuestions';
import { ToBeCheckedMark } from './ToBeChecked';

interface Props {
  readonly question: QuestionView;
  readonly draft: Draft | undefined;
  readonly problem: string | undefined;
  readonly conflict?: ReactNode;
  /** What another site says, right under the answer. */
  readonly note?: ReactNode;
  /** Files that are attached to the question now. */
  readonly files?: number;
  readonly onChange: (draft: Draft) => void;
  /** Proof upload, under the answer. */
  readonly children?: ReactNode;
}

const COMMENT_LIMIT = 2000;

/** One question as a fieldset: text, help, its input, "does not apply" with a reason, a comment, its problem. */
export function QuestionField({ question, draft, problem, conflict, note, files = 0, onChange, children }: Props) {
  const id = `question-${question.id}`;
  const helpId = `${id}-help`;
  const problemId = `${id}-problem`;
  const commentId = useId();
  const describedBy = [question.help ? helpId : '', problem ? problemId : ''].filter(Boolean).join(' ') || undefined;
  const isNa = draft?.naReason !== undefined;
  const comment = draft?.comment;
  // "Partly" and "no" ask on: what is missing is what the reader wants to know next. It is welcome, never demanded.
  const isShortOf = question.type === 'yesPartlyNo' && (draft?.value === 'partly' || draft?.value === 'no');
  const isAnsweredByFile = question.type === 'evidence' && files > 0;
  const weight = question.required === false ? 'optional' : question.isMust ? undefined : 'good to have';
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={describedBy} className={problem ? 'hasProblem' : undefined}>
      <legend id={`${id}-text`}>
        {question.text}
        {weight && <span className="weight"> {weight}</span>}
        <ToBeCheckedMark question={question} />
      </legend>
      {question.help && (
        <p id={helpId} className="help">
          {question.help}
        </p>
      )}
      {question.picture && <QuestionPicture picture={question.picture} />}
      {conflict}
      <AnswerInput
        question={question}
        value={isNa ? undefined : draft?.value}
        labelledBy={`${id}-text`}
        describedBy={describedBy}
        isInvalid={problem !== undefined}
        files={files}
        onChange={(value) => onChange({ value, comment })}
      />
      {question.naReasons && !isAnsweredByFile && (
        <NotApplicable
          question={question}
          draft={draft}
          isInvalid={problem !== undefined}
          describedBy={problem ? problemId : undefined}
          onChange={(naReason) => onChange({ value: null, naReason, comment })}
        />
      )}
      {note}
      {problem && (
        <p id={problemId} className="fieldProblem" role="alert">
          <Icon name="missing" /> {problem}
        </p>
      )}
      {question.goodPractice && (
        <details>
          <summary>What good looks like</summary>
          <p>{question.goodPractice}</p>
        </details>
      )}
      <details open={comment || isShortOf ? true : undefined}>
        <summary>{isShortOf ? 'What is missing, and what will you do about it?' : 'Add a comment'}</summary>
        <label className="visuallyHidden" htmlFor={commentId}>
          Comment on: {question.text}
        </label>
        <textarea
          id={commentId}
          rows={2}
          dir="auto"
          value={comment ?? ''}
          onChange={(event) =>
            onChange({ value: draft?.value ?? null, naReason: draft?.naReason, comment: event.target.value })
          }
        />
        <CharactersLeft text={comment ?? ''} limit={COMMENT_LIMIT} />
      </details>
      {children}
    </fieldset>
  );
}

interface NotApplicableProps {
  readonly question: QuestionView;
  readonly draft: Draft | undefined;
  readonly isInvalid: boolean;
  readonly describedBy: string | undefined;
  /** Empty: chosen, reason to come. Absent: it does apply. */
  readonly onChange: (naReason: string | undefined) => void;
}

function NotApplicable({ question, draft, isInvalid, describedBy, onChange }: NotApplicableProps) {
  const id = `question-${question.id}`;
  const isNa = draft?.naReason !== undefined;
  const isOneOfRadios = ['yesPartlyNo', 'singleChoice', 'acceptDocument'].includes(question.type);
  return (
    <>
      <label className="choice">
        <input
          type={isOneOfRadios ? 'radio' : 'checkbox'}
          name={id}
          checked={isNa}
          onChange={(event) => onChange(event.target.checked ? '' : undefined)}
        />
        <span>Does not apply</span>
      </label>
      {isNa && (
        <div className="indented">
          <label htmlFor={`${id}-reason`}>Why does it not apply?</label>
          <select
            id={`${id}-reason`}
            value={draft?.naReason ?? ''}
            aria-invalid={(isInvalid && !draft?.naReason) || undefined}
            aria-describedby={describedBy}
            onChange={(event) => onChange(event.target.value)}
          >
            <option value="">Choose a reason</option>
            {question.naReasons?.map((reason) => (
              <option key={reason.id} value={reason.id}>
                {reason.text}
              </option>
            ))}
          </select>
          <p className="subtle">
            {draft?.naReason
              ? 'The reason is looked at, and you may be asked about it.'
              : 'It is saved when you have chosen a reason.'}
          </p>
        </div>
      )}
    </>
  );
}
