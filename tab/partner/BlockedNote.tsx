import { useState } from 'react';
import type { QuestionnaireView, SectionView } from '../../src/contracts/questionnaire';
import { AskPerson } from './AskPerson';
import { Icon } from './Icon';
import { usePage } from './pageContext';
import { placeOf, placeTitle } from './places';

/** The parts in which nothing can be saved now. */
export const blockedSections = ({ sections }: QuestionnaireView): readonly SectionView[] =>
  sections.filter(({ blocked }) => blocked !== undefined);

/** On top of a part in which nothing can be saved now: why, whom to tell, and a way to see whether it is mended. */
export function BlockedNote({ view, section }: { view: QuestionnaireView; section: SectionView }) {
  if (section.blocked === undefined) return null;
  return (
    <div className="notice warning">
      <p>
        <Icon name="lock" /> {section.blocked}
      </p>
      <div className="quiet noPrint">
        <LookAgain />
        <AskPerson
          person={view.askedBy.name}
          about={`the part “${section.title}”, which cannot be saved`}
          place={placeOf(section)}
        />
      </div>
    </div>
  );
}

/** At the last check: what keeps the questionnaire from being sent. Nothing when nothing does. */
export function BlockedBeforeSending({ view }: { view: QuestionnaireView }) {
  const blocked = blockedSections(view);
  if (blocked.length === 0) return null;
  return (
    <div className="notice warning">
      <p>
        <Icon name="lock" /> {blocked.length === 1 ? 'One part' : `${blocked.length} parts`} cannot be read just now, so
        the answers cannot be sent yet: <bdi>{blocked.map((each) => placeTitle(view, placeOf(each))).join(', ')}</bdi>.
        Everything else is saved. Please tell <bdi>{view.askedBy.name}</bdi>, who can have this mended, and send the
        answers then.
      </p>
      <div className="quiet noPrint">
        <LookAgain />
        <AskPerson person={view.askedBy.name} about="what cannot be sent" />
      </div>
    </div>
  );
}

function LookAgain() {
  const page = usePage();
  const [isBusy, setIsBusy] = useState(false);
  const look = async (): Promise<void> => {
    setIsBusy(true);
    await page.reload();
    setIsBusy(false);
    // What was typed here before goes on its way, should the part be mended.
    await page.flush();
  };
  return (
    <button type="button" className="link" disabled={isBusy} onClick={() => void look()}>
      {isBusy ? 'Looking …' : 'Look again'}
    </button>
  );
}
