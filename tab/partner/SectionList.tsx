import type { NamingResult } from '../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { HandedToYou } from './HandedToYou';
import { Heading } from './Heading';
import { Introduction } from './Introduction';
import { SectionGroups } from './SectionGroups';
import { Sites } from './Sites';
import type { SectionCount } from './shownQuestions';
import { Together } from './Together';
import type { Place } from './usePlace';
import { countOf } from './words';

interface Props {
  readonly view: QuestionnaireView;
  readonly counts: readonly SectionCount[];
  readonly isArrival: boolean;
  readonly onPlace: (place: Place, questionId?: string) => void;
  readonly onLeft: (result: NamingResult) => void;
}

/** The first thing a contact sees: who asks and why, then the sections with their marks. */
export function SectionList({ view, counts, isArrival, onPlace, onLeft }: Props) {
  const isStarted = counts.some(({ given }) => given > 0);
  const isDelegated = view.yourPlaces !== undefined;
  const lastStep = isDelegated ? 'My part is done' : 'Check and send';
  const next = counts.findIndex(({ given, asked }, at) => given < asked && view.sections[at]?.blocked === undefined);
  return (
    <>
      <Heading isArrival={isArrival}>Supply chain security questionnaire</Heading>
      {isDelegated && <HandedToYou view={view} />}
      {isStarted || isDelegated ? (
        <details className="about">
          <summary>What this is, and who sees it</summary>
          <Introduction view={view} />
        </details>
      ) : (
        <Introduction view={view} />
      )}
      <div className="buttons">
        <button type="button" className="primary" onClick={() => onPlace(next < 0 ? 'send' : next)}>
          {next < 0 ? lastStep : isStarted ? 'Go on' : 'Start'}
        </button>
        {isStarted && next >= 0 && (
          <button type="button" onClick={() => onPlace('send')}>
            {lastStep}
          </button>
        )}
      </div>
      <Together view={view} counts={counts} onPlace={onPlace} onLeft={onLeft} />
      <h2>{countOf(counts.filter(({ shown }) => shown > 0).length, 'section', 'sections')}</h2>
      <p className="subtle">In any order you like. Some answers bring more questions.</p>
      <SectionGroups view={view} counts={counts} current={next < 0 ? undefined : next} onPlace={onPlace} />
      <Sites view={view} />
    </>
  );
}
