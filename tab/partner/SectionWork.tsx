import { useState } from 'react';
import type { QuestionnaireView, SectionView } from '../../src/contracts/questionnaire';
import { HandOver } from './HandOver';
import { Icon } from './Icon';
import { placeKey, placeOf } from './places';
import { SameAs } from './SameAs';
import type { Drafts, SectionCount } from './shownQuestions';
import { dayWords } from './words';

interface Props {
  readonly view: QuestionnaireView;
  readonly section: SectionView;
  readonly counts: readonly SectionCount[];
  readonly drafts: Drafts;
}

/** In a section's head: with whom it is, the way to hand it over, and "same as" for a site. */
export function SectionWork({ view, section, counts, drafts }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const place = placeOf(section);
  const isDelegated = view.yourPlaces !== undefined;
  const here = (view.delegations ?? []).filter(
    ({ state, places }) => state !== 'withdrawn' && places.some((each) => placeKey(each) === placeKey(place)),
  );
  return (
    <>
      {!isDelegated &&
        here.map(({ key, to, at, state }) => (
          <p key={key} className="subtle">
            <Icon name={state === 'done' ? 'done' : 'waiting'} className={state === 'done' ? 'done' : undefined} />{' '}
            {state === 'done' ? 'Done by ' : 'With '}
            <bdi>{to.name}</bdi>
            {state === 'open' && ` since ${dayWords(at)}. You can answer it too.`}
          </p>
        ))}
      <div className="quiet noPrint">
        {!isDelegated && (
          <button type="button" className="link" onClick={() => setIsOpen(true)}>
            Hand this part to a colleague
          </button>
        )}
        <SameAs view={view} section={section} drafts={drafts} />
      </div>
      {isOpen && <HandOver view={view} counts={counts} place={place} onClosed={() => setIsOpen(false)} />}
    </>
  );
}
