import { useState } from 'react';
import type { NamingResult } from '../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { ColleagueFields, checkColleague, colleagueInput, NOBODY, type TypedColleague } from './ColleagueFields';
import { checkNote, NamingDialog, type NamingProblems, noteInput } from './NamingDialog';
import { usePage } from './pageContext';
import { unsavedProblem } from './pageProblem';
import { partnerApi } from './partnerApi';
import { FieldProblem, TextField } from './TextField';

interface Props {
  readonly view: QuestionnaireView;
  /** The colleague has taken this reader's place, whose link ends with that. */
  readonly onLeft: (result: NamingResult) => void;
  readonly onClosed: () => void;
}

/** "I am not the right person": a colleague is asked instead, or the customer is told to find somebody. */
export function NotMe({ view, onLeft, onClosed }: Props) {
  const page = usePage();
  const [who, setWho] = useState<'' | 'colleague' | 'nobody'>('');
  const [colleague, setColleague] = useState<TypedColleague>(NOBODY);
  const [note, setNote] = useState('');
  const asker = <bdi>{view.askedBy.name}</bdi>;

  const check = (): NamingProblems => ({
    ...(who === '' ? { who: 'Say whether you know the right person.' } : {}),
    ...(who === 'colleague' ? checkColleague(colleague) : {}),
    ...checkNote(note),
  });
  const send = async (requestId: string): Promise<NamingResult | undefined> => {
    if (!(await page.flush())) throw unsavedProblem('nothing was changed');
    const done = await partnerApi.notMe(page.assessmentKey, {
      requestId,
      ...(who === 'colleague' ? { colleague: colleagueInput(colleague) } : {}),
      ...noteInput(note),
    });
    if (done.outcome !== 'done') return done;
    onLeft(done);
    return undefined;
  };

  return (
    <NamingDialog
      title="I am not the right person"
      titleOf={() => 'Thank you'}
      action={who === 'nobody' ? `Tell ${view.askedBy.name}` : 'Pass it on'}
      busy="Sending …"
      check={check}
      send={send}
      onClosed={onClosed}
    >
      {(problems) => (
        <>
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
                    What happens: your colleague gets a message with a link of their own and answers in your place. What
                    is answered already stays. You are not asked any more, and your link ends. If the address is not one
                    of your own company, {asker} is asked first, and until then nothing changes.
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
                label={who === 'colleague' ? 'A few words to go with it (optional)' : 'Anything that helps (optional)'}
                rows={2}
                limit={500}
                value={note}
                problem={problems.note}
                onChange={setNote}
              />
            </>
          )}
        </>
      )}
    </NamingDialog>
  );
}
