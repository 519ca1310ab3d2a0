import type { QuestionnaireView, SectionView } from '../../src/contracts/questionnaire';
import { type Drafts, draftKey, isGiven, isShown } from './shownQuestions';

/** How far a section is: of the questions asked now, how many have an answer. */
export function countSection(
  view: QuestionnaireView,
  section: SectionView,
  drafts: Drafts,
): { given: number; asked: number } {
  const asked = section.questions.filter((question) => isShown(view, question, drafts));
  return { asked: asked.length, given: asked.filter(({ id, siteId }) => isGiven(drafts[draftKey(id, siteId)])).length };
}

const MARKS = {
  done: { icon: '✓', word: 'done' },
  started: { icon: '◐', word: 'started' },
  notStarted: { icon: '○', word: 'not started' },
} as const;

interface Props {
  readonly view: QuestionnaireView;
  readonly drafts: Drafts;
  readonly onOpen: (position: number) => void;
  readonly onSend: () => void;
}

/** The first thing a contact sees: who asks and why, then the sections with their marks. */
export function SectionList({ view, drafts, onOpen, onSend }: Props) {
  const counts = view.sections.map((section) => countSection(view, section, drafts));
  const next = Math.max(
    0,
    counts.findIndex(({ given, asked }) => given < asked),
  );
  const isStarted = counts.some(({ given }) => given > 0);
  const isComplete = counts.every(({ given, asked }) => given >= asked);
  return (
    <>
      <h1>Supply chain security questionnaire</h1>
      {!isStarted && (
        <div className="notice">
          <p>
            Hello <bdi>{view.contactName}</bdi>. <bdi>{view.why}</bdi>
          </p>
          <p>
            It takes about {Math.max(1, view.progress.minutesLeft)} minutes. Each answer is saved as you go, so you can
            stop and come back with the same link. Your answers are read by the people at <bdi>{view.customerName}</bdi>{' '}
            who look after supply chain security, and by nobody else at other partners.
          </p>
          <p>
            Please do not send identity documents or criminal-record results; blank out people's names in what you
            attach.
          </p>
        </div>
      )}
      <ol className="sections">
        {view.sections.map((section, position) => {
          const { given, asked } = counts[position] ?? { given: 0, asked: 0 };
          const mark = MARKS[given >= asked ? 'done' : given > 0 ? 'started' : 'notStarted'];
          return (
            <li key={`${section.id}@${section.siteId ?? ''}`}>
              <button type="button" onClick={() => onOpen(position)}>
                <span className={`mark ${mark.word.replace(' ', '')}`} aria-hidden="true">
                  {mark.icon}
                </span>
                <span className="sectionTitle">
                  {section.title}
                  {section.siteName && (
                    <>
                      {' · '}
                      <bdi>{section.siteName}</bdi>
                    </>
                  )}
                </span>
                <span className="subtle">
                  {given} of {asked}, {mark.word}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <div className="buttons">
        {isComplete ? (
          <button type="button" className="primary" onClick={onSend}>
            Check and send
          </button>
        ) : (
          <>
            <button type="button" className="primary" onClick={() => onOpen(next)}>
              {isStarted ? 'Go on' : 'Start'}
            </button>
            {isStarted && (
              <button type="button" onClick={onSend}>
                Check and send
              </button>
            )}
          </>
        )}
      </div>
    </>
  );
}
