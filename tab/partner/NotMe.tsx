import { type FormEvent, useRef, useState } from 'react';
import type { NamingResult } from '../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import {
  ColleagueFields,
  type ColleagueProblems,
  checkColleague,
  colleagueInput,
  NOBODY,
  type TypedColleague,
} from './ColleagueFields';
import { Dialog } from './Dialog';
import { newKey } from './newKey';
import { usePage } from './pageContext';
import { unsavedProblem } from './pageProblem';
import { partnerApi } from './partnerApi';
import { FieldProblem, focusFirstProblem, TextField } from './TextField';
import { useAct } from './useAct';

interface Props {
  readonly view: QuestionnaireView;
  /** The colleague has taken this reader's place, whose link ends with that. */
  readonly onLeft: (result: NamingResult) => void;
  readonly onClosed: () => void;
}

type Problems = ColleagueProblems & { who?: string; note?: string };
/** "I am not the right person": a colleague is asked instead, or the customer is told to find somebody. */
export function NotMe({ view, onLeft, onClosed }: Props) {
  const page = usePage();
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [requestId] = useState(() => newKey());
  const [who, setWho] = useState<'' | 'colleague' | 'nobody'>('');
  const [colleague, setColleague] = useState<TypedColleague>(NOBODY);
  const [note, setNote] = useState('');
  const [problems, setProblems] = useState<Problems>({});
  const [result, setResult] = useState<NamingResult>();
  const asker = <bdi>{view.askedBy.name}</bdi>;

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found: Problems = {
      ...(who === '' ? { who: 'Say whether you know the right person.' } : {}),
      ...(who === 'colleague' ? checkColleague(colleague) : {}),
      ...([...note].length > 500 ? { note: 'Use at most 500 characters.' } : {}),
    };
    setProblems(found);
    if (Object.keys(found).length > 0) {
      focusFirstProblem(form.current);
      return;
    }
    await act.run(async () => {
      if (!(await page.flush())) throw unsavedProblem('nothing was changed');
      const done = await partnerApi.notMe(page.assessmentKey, {
        requestId,
        ...(who === 'colleague' ? { colleague: colleagueInput(colleague) } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
      });
      if (done.outcome === 'done') onLeft(done);
      else {
        setResult(done);
        void page.reload();
      }
    });
  };

  return (
    <Dialog title={result ? 'Thank you' : 'I am not the right person'} step={result?.outcome} onClosed={onClosed}>
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
          <form ref={form} onSubmit={(event) => void send(event)} noValidate>
            <fieldset className="group">
              <legend>Who should be asked instead?</legend>
              {problems.who && <FieldProblem text={problems.who} />}
              <label className="choice">
                <input
                  type="radio"
                  name="notme-who"
                  checked={who === 'colleague'}
                  aria-invalid={problems.who !== undefined || undefined}
                  onChange={() => setWho('colleague')}
                />
                <span>A colleague of mine</span>
              </label>
              <label className="choice">
                <input type="radio" name="notme-who" checked={who === 'nobody'} onChange={() => setWho('nobody')} />
                <span>I do not know who</span>
              </label>
            </fieldset>
            {who !== '' && (
              <>
                <div className="notice">
                  {who === 'colleague' ? (
                    <p>
                      What happens: your colleague gets a message with a link of their own and answers in your place.
                      What is answered already stays. You are not asked any more, and your link ends. If the address is
                      not one of your own company, {asker} is asked first, and until then nothing changes.
                    </p>
                  ) : (
                    <p>
                      What happens: {asker} of <bdi>{view.customerName}</bdi> is told, and looks for the right person.
                      What is answered already stays.
                    </p>
                  )}
                </div>
                {who === 'colleague' && (
                  <ColleagueFields
                    colleague={colleague}
                    problems={problems}
                    customerName={view.customerName}
                    onChange={setColleague}
                  />
                )}
                <TextField
                  label={
                    who === 'colleague' ? 'A few words to go with it (optional)' : 'Anything that helps (optional)'
                  }
                  rows={2}
                  limit={500}
                  value={note}
                  problem={problems.note}
                  onChange={setNote}
                />
              </>
            )}
            {act.problem && <FieldProblem text={act.problem} />}
            <div className="buttons">
              <button type="submit" className="primary" disabled={act.isBusy}>
                {act.isBusy ? 'Sending …' : who === 'nobody' ? `Tell ${view.askedBy.name}` : 'Pass it on'}
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
