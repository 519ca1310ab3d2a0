import { type FormEvent, useState } from 'react';
import { CONFIRMATION } from '../../src/contracts/confirmation';
import type { QuestionnaireView, SubmitResult } from '../../src/contracts/questionnaire';
import type { AnswerSaver, SavingState } from './answerSaver';
import { BlockedBeforeSending, blockedSections } from './BlockedNote';
import { Heading } from './Heading';
import { Icon } from './Icon';
import { MissingList } from './MissingList';
import { PageProblem, sentenceOf } from './pageProblem';
import { partnerApi } from './partnerApi';
import type { Place } from './usePlace';
import { countOf } from './words';

interface Props {
  readonly view: QuestionnaireView;
  readonly saver: AnswerSaver;
  readonly saving: SavingState;
  readonly needsLook: number;
  readonly isArrival: boolean;
  readonly onOpen: (place: Place, questionId?: string) => void;
  /** What is missing changed under the page: look again. */
  readonly onStale: () => Promise<void>;
  readonly onShut: (problem: PageProblem) => void;
  readonly onSent: (result: SubmitResult) => void;
}

type Problems = Readonly<Partial<Record<'reason' | 'name' | 'jobTitle' | 'isConfirmed' | 'all', string>>>;

/** The last step: what is still missing, who sends it, and the confirmation. */
export function CheckAndSend(props: Props) {
  const { view, saver, saving, needsLook, onOpen, onSent } = props;
  const [name, setName] = useState(view.contactName);
  const [jobTitle, setJobTitle] = useState('');
  const [reason, setReason] = useState('');
  const [isConfirmed, setIsConfirmed] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const [isBusy, setIsBusy] = useState(false);
  const { missing } = view.progress;
  const needsReason = missing.some(({ isMust }) => isMust);
  const isEmpty = view.progress.answered === 0;
  const isSendable = !isEmpty && blockedSections(view).length === 0;

  const check = (): Problems => ({
    ...(needsReason && reason.trim().length < 3
      ? { reason: 'Say in a few words why the required questions are still open.' }
      : {}),
    ...(name.trim().length < 2 ? { name: 'Write your full name.' } : {}),
    ...(jobTitle.trim().length < 2 ? { jobTitle: 'Write your job title.' } : {}),
    ...(isConfirmed ? {} : { isConfirmed: 'Tick the box to confirm that the answers are true.' }),
  });

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = check();
    setProblems(found);
    const first = Object.keys(found)[0];
    if (first) {
      document.getElementById(`send-${first}`)?.focus();
      return;
    }
    setIsBusy(true);
    try {
      if (!(await saver.flush(true))) {
        setProblems({ all: 'Some answers are not saved yet; the reason stands at the top. Nothing was sent.' });
        return;
      }
      onSent(
        await partnerApi.submit(view.assessmentKey, {
          name: name.trim(),
          jobTitle: jobTitle.trim(),
          isConfirmed: true,
          ...(needsReason ? { openMustsReason: reason.trim() } : {}),
        }),
      );
    } catch (error) {
      const isDoor = error instanceof PageProblem && (error.status === 401 || error.code === 'codeNeeded');
      if (isDoor) props.onShut(error);
      else if (error instanceof PageProblem && error.status < 500 && error.status > 0) await props.onStale();
      setProblems({
        all:
          error instanceof PageProblem && error.status === 0
            ? 'No connection, so we do not know yet whether the answers were sent. Your answers are saved. Press the button again when the line is back; they are never sent twice.'
            : sentenceOf(error, 'Something went wrong. Your answers are saved. Please try again.'),
      });
    } finally {
      setIsBusy(false);
    }
  };

  const field = (id: 'name' | 'jobTitle', label: string, value: string, set: (text: string) => void, fill: string) => (
    <div className="field">
      <label htmlFor={`send-${id}`}>{label}</label>
      <input
        id={`send-${id}`}
        dir="auto"
        value={value}
        maxLength={120}
        autoComplete={fill}
        onChange={(event) => set(event.target.value)}
        aria-invalid={problems[id] !== undefined}
        aria-describedby={problems[id] ? `send-${id}-problem` : undefined}
      />
      <Problem id={id} problems={problems} />
    </div>
  );

  return (
    <>
      <button type="button" className="link backLink" onClick={() => onOpen('start')}>
        <Icon name="back" /> All sections
      </button>
      <Heading isArrival={props.isArrival}>Check and send</Heading>
      <BlockedBeforeSending view={view} />
      <MissingList view={view} onOpen={onOpen} />
      {(needsLook > 0 || saving.kind === 'failed') && (
        <p className="notice warning">
          {needsLook > 0
            ? `${countOf(needsLook, 'answer was', 'answers were')} not taken as typed. What is sent is what was saved before.`
            : 'Not everything you typed is saved yet; the reason stands at the top.'}
        </p>
      )}
      <form onSubmit={(event) => void send(event)} noValidate>
        {needsReason && isSendable && (
          <div className="field">
            <label htmlFor="send-reason">Why can the required questions not be answered now?</label>
            <textarea
              id="send-reason"
              rows={3}
              maxLength={500}
              dir="auto"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              aria-invalid={problems.reason !== undefined}
              aria-describedby={problems.reason ? 'send-reason-problem' : undefined}
            />
            <Problem id="reason" problems={problems} />
          </div>
        )}
        {isSendable && (
          <>
            {field('name', 'Your full name', name, setName, 'name')}
            {field('jobTitle', 'Your job title', jobTitle, setJobTitle, 'organization-title')}
            <label className="choice">
              <input
                id="send-isConfirmed"
                type="checkbox"
                checked={isConfirmed}
                aria-invalid={problems.isConfirmed !== undefined}
                aria-describedby={problems.isConfirmed ? 'send-isConfirmed-problem' : undefined}
                onChange={(event) => setIsConfirmed(event.target.checked)}
              />
              <span>{CONFIRMATION}</span>
            </label>
            <Problem id="isConfirmed" problems={problems} />
            <p className="subtle">
              After sending, the answers can no longer be changed here. If something must change later, write to{' '}
              <bdi>{view.askedBy.name}</bdi>.
            </p>
          </>
        )}
        <Problem id="all" problems={problems} />
        <div className="buttons">
          {isSendable && (
            <button type="submit" className="primary" disabled={isBusy}>
              {isBusy ? 'Sending …' : 'Send the answers'}
            </button>
          )}
          <button type="button" disabled={isBusy} onClick={() => onOpen('start')}>
            Back
          </button>
        </div>
      </form>
    </>
  );
}

function Problem({ id, problems }: { id: keyof Problems; problems: Problems }) {
  return problems[id] ? (
    <p id={`send-${id}-problem`} className="fieldProblem" role="alert">
      <Icon name="missing" /> {problems[id]}
    </p>
  ) : null;
}
