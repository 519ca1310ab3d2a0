import { type FormEvent, useState } from 'react';

/** For links that were cut on their way, have run out or were replaced: says what to do, and takes the code by hand. */
export function EnterLink({
  problem,
  onCode,
}: {
  problem: string | undefined;
  onCode: (code: string) => Promise<void>;
}) {
  const [code, setCode] = useState('');
  const [hint, setHint] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const typed = code.replace(/[\s-]/g, '');
    if (typed.length < 40) {
      setHint('The code is longer than that. Copy all of it from the mail; spaces and dashes do not matter.');
      document.getElementById('code')?.focus();
      return;
    }
    setIsBusy(true);
    await onCode(typed);
    setIsBusy(false);
  };

  return (
    <main className="column">
      <h1>{problem ? 'This link does not open a questionnaire' : 'Open your questionnaire'}</h1>
      {problem && (
        <p role="alert" className="notice warning">
          {problem}
        </p>
      )}
      <p>
        Open the link in the mail that asked you. If your mail program cut the link, copy the code from the mail into
        this field.
      </p>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <label htmlFor="code">Code from the mail</label>
        <input
          id="code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={hint !== undefined}
          aria-describedby={hint ? 'code-hint' : undefined}
        />
        {hint && (
          <p id="code-hint" className="fieldProblem" role="alert">
            {hint}
          </p>
        )}
        <button type="submit" className="primary" disabled={isBusy}>
          {isBusy ? 'Opening …' : 'Open'}
        </button>
      </form>
      <p className="subtle">
        No mail, or a link that no longer works? Write to the person who asked you; they can send a new link at once.
      </p>
    </main>
  );
}
