import { useState } from 'react';
import type { SectionPlaceView } from '../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { ColleagueFields, checkColleague, colleagueInput, NOBODY, type TypedColleague } from './ColleagueFields';
import { checkNote, NamingDialog, type NamingProblems, noteInput } from './NamingDialog';
import { PartChoice } from './PartChoice';
import { usePage } from './pageContext';
import { partnerApi } from './partnerApi';
import { placeKey, placeOf } from './places';
import type { SectionCount } from './shownQuestions';
import { FieldProblem, TextField } from './TextField';

interface Props {
  readonly view: QuestionnaireView;
  readonly counts: readonly SectionCount[];
  /** The part that the reader came from, chosen beforehand. */
  readonly place?: SectionPlaceView;
  readonly onClosed: () => void;
}

/** Hands parts of the questionnaire over to a colleague, who is known already or named here. */
export function HandOver({ view, counts, place, onClosed }: Props) {
  const page = usePage();
  const others = (view.colleagues ?? []).filter(({ isYou }) => !isYou);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(place ? [placeKey(place)] : []));
  /** A contact's key, `new`, or empty while nobody was chosen. */
  const [who, setWho] = useState(others.length === 0 ? 'new' : '');
  const [colleague, setColleague] = useState<TypedColleague>(NOBODY);
  const [note, setNote] = useState('');

  const taken = new Map(
    (view.delegations ?? [])
      .filter(({ state }) => state === 'open')
      .flatMap(({ places, to }) => places.map((each) => [placeKey(each), to.name] as const)),
  );

  const check = (): NamingProblems => ({
    ...(chosen.size === 0 ? { places: 'Choose at least one part to hand over.' } : {}),
    ...(who === '' ? { who: 'Choose who takes the part, or name somebody else.' } : {}),
    ...(who === 'new' ? checkColleague(colleague) : {}),
    ...checkNote(note),
  });
  const send = (requestId: string) =>
    partnerApi.delegate(page.assessmentKey, {
      requestId,
      places: view.sections.map(placeOf).filter((each) => chosen.has(placeKey(each))),
      to: who === 'new' ? colleagueInput(colleague) : { contactKey: who },
      ...noteInput(note),
    });

  return (
    <NamingDialog
      title="Hand a part to a colleague"
      titleOf={({ outcome }) => (outcome === 'done' ? 'Handed over' : 'Almost there')}
      action="Hand over"
      busy="Handing over …"
      check={check}
      send={send}
      onClosed={onClosed}
    >
      {(problems) => (
        <>
          <p>
            Your colleague gets a message with a link of their own. Somebody new sees and answers only these parts. You
            see their answers and can still change them. What is answered already stays.
          </p>
          <PartChoice
            view={view}
            counts={counts}
            chosen={chosen}
            taken={taken}
            problem={problems.places}
            onChange={setChosen}
          />
          {others.length > 0 && (
            <fieldset className="group">
              <legend>To whom?</legend>
              {problems.who && <FieldProblem text={problems.who} />}
              {others.map(({ contactKey, name, jobTitle }, at) => (
                <label key={contactKey} className="choice">
                  <input
                    type="radio"
                    name="handover-to"
                    checked={who === contactKey}
                    aria-invalid={(problems.who !== undefined && at === 0) || undefined}
                    onChange={() => setWho(contactKey)}
                  />
                  <span>
                    <bdi>{name}</bdi>
                    {jobTitle && (
                      <span className="subtle">
                        {' · '}
                        <bdi>{jobTitle}</bdi>
                      </span>
                    )}
                  </span>
                </label>
              ))}
              <label className="choice">
                <input type="radio" name="handover-to" checked={who === 'new'} onChange={() => setWho('new')} />
                <span>Somebody else</span>
              </label>
            </fieldset>
          )}
          {who === 'new' && (
            <ColleagueFields
              colleague={colleague}
              problems={problems}
              customerName={view.customerName}
              onChange={setColleague}
            />
          )}
          <TextField
            label="A few words to your colleague (optional)"
            rows={2}
            limit={500}
            value={note}
            problem={problems.note}
            onChange={setNote}
          />
        </>
      )}
    </NamingDialog>
  );
}
