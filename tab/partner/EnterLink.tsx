import { type FormEvent, useState } from 'react';
import { Plain } from './Plain';
import type { PageProblem } from './pageProblem';

/** Letters and digits of a code, without the dashes it is printed with. */
const CODE_LENGTH = 52;

const TITLES: Readonly<Record<string, string>> = {
  notFound: 'This link is not complete',
  forbidden: 'This link was replaced or ended',
  invalid: 'This link has run out',
  unauthenticated: 'Please open your link again',
  tooMany: 'Please wait a little',
};

const plainCode = (typed: string): string => (typed.split('#').at(-1) ?? '').replace(/[\s\-‐-―]/g, '');

/** What the heading says already is not said again. */
const withoutTitle = ({ code, message }: PageProblem): string =>
  message.startsWith(`${TITLES[code]}. `) ? message.slice(`${TITLES[code]}. `.length) : message;

/** For links that were cut on their way, have run out or were replaced: says what to do, and takes the code by hand. */
export function EnterLink({
  problem,
  hasUnsaved,
  onCode,
}: {
  problem: PageProblem | undefined;
  /** A questionnaire waits behind this page with what was typed. */
  hasUnsaved: boolean;
  onCode: (code: string) => Promise<void>;
}) {
  const [typed, setTyped] = useState('');
  const [hint, setHint] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  const isEnded = problem?.code === 'forbidden' || problem?.code === 'invalid';

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const code = plainCode(typed);
    if (code.length !== CODE_LENGTH) {
      setHint(
        code.length === 0
          ? 'Copy the code from the mail into this field.'
          : `The code has ${CODE_LENGTH} letters and digits; this one has ${code.length}. Copy all of it from the mail. Spaces and dashes do not matter.`,
      );
      document.getElementById('code')?.focus();
      return;
    }
    setHint(undefined);
    setIsBusy(true);
    await onCode(code);
    setIsBusy(false);
  };

  return (
    <Plain key={problem?.message} title={(problem && TITLES[problem.code]) ?? 'Open your questionnaire'}>
      {problem && (
        <p role="alert" className="notice warning">
          {withoutTitle(problem)}
        </p>
      )}
      {hasUnsaved && <p>What you typed is still on this page. It is saved as soon as you are in again.</p>}
      <h2>{isEnded ? 'Did you get a newer mail?' : 'Did your mail program cut the link?'}</h2>
      <p>
        {isEnded
          ? 'Open the link in the newest mail, or type the code that stands in it.'
          : 'Type or paste the code that stands under the link in the mail.'}
      </p>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <div className="field">
          <label htmlFor="code">Code from the mail</label>
          <textarea
            id="code"
            className="code"
            rows={3}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
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
        </div>
        <div className="buttons">
          <button type="submit" className="primary" disabled={isBusy}>
            {isBusy ? 'Opening …' : 'Open'}
          </button>
        </div>
      </form>
      <h2>Nothing works?</h2>
      <p>Reply to the mail that asked you, or write to the person named in it. A new link can be sent at once.</p>
    </Plain>
  );
}
