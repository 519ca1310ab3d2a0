import { useCallback, useEffect, useMemo, useState } from 'react';
import type { NamingResult } from '../../src/contracts/collaboration';
import type { QuestionView, SubmitResult } from '../../src/contracts/questionnaire';
import { CheckAndSend } from './CheckAndSend';
import { CouldNotOpen } from './CouldNotOpen';
import { EndHere } from './EndHere';
import { FinishPart, NothingWithYou, PartDonePage } from './FinishPart';
import { Footer } from './Footer';
import { isDoneByYou } from './HandedToYou';
import { Header } from './Header';
import { LeftPage } from './LeftPage';
import { News } from './News';
import { type PageContext, PageProvider } from './pageContext';
import type { PageProblem } from './pageProblem';
import { placeKey, placeOf } from './places';
import { SectionForm } from './SectionForm';
import { SectionGroups } from './SectionGroups';
import { SectionList } from './SectionList';
import { SentPage } from './SentPage';
import { Skeleton } from './Skeleton';
import { countSection, draftKey } from './shownQuestions';
import { TooLate } from './TooLate';
import { TopBar } from './TopBar';
import { useNews } from './useNews';
import { type Place, usePlace } from './usePlace';
import { useQuestionnaire } from './useQuestionnaire';
import { useSamePlace } from './useSamePlace';

interface Props {
  /** Whose questionnaire it is: what is kept on this device belongs to one contact. */
  readonly contactKey: string;
  readonly assessmentKey: string;
  /** Hidden while the door is shut; what was typed stays. */
  readonly isVisible: boolean;
  /** Changes when the door was opened again. */
  readonly visit: number;
  readonly onBack: (() => void) | undefined;
  readonly onShut: (problem: PageProblem) => void;
  /** The server wants the code from the mail before it lets somebody else in. */
  readonly onProve: () => void;
}

/** For the keyboard: past the list of sections. No link with a fragment, because a fragment may hold a secret here. */
const goToHeading = (): void => document.querySelector<HTMLElement>('main h1')?.focus();

