import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { Heading } from './Heading';
import { Icon } from './Icon';
import { Introduction } from './Introduction';
import { countSection, type Drafts, type SectionCount } from './shownQuestions';
import type { Place } from './usePlace';
import { countOf } from './words';

interface Props {
  readonly view: QuestionnaireView;
  readonly drafts: Drafts;
  readonly isArrival: boolean;
  readonly onPlace: (place: Place) => void;
}

/** The first thing a contact sees: who asks and why, then the sections with their marks. */
export function SectionList({ view, drafts, isArrival, onPlace }: Props) {
  const counts = view.sections.map((section) => countSection(view, section, drafts));
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
      <h2>{countOf(view.sections.length, 'section', 'sections')}</h2>
      <ol className="sections">
        {view.sections.map((section, position) => {
          const mark = markOf(counts[position]);
          return (
            <li key={`${section.id}@${section.siteId ?? ''}`}>
              <button type="button" onClick={() => onPlace(position)}>
                <Icon name={mark.icon} className={`mark ${mark.icon}`} />
                <span className="sectionTitle">
                  {section.title}
                  {section.siteName !== undefined && (
                    <span className="siteName">
                      <bdi>{section.siteName}</bdi>
                    </span>
                  )}
                </span>
                <span className="subtle">{mark.words}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function markOf(count: SectionCount | undefined): { icon: 'done' | 'started' | 'open'; words: string } {
  const { given, asked } = count ?? { given: 0, asked: 0 };
  if (given >= asked) return { icon: 'done', words: 'Done' };
  if (given > 0) return { icon: 'started', words: `Started, ${asked - given} missing` };
  return { icon: 'open', words: `Not started, ${countOf(asked, 'question', 'questions')}` };
}
