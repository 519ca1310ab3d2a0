import { type FormEvent, useState } from 'react';
import type { QuestionnaireView, SubmitResult } from '../../src/contracts/questionnaire';
import { PageProblem, partnerApi } from './partnerApi';

interface Props {
  readonly view: QuestionnaireView;
  readonly onOpen: (position: number, questionId: string) => void;
  readonly onBack: () => void;
  readonly onSent: (result: SubmitResult) => void;
}

/** The last step: what is still missing, who sends it, and the confirmation. */
export function CheckAndSend({ view, onOpen, onBack, onSent }: Props) {
  const [name, setName] = useState(view.contactName);
  const [jobTitle, setJobTitle] = useState('');
  const [reason, setReason] = useState('');
  const [isConfirmed, setIsConfirmed] = useState(false);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [isBusy, setIsBusy] = useState(false);
  const { missing } = view.progress;
  const needsReason = missing.some(({ isMust }) => isMust);

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = {
      ...(name.trim().length < 2 ? { name: 'Write your full name.' } : {}),
      ...(jobTitle.trim().length < 2 ? { jobTitle: 'Write your job title.' } : {}),
      ...(needsReason && reason.trim().length < 3
        ? { reason: 'Say in a few words why the required questions are still open.' }
        : {}),
      ...(isConfirmed ? {} : { isConfirmed: 'Tick the box to confirm your answers.' }),
    };
    setProblems(found);
    const first = Object.keys(found)[0];
    if (first) {
      document.getElementById(`send-${first}`)?.focus();
      return;
    }
    setIsBusy(true);
    try {
      onSent(
        await partnerApi.submit(view.assessmentKey, {
          name,
          jobTitle,
          isConfirmed: true,
          openMustsReason: needsReason ? reason : undefined,
        }),
      );
      window.scrollTo({ top: 0 });
    } catch (error) {
      setProblems({
        all:
          error instanceof PageProblem
            ? error.message
            : 'Something went wrong. Your answers are saved. Please try again.',
      });
    } finally {
      setIsBusy(false);
    }
  };

  const field = (id: string, label: string, value: string, set: (text: string) => void, autoComplete?: string) => (
    <div className="field">
      <label htmlFor={`send-${id}`}>{label}</label>
      <input
        id={`send-${id}`}
        value={value}
        maxLength={120}
        autoComplete={autoComplete}
        onChange={(event) => set(event.target.value)}
        aria-invalid={problems[id] !== undefined}
        aria-describedby={problems[id] ? `send-${id}-problem` : undefined}
      />
      <Problem id={id} problems={problems} />
    </div>
  );

  return (
    <>
      <h1>Check and send</h1>
      {missing.length === 0 ? (
        <p className="notice good">Everything is answered. Thank you.</p>
      ) : (
        <>
          <p className="notice warning">
            {missing.length === 1 ? 'One question is' : `${missing.length} questions are`} still open. You can go to
            each of them, or send what you have and say why.
          </p>
          <ul className="missing">
            {missing.map((item) => {
              const position = view.sections.findIndex(
                ({ id, siteId }) => id === item.sectionId && siteId === item.siteId,
              );
              const site = view.sections[position]?.siteName;
              return (
                <li key={`${item.questionId}@${item.siteId ?? ''}`}>
                  <button type="button" className="link" onClick={() => onOpen(Math.max(0, position), item.questionId)}>
                    {item.text}
                  </button>
                  <span className="subtle">
                    {site ? ` · ${site}` : ''}
                    {item.isMust ? ' · required' : ' · good to have'}
                  </span>
                </li>
              );
            })}
          </ul>
        </>
      )}
      <form onSubmit={(event) => void send(event)} noValidate>
        {needsReason && (
          <div className="field">
            <label htmlFor="send-reason">Why can the required questions not be answered now?</label>
            <textarea
              id="send-reason"
              rows={3}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              aria-invalid={problems.reason !== undefined}
              aria-describedby={problems.reason ? 'send-reason-problem' : undefined}
            />
            <Problem id="reason" problems={problems} />
          </div>
        )}
        {field('name', 'Your full name', name, setName, 'name')}
        {field('jobTitle', 'Your job title', jobTitle, setJobTitle, 'organization-title')}
        <label className="choice">
          <input
            id="send-isConfirmed"
            type="checkbox"
            checked={isConfirmed}
            onChange={(event) => setIsConfirmed(event.target.checked)}
          />
          These answers are true to the best of my knowledge, and I may give them for {view.partnerName}.
        </label>
        <Problem id="isConfirmed" problems={problems} />
        <Problem id="all" problems={problems} />
        <div className="buttons">
          <button type="submit" className="primary" disabled={isBusy}>
            {isBusy ? 'Sending …' : 'Send the answers'}
          </button>
          <button type="button" disabled={isBusy} onClick={onBack}>
            Back
          </button>
        </div>
        <p className="subtle">
          After sending, the answers can no longer be changed here. If something must change, write to{' '}
          {view.askedBy.name}.
        </p>
      </form>
    </>
  );
}

function Problem({ id, problems }: { id: string; problems: Readonly<Record<string, string>> }) {
  return problems[id] ? (
    <p id={`send-${id}-problem`} className="fieldProblem" role="alert">
      {problems[id]}
    </p>
  ) : null;
}