/** One questionnaire: what is asked and why, the sections, the last check, and the thank-you. */
export function QuestionnairePage({ contactKey, assessmentKey, isVisible, visit, onBack, onShut, onProve }: Props) {
  const questionnaire = useQuestionnaire({ contactKey, assessmentKey, visit, onShut });
  const { view, problem, drafts, saver, cameBack, tooLate, latest, load, change, onEvidence } = questionnaire;
  const { saving, problems, conflicts, isKept } = questionnaire.snapshot;
  const [arrival, go, replace] = usePlace();
  const [sent, setSent] = useState<SubmitResult>();
  /** Somebody else answers in this reader's place now. */
  const [left, setLeft] = useState<NamingResult>();
  /** How somebody who answers parts stands: done just now, or changing something after that. */
  const [part, setPart] = useState<'finished' | 'changing'>();

  const isOver = left !== undefined || sent !== undefined || view?.status === 'submitted';
  const isActive = isVisible && view !== undefined && !isOver;
  const news = useNews({ assessmentKey, isActive, latest, load });
  const { tell } = news;
  const onPlace = useCallback(
    (to: Place, target?: string): void => {
      go(to, target);
      // What stood there belongs to the place that is left.
      tell('');
      // The last check counts with what colleagues answered meanwhile.
      if (to === 'send') void saver.flush().then(load);
    },
    [go, load, saver, tell],
  );
  useSamePlace(view, arrival, replace);
  const page = useMemo(
    (): PageContext => ({
      assessmentKey,
      isVisible,
      flush: () => saver.flush(),
      reload: load,
      onShut,
      onProve,
      tell: news.tell,
    }),
    [assessmentKey, isVisible, saver, load, onShut, onProve, news.tell],
  );

  const counts = useMemo(
    () => view?.sections.map((section) => countSection(view, section, drafts)) ?? [],
    [view, drafts],
  );

  const title = view ? `Questionnaire for ${view.customerName}` : 'Your questionnaire';
  useEffect(() => {
    document.title = title;
  }, [title]);

  if (!view) {
    if (!isVisible) return null;
    if (!problem) return <Skeleton />;
    return <CouldNotOpen problem={problem} onTry={() => void load()} />;
  }
  if (left) return <LeftPage view={view} result={left} />;
  if (sent || view.status === 'submitted') {
    return (
      <PageProvider value={page}>
        <div hidden={!isVisible}>
          {tooLate > 0 && <TooLate count={tooLate} view={view} />}
          <SentPage view={view} sent={sent} />
        </div>
      </PageProvider>
    );
  }

  const isPartOnly = view.yourPlaces !== undefined;
  const isPartDone = isPartOnly && isDoneByYou(view);
  if (isPartOnly && (view.sections.length === 0 || (isPartDone && part !== 'changing'))) {
    return (
      <div hidden={!isVisible}>
        {view.sections.length === 0 ? (
          <NothingWithYou view={view} />
        ) : (
          <PartDonePage
            view={view}
            isArrival={part === 'finished'}
            onChange={() => {
              setPart('changing');
              onPlace('start');
            }}
          />
        )}
      </div>
    );
  }

  const isToLookAt = (question: QuestionView): boolean => {
    const key = draftKey(question.id, question.siteId);
    return key in problems || key in conflicts;
  };
  const showFirst = (): void => {
    const position = view.sections.findIndex(({ questions }) => questions.some(isToLookAt));
    const question = view.sections[position]?.questions.find(isToLookAt);
    if (question) onPlace(position, question.id);
  };

  const { place, target, moves } = arrival;
  const position = typeof place === 'number' && view.sections[place] ? place : undefined;
  const section = position === undefined ? undefined : view.sections[position];
  /** The next section, or the one before, that asks something now. */
  const beside = (from: number, by: 1 | -1): Place => {
    for (let at = from + by; at in counts; at += by) if ((counts[at]?.shown ?? 0) > 0) return at;
    return by === 1 ? 'send' : 'start';
  };
  const asking = [...counts.keys()].filter((at) => (counts[at]?.shown ?? 0) > 0);
  const needsLook = Object.keys(problems).length + Object.keys(conflicts).length;
  return (
    <PageProvider value={page}>
      <div hidden={!isVisible} className="wholePage">
        <TopBar
          customerName={view.customerName}
          saving={saving}
          needsLook={needsLook}
          isKept={isKept}
          cameBack={cameBack}
          onTry={() => void saver.flush(true)}
          onLook={showFirst}
        />
        {section && asking.length > 1 && (
          <nav className="sideNav noPrint" aria-label="Sections">
            <button type="button" className="skipLink" onClick={goToHeading}>
              To the questions
            </button>
            <SectionGroups view={view} counts={counts} current={position} isCurrentShown onPlace={onPlace} />
          </nav>
        )}
        <div className="column">
          {onBack && (
            <button type="button" className="link" onClick={onBack}>
              All questionnaires
            </button>
          )}
          <Header view={view} />
          <main>
            {section && position !== undefined ? (
              <SectionForm
                key={placeKey(placeOf(section))}
                view={view}
                section={section}
                number={asking.indexOf(position) + 1}
                sectionCount={asking.length}
                isLast={beside(position, 1) === 'send'}
                drafts={drafts}
                counts={counts}
                saver={saver}
                problems={problems}
                conflicts={conflicts}
                moves={moves}
                target={target}
                onChange={(questionId, draft) => change(section, questionId, draft)}
                onEvidence={onEvidence}
                onGo={(to) => onPlace(to === 'list' ? 'start' : beside(position, to === 'next' ? 1 : -1))}
              />
            ) : place === 'send' && isPartOnly ? (
              <FinishPart
                view={view}
                isArrival={moves > 0}
                onOpen={onPlace}
                onFinished={() => {
                  setPart('finished');
                  window.scrollTo({ top: 0 });
                }}
              />
            ) : place === 'send' ? (
              <CheckAndSend
                view={view}
                saver={saver}
                saving={saving}
                needsLook={needsLook}
                isArrival={moves > 0}
                onOpen={onPlace}
                onStale={load}
                onShut={onShut}
                onSent={(result) => {
                  setSent(result);
                  void load();
                  window.scrollTo({ top: 0 });
                }}
              />
            ) : (
              <SectionList view={view} counts={counts} isArrival={moves > 0} onPlace={onPlace} onLeft={setLeft} />
            )}
          </main>
          <Footer view={view} />
          <EndHere />
          <News words={news.words} onAway={() => news.tell('')} />
        </div>
      </div>
    </PageProvider>
  );
}
