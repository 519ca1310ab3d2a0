import { useState } from 'react';
import type { DelegationView } from '../../src/contracts/collaboration';
import { openInWords, openQuestionsAt } from '../../src/contracts/openQuestions';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { Confirm } from './Confirm';
import { Icon } from './Icon';
import { usePage } from './pageContext';
import { partnerApi } from './partnerApi';
import { placeKey, placeTitles } from './places';
import { FieldProblem } from './TextField';
import { useAct } from './useAct';
import { dayWords } from './words';

const ICONS = { open: 'waiting', done: 'done', withdrawn: 'missing' } as const;

/** Given back, and with nobody else since. */
const isStillDeclined = ({ delegations = [] }: QuestionnaireView, declined: DelegationView): boolean =>
  declined.isDeclined === true &&
  !delegations.some(
    ({ state, at, places }) =>
      state !== 'withdrawn' &&
      at > declined.at &&
      places.some((place) => declined.places.some((each) => placeKey(each) === placeKey(place))),
  );

/** What is with whom and since when, what came back, and names that wait for the customer's agreement. */
export function SharedParts({ view }: { view: QuestionnaireView }) {
  const page = usePage();
  const [taking, setTaking] = useState<DelegationView>();
  const shared = (view.delegations ?? []).filter((each) => each.state !== 'withdrawn' || isStillDeclined(view, each));
  const named = (view.named ?? []).filter(({ state }) => state !== 'agreed');
  const you = view.colleagues?.find(({ isYou }) => isYou)?.contactKey;
  if (shared.length === 0 && named.length === 0) return null;
  return (
    <section>
      <h2>With colleagues</h2>
      <ul className="rows">
        {shared.map((delegation) => {
          const { key, places, to, note, state } = delegation;
          const isYours = to.contactKey === you;
          const open = openQuestionsAt(view, places);
          const icon = state === 'done' && open > 0 ? 'started' : ICONS[state];
          return (
            <li key={key}>
              <Icon name={icon} className={`mark ${icon}`} />
              <div>
                <strong>
                  <bdi>{placeTitles(view, places)}</bdi>
                </strong>
                <p className="subtle">
                  <Standing delegation={delegation} open={open} you={you} />
                </p>
                {note && (
                  <p className="subtle">
                    “<bdi>{note}</bdi>”
                  </p>
                )}
              </div>
              {state === 'open' && isYours && <DoneButton />}
              {state === 'open' && !isYours && (
                <button type="button" className="link" onClick={() => setTaking(delegation)}>
                  Take back
                  <span className="visuallyHidden"> {placeTitles(view, places)}</span>
                </button>
              )}
            </li>
          );
        })}
        {named.map(({ key, name, state, reason, note }) => (
          <li key={key}>
            <Icon name={state === 'open' ? 'waiting' : 'missing'} className="mark" />
            <div>
              <strong>{name ? <bdi>{name}</bdi> : 'Somebody else should answer'}</strong>
              <p className="subtle">
                <bdi>{view.customerName}</bdi>{' '}
                {state === 'open'
                  ? 'is asked first. You get a message when they have decided; until then you can go on yourself.'
                  : reason === 'notMe'
                    ? 'has not agreed. Please go on yourself, or name somebody else.'
                    : reason === 'whole'
                      ? 'has not agreed that they answer everything. They still have their part.'
                      : 'has not agreed. The parts are still with you.'}
              </p>
              {note && (
                <p className="subtle">
                  “<bdi>{note}</bdi>”
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {taking && (
        <Confirm
          title={
            <>
              Take back from <bdi>{taking.to.name}</bdi>?
            </>
          }
          action="Take back"
          act={async () => {
            await partnerApi.withdrawDelegation(page.assessmentKey, taking.key);
            await page.reload();
            page.tell(`Taken back from ${taking.to.name}. The answers given so far are kept.`);
          }}
          onClosed={() => setTaking(undefined)}
        >
          <p>
            <bdi>{placeTitles(view, taking.places, 6)}</bdi>: <bdi>{taking.to.name}</bdi>{' '}
            {view.colleagues?.find(({ contactKey }) => contactKey === taking.to.contactKey)?.access === 'whole'
              ? 'is then no longer asked to answer this.'
              : 'can then no longer see or answer this.'}{' '}
            Answers that were given stay.
          </p>
        </Confirm>
      )}
    </section>
  );
}

/** "With Juan Pérez since 3 May 2026". @param open questions in it that have no answer, whoever says that it is done */
function Standing({ delegation, open, you }: { delegation: DelegationView; open: number; you: string | undefined }) {
  const { to, by, at, state } = delegation;
  const day = dayWords(at);
  const from = by.contactKey !== you && (
    <>
      {' by '}
      <bdi>{by.name}</bdi>
    </>
  );
  if (state === 'withdrawn')
    return (
      <>
        <bdi>{to.name}</bdi> has given this back. Please answer it, or hand it to somebody else.
      </>
    );
  const who = to.contactKey === you ? 'you' : <bdi>{to.name}</bdi>;
  if (state === 'done' && open > 0)
    return (
      <>
        {to.contactKey === you ? 'You said' : <>{who} says</>} it is done, {openInWords(open)}. Handed over on {day}
        {from}
      </>
    );
  return state === 'done' ? (
    <>
      Done by {who}, handed over on {day}
      {from}
    </>
  ) : (
    <>
      With {who} since {day}
      {from && <>, handed over{from}</>}
    </>
  );
}

/** For somebody who sees the whole and was handed a part. */
function DoneButton() {
  const page = usePage();
  const act = useAct();
  const finish = async (): Promise<void> => {
    await act.run(async () => {
      await page.flush();
      await partnerApi.finishPart(page.assessmentKey);
      await page.reload();
      page.tell('Your part is done, and your colleagues see that.');
    });
  };
  return (
    <>
      <button type="button" className="link" disabled={act.isBusy} onClick={() => void finish()}>
        My part is done
      </button>
      {act.problem && <FieldProblem text={act.problem} />}
    </>
  );
}
