import type { DelegationView } from '../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { placeTitles } from './places';
import { dayWords } from './words';

/** What was handed to this reader and not taken back, the newest last. */
export function handedToYou(view: QuestionnaireView): readonly DelegationView[] {
  const you = view.colleagues?.find(({ isYou }) => isYou)?.contactKey;
  return (view.delegations ?? []).filter(({ to, state }) => state !== 'withdrawn' && to.contactKey === you);
}

/** Whether this reader has said of everything handed over that it is done. */
export const isDoneByYou = (view: QuestionnaireView): boolean => {
  const handed = handedToYou(view);
  return handed.length > 0 && handed.every(({ state }) => state === 'done');
};

/** For somebody who answers parts only: who handed them over, and with which words. */
export function HandedToYou({ view }: { view: QuestionnaireView }) {
  return (
    <>
      {handedToYou(view).map(({ key, by, at, note, places }) => (
        <div key={key} className="notice">
          <p>
            <bdi>{by.name}</bdi> handed this to you on {dayWords(at)}:{' '}
            <strong>
              <bdi>{placeTitles(view, places, 6)}</bdi>
            </strong>
            . You see and answer these parts only. When you are done, say so; <bdi>{by.name}</bdi> and colleagues send
            the whole.
          </p>
          {note && (
            <p>
              “<bdi>{note}</bdi>”
            </p>
          )}
        </div>
      ))}
      {view.waiting && (
        <div className="notice">
          {view.waiting.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
    </>
  );
}
