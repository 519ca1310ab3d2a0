import { type FormEvent, useState } from 'react';
import type { PartnerSession } from '../../src/contracts/questionnaire';
import { PageProblem, partnerApi } from './partnerApi';

/** Answers exist already: before this browser may see them, a code from the contact's mailbox is asked for. */
export function ConfirmBrowser({
  session,
  onConfirmed,
}: {
  session: PartnerSession;
  onConfirmed: (session: PartnerSession) => void;
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
      setProblem(error instanceof PageProblem ? error.message : 'Something went wrong. Please try again.');
      document.getElementById('one-time-code')?.focus();
    } finally {
      setBusy(undefined);
    }
  };
  const send = (): Promise<void> => run('sending', async () => setSentTo((await partnerApi.sendCode()).sentTo));
  const check = (event: FormEvent): Promise<void> => {
    event.preventDefault();
    return run('checking', async () => onConfirmed(await partnerApi.verifyCode(code.replace(/\D/g, ''))));
  };

  return (
    <main className="column">
      <h1>Hello {session.contactName}</h1>
      <p>
        Answers for {session.customerName} were already saved here. To keep them private, please confirm that this is
        you: we send a six-digit code to your mail address.
      </p>
      {problem && (
        <p role="alert" className="notice warning">
          {problem}
        </p>
      )}
      {sentTo === undefined ? (
        <button type="button" className="primary" disabled={busy !== undefined} onClick={() => void send()}>
          {busy === 'sending' ? 'Sending …' : 'Send me the code'}
        </button>
      ) : (
        <form onSubmit={(event) => void check(event)} noValidate>
          <p role="status">A code is on its way to {sentTo}. It is good for 30 minutes.</p>
          <label htmlFor="one-time-code">Six-digit code</label>
          <input
            id="one-time-code"
            className="shortInput"
            value={code}
            onChange={(event) => setCode(event.target.value)}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
          />
          <div className="buttons">
            <button
              type="submit"
              className="primary"
              disabled={busy !== undefined || code.replace(/\D/g, '').length !== 6}
            >
              {busy === 'checking' ? 'Checking …' : 'Go on'}
            </button>
            <button type="button" disabled={busy !== undefined} onClick={() => void send()}>
              Send a new code
            </button>
          </div>
        </form>
      )}
    </main>
  );
}
