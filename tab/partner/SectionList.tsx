import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { Heading } from './Heading';
import { Introduction } from './Introduction';
import { SectionGroups } from './SectionGroups';
import type { SectionCount } from './shownQuestions';
import type { Place } from './usePlace';
import { countOf } from './words';

interface Props {
  readonly view: QuestionnaireView;
  readonly counts: readonly SectionCount[];
  readonly isArrival: boolean;
  readonly onPlace: (place: Place) => void;
}

/** The first thing a contact sees: who asks and why, then the sections with their marks. */
export function SectionList({ view, counts, isArrival, onPlace }: Props) {
  const isStarted = counts.some(({ given }) => given > 0);
  const next = counts.findIndex(({ given, asked }) => given < asked);
  return (
    <>
      <Heading isArrival={isArrival}>Supply chain security questionnaire</Heading>
      {isStarted ? (
        <details className="about">
          <summary>What this is, and who sees it</summary>
          <Introduction view={view} />
        </details>
      ) : (
        <Introduction view={view} />
      )}
      <div className="buttons">
        <button type="button" className="primary" onClick={() => onPlace(next < 0 ? 'send' : next)}>
          {next < 0 ? 'Check and send' : isStarted ? 'Go on' : 'Start'}
        </button>
        {isStarted && next >= 0 && (
          <button type="button" onClick={() => onPlace('send')}>
            Check and send
          </button>
        )}
      </div>
      <h2>{countOf(counts.filter(({ shown }) => shown > 0).length, 'section', 'sections')}</h2>
      <p className="subtle">In any order you like. Some answers bring more questions.</p>
      <SectionGroups view={view} counts={counts} current={next < 0 ? undefined : next} onPlace={onPlace} />
    </>
  );
}
