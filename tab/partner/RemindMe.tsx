import { type FormEvent, useRef, useState } from 'react';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { remindDays } from '../../src/domain/campaign';
import { Dialog } from './Dialog';
import { usePage } from './pageContext';
import { partnerApi } from './partnerApi';
import { FieldProblem, focusFirstProblem, TextField } from './TextField';
import { useAct } from './useAct';
import { dueWords, longDate, today } from './words';

/** Asks for the day of the next reminder. The reminders before it are left out. */
export function RemindMe({ view, onClosed }: { view: QuestionnaireView; onClosed: () => void }) {
  const page = usePage();
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const { from, until } = remindDays(view.dueOn, today());
  const [on, setOn] = useState(view.remindOn ?? '');
  const [problem, setProblem] = useState<string>();
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found =
      on === ''
        ? 'Choose the day on which you want a reminder.'
        : on < from
          ? 'Choose a day after today.'
          : on > until
            ? `Choose a day until ${longDate(until)}.`
            : undefined;
    setProblem(found);
    if (found) {
      focusFirstProblem(form.current);
      return;
    }
    const isDone = await act.run(async () => {
      await partnerApi.remindOn(page.assessmentKey, { on });
      await page.reload();
      page.tell(`You get a reminder on ${longDate(on)}, and none before.`);
    });
    if (isDone) form.current?.closest('dialog')?.close();
  };
  return (
    <Dialog title="Remind me later" onClosed={onClosed}>
      {(close) => (
        <form ref={form} onSubmit={(event) => void send(event)} noValidate>
          <p>
            What you have answered is saved. On the day you choose you get a message with the way back here, and no
            reminder before it.
          </p>
          <TextField
            label="Remind me on"
            type="date"
            value={on}
            min={from}
            max={until}
            problem={problem}
            help={`${dueWords(view.dueOn)}.`}
            onChange={setOn}
          />
          {act.problem && <FieldProblem text={act.problem} />}
          <div className="buttons">
            <button type="submit" className="primary" disabled={act.isBusy}>
              {act.isBusy ? 'Saving …' : 'Remind me'}
            </button>
            <button type="button" onClick={close}>
              Cancel
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

/** When the reminder comes, with the way to take it back. */
export function ReminderSet({ view, onChange }: { view: QuestionnaireView; onChange: () => void }) {
  const page = usePage();
  const act = useAct();
  if (view.remindOn === undefined || view.remindOn <= today()) return null;
  const takeBack = async (): Promise<void> => {
    await act.run(async () => {
      await partnerApi.remindOn(page.assessmentKey, { on: null });
      await page.reload();
      page.tell('The reminder is taken back. You get the usual ones.');
    });
  };
  return (
    <div className="notice">
      <p>You get a reminder on {longDate(view.remindOn)}.</p>
      <div className="quiet">
        <button type="button" className="link" onClick={onChange}>
          Another day
        </button>
        <button type="button" className="link" disabled={act.isBusy} onClick={() => void takeBack()}>
          Take the reminder back
        </button>
      </div>
      {act.problem && <FieldProblem text={act.problem} />}
    </div>
  );
}
