import { useState } from 'react';
import type { DelegationView } from '../../src/contracts/collaboration';
import { openInWords, openQuestionsAt } from '../../src/contracts/openQuestions';
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
        here.map((delegation) => (
          <WithWhom key={delegation.key} delegation={delegation} open={openQuestionsAt(view, [place])} />
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

/** @param open questions of the section that have no answer, whoever says that it is done */
function WithWhom({ delegation: { to, at, state }, open }: { delegation: DelegationView; open: number }) {
  const name = <bdi>{to.name}</bdi>;
  if (state !== 'done')
    return (
      <p className="subtle">
        <Icon name="waiting" /> With {name} since {dayWords(at)}. You can answer it too.
      </p>
    );
  return open > 0 ? (
    <p className="subtle">
      <Icon name="started" className="started" /> {name} says it is done, {openInWords(open)}.
    </p>
  ) : (
    <p className="subtle">
      <Icon name="done" className="done" /> Done by {name}
    </p>
  );
}
