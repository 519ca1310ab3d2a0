import { useState } from 'react';
import type { NamingResult } from '../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { AskForAll } from './AskForAll';
import { AskPerson } from './AskPerson';
import { GiveBack } from './GiveBack';
import { HandOver } from './HandOver';
import { HelpList } from './HelpList';
import { NotMe } from './NotMe';
import { ReminderSet, RemindMe } from './RemindMe';
import { SharedParts } from './SharedParts';
import type { SectionCount } from './shownQuestions';
import type { Place } from './usePlace';

interface Props {
  readonly view: QuestionnaireView;
  readonly counts: readonly SectionCount[];
  readonly onPlace: (place: Place, questionId?: string) => void;
  readonly onLeft: (result: NamingResult) => void;
}

/** On the first page: what one can do besides answering, and how it stands with colleagues and questions. */
export function Together({ view, counts, onPlace, onLeft }: Props) {
  const [open, setOpen] = useState<'handOver' | 'remind' | 'notMe'>();
  const close = (): void => setOpen(undefined);
  const isDelegated = view.yourPlaces !== undefined;
  return (
    <>
      <div className="quiet noPrint">
        {!isDelegated && (
          <button type="button" className="link" onClick={() => setOpen('handOver')}>
            Hand a part to a colleague
          </button>
        )}
        <button type="button" className="link" onClick={() => setOpen('remind')}>
          Remind me later
        </button>
        <button type="button" className="link" onClick={() => setOpen('notMe')}>
          I am not the right person
        </button>
        <AskPerson person={view.askedBy.name} about={undefined} />
      </div>
      <ReminderSet view={view} onChange={() => setOpen('remind')} />
      {!isDelegated && <SharedParts view={view} />}
      {!isDelegated && <AskForAll view={view} />}
      <HelpList view={view} onPlace={onPlace} />
      {open === 'handOver' && <HandOver view={view} counts={counts} onClosed={close} />}
      {open === 'remind' && <RemindMe view={view} onClosed={close} />}
      {open === 'notMe' &&
        (isDelegated ? (
          <GiveBack view={view} onLeft={onLeft} onClosed={close} />
        ) : (
          <NotMe view={view} onLeft={onLeft} onClosed={close} />
        ))}
    </>
  );
}
