import { type FormEvent, useState } from 'react';
import type { PartnerSession } from '../../src/contracts/questionnaire';
import { Plain } from './Plain';
import { sentenceOf } from './pageProblem';
import { partnerApi } from './partnerApi';

/** Answers exist already: before this browser may see them, a code from the contact's mailbox is asked for. */
export function ConfirmBrowser({
  session,
  why = 'reading',
  onConfirmed,
  onCancel,
}: {
  session: PartnerSession;
  /** What the code is for: seeing answers, or letting somebody else in. */
  why?: 'reading' | 'naming';
  onConfirmed: (session: PartnerSession) => void;
  /** The way back where there is one. */
  onCancel?: () => void;
}) {
  const [sentTo, setSentTo] = useState(session.codeSentTo);
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState<'sending' | 'checking'>();

  const run = async (what: 'sending' | 'checking', act: () => Promise<void>): Promise<void> => {
    setBusy(what);
    setProblem(undefined);
    try {
      await act();
    } catch (error) {
      setProblem(sentenceOf(error, 'Something went wrong. Please try again.'));
    } finally {
      setBusy(undefined);
      document.getElementById('one-time-code')?.focus();
    }
  };
  const send = (): Promise<void> =>
    run('sending', async () => {
      setSentTo((await partnerApi.sendCode()).sentTo);
      setCode('');
    });
  const check = (event: FormEvent): void => {
    event.preventDefault();
    const digits = code.replace(/\D/g, '');
    if (digits.length !== 6) {
      setProblem('The code has six digits. Look into the newest mail with a code from us.');
      document.getElementById('one-time-code')?.focus();
      return;
    }
    void run('checking', async () => onConfirmed(await partnerApi.verifyCode(digits)));
  };

  return (
    <Plain
      title={
        <>
          Hello <bdi>{session.contactName}</bdi>
        </>
      }
    >
      <p>
        {why === 'reading' ? (
          <>
            There are answers for <bdi>{session.customerName}</bdi> in here already. To keep them private, please
            confirm
          </>
        ) : (
          'Before we go on, please confirm'
        )}{' '}
        that this is you: we send six digits to your mail address, and you type them in here.
        {why === 'naming' && ' What you typed is kept, and comes back afterwards.'}
      </p>
      {sentTo === undefined ? (
        <>
          {problem && <Problem text={problem} />}
          <div className="buttons">
            <button type="button" className="primary" disabled={busy !== undefined} onClick={() => void send()}>
              {busy === 'sending' ? 'Sending …' : 'Send me the code'}
            </button>
          </div>
        </>
      ) : (
        <form onSubmit={check} noValidate>
          <p role="status">
            A code is on its way to <strong>{sentTo}</strong>. It is good for 30 minutes. If you do not see it, look
            among the unwanted messages too.
          </p>
          <div className="field">
            <label htmlFor="one-time-code">Six-digit code</label>
            <input
              id="one-time-code"
              className="shortInput digits"
              value={code}
              onChange={(event) => setCode(event.target.value)}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={12}
              aria-invalid={problem !== undefined}
              aria-describedby={problem ? 'one-time-code-problem' : undefined}
            />
            {problem && <Problem text={problem} />}
          </div>
          <div className="buttons">
            <button type="submit" className="primary" disabled={busy !== undefined}>
              {busy === 'checking' ? 'Checking …' : 'Go on'}
            </button>
            <button type="button" disabled={busy !== undefined} onClick={() => void send()}>
              {busy === 'sending' ? 'Sending …' : 'Send a new code'}
            </button>
          </div>
        </form>
      )}
      {onCancel && (
        <button type="button" className="link" onClick={onCancel}>
          Back without the code
        </button>
      )}
    </Plain>
  );
}

const Problem = ({ text }: { text: string }) => (
  <p id="one-time-code-problem" role="alert" className="fieldProblem">
    {text}
  </p>
);
