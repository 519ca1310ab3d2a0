import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { NamingResult } from '../../src/contracts/collaboration';
import type { ColleagueProblems } from './ColleagueFields';
import { Dialog } from './Dialog';
import { newKey } from './newKey';
import { usePage } from './pageContext';
import { FieldProblem, focusFirstProblem } from './TextField';
import { useAct } from './useAct';

/** By field, a sentence. */
export type NamingProblems = ColleagueProblems & { places?: string; who?: string; note?: string };

const NOTE_LIMIT = 500;
/** What goes with the message to a colleague, as it is sent, and what is wrong with it. */
export const noteInput = (note: string): { note?: string } => (note.trim() ? { note: note.trim() } : {});
export const checkNote = (note: string): NamingProblems =>
  [...note].length > NOTE_LIMIT ? { note: `Use at most ${NOTE_LIMIT} characters.` } : {};

interface Props {
  readonly title: string;
  readonly titleOf: (result: NamingResult) => string;
  /** On the button, and while it is under way. */
  readonly action: string;
  readonly busy: string;
  /** Empty when it may be sent. */
  readonly check: () => NamingProblems;
  /** @returns `undefined` when the page has gone on by itself */
  readonly send: (requestId: string) => Promise<NamingResult | undefined>;
  readonly onClosed: () => void;
  readonly children: (problems: NamingProblems) => ReactNode;
}

/** Names somebody who is to answer: a form with its problems at their fields, then what came of it. */
export function NamingDialog({ title, titleOf, action, busy, check, send, onClosed, children }: Props) {
  const page = usePage();
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [requestId] = useState(() => newKey());
  const [problems, setProblems] = useState<NamingProblems>({});
  const [result, setResult] = useState<NamingResult>();

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = check();
    setProblems(found);
    if (Object.keys(found).length > 0) {
      focusFirstProblem(form.current);
      return;
    }
    await act.run(async () => {
      const done = await send(requestId);
      if (!done) return;
      setResult(done);
      void page.reload();
    });
  };
  return (
    <Dialog title={result ? titleOf(result) : title} step={result?.outcome} onClosed={onClosed}>
      {(close) =>
        result ? (
          <>
            <p>{result.message}</p>
            <div className="buttons">
              <button type="button" className="primary" onClick={close}>
                Close
              </button>
            </div>
          </>
        ) : (
          <form ref={form} onSubmit={(event) => void submit(event)} noValidate>
            {children(problems)}
            {act.problem && <FieldProblem text={act.problem} />}
            <div className="buttons">
              <button type="submit" className="primary" disabled={act.isBusy}>
                {act.isBusy ? busy : action}
              </button>
              <button type="button" onClick={close}>
                Cancel
              </button>
            </div>
          </form>
        )
      }
    </Dialog>
  );
}
