import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { NamingResult } from '../../src/contracts/collaboration';
import type { EvidenceItem, QuestionnaireView, QuestionView, SubmitResult } from '../../src/contracts/questionnaire';
import { draftOf } from './answerSaver';
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
import { PageProblem, sentenceOf } from './pageProblem';
import { partnerApi } from './partnerApi';
import { placeKey, placeOf } from './places';
import { SectionForm } from './SectionForm';
import { SectionGroups } from './SectionGroups';
import { SectionList } from './SectionList';
import { SentPage } from './SentPage';
import { Skeleton } from './Skeleton';
import { countSection, type Draft, type Drafts, draftKey } from './shownQuestions';
import { TooLate } from './TooLate';
import { TopBar } from './TopBar';
import { unsavedIn } from './unsavedIn';
import { useAnswerSaver } from './useAnswerSaver';
import { useNews } from './useNews';
import { type Place, usePlace } from './usePlace';
import { useSamePlace } from './useSamePlace';
import { withResult } from './withResult';

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

const isDoor = (problem: PageProblem): boolean => problem.status === 401 || problem.code === 'codeNeeded';

/** One questionnaire: what is asked and why, the sections, the last check, and the thank-you. */
export function QuestionnairePage({ contactKey, assessmentKey, isVisible, visit, onBack, onShut, onProve }: Props) {
  const [view, setView] = useState<QuestionnaireView>();
  const [drafts, setDrafts] = useState<Drafts>({});
  const [arrival, go, replace] = usePlace();
  const latest = useRef<QuestionnaireView>(undefined);
  const [sent, setSent] = useState<SubmitResult>();
  /** Somebody else answers in this reader's place now. */
  const [left, setLeft] = useState<NamingResult>();
  /** How somebody who answers parts stands: done just now, or changing something after that. */
  const [part, setPart] = useState<'finished' | 'changing'>();
  const [problem, setProblem] = useState<string>();

  /** How many answers of an earlier visit are being saved now. */
  const [cameBack, setCameBack] = useState(0);
  /** How many answers were typed here and not saved when the questionnaire was sent. */
  const [tooLate, setTooLate] = useState(0);

  const [saver, { saving, problems, conflicts, isKept }, kept] = useAnswerSaver(contactKey, assessmentKey, {
    onResult: (place, result, mayAdopt) => {
      const answers = new Map(result.answers.map((answer) => [draftKey(answer.questionId, answer.siteId), answer]));
      setView((current) => current && withResult(current, place, result));
      // What somebody else answered meanwhile is shown, so that nobody writes over it unseen.
      const theirs = [...answers].filter(([key]) => mayAdopt(key)).map(([key, answer]) => [key, draftOf(answer)]);
      setDrafts((current) => ({ ...current, ...Object.fromEntries(theirs) }));
    },
    onRefused: (refusal) => {
      if (isDoor(refusal)) onShut(refusal);
      // Sent by a colleague meanwhile, or no longer asked: the page shows what is there now.
      else if (refusal.status === 404 || refusal.status === 409) void load();
    },
  });

  const shut = useRef(onShut);
  useEffect(() => {
    shut.current = onShut;
    latest.current = view;
  });
  const load = useCallback(async (): Promise<void> => {
    try {
      const moment = saver.moment();
      const loaded = await partnerApi.questionnaire(assessmentKey);
      saver.learnRevisions(loaded.sections);
      // Once: what an earlier visit could not save goes on its way, as if it were typed now.
      const back = unsavedIn(loaded, kept.take());
      // Sent meanwhile, by a colleague or elsewhere: what was not saved by then is no part of it, and that is said.
      if (loaded.status === 'submitted') {
        const late = back.length + unsavedIn(loaded, saver.giveUp()).length;
        setTooLate((count) => count + late);
      } else if (back.length > 0) {
        saver.restore(back);
        setCameBack((count) => count + back.length);
        const typed = back.map(({ place, questionId, draft }) => [draftKey(questionId, place.siteId), draft]);
        setDrafts((current) => ({ ...current, ...Object.fromEntries(typed) }));
      }
      const held = saver.heldSince(moment);
      setView(loaded);
      latest.current = loaded;
      setDrafts((current) => {
        const entries = loaded.answers.map((answer) => [draftKey(answer.questionId, answer.siteId), draftOf(answer)]);
        const own = Object.entries(current).filter(([key]) => held.has(key));
        return { ...Object.fromEntries(entries), ...Object.fromEntries(own) };
      });
      setProblem(undefined);
    } catch (error) {
      if (error instanceof PageProblem && isDoor(error)) shut.current(error);
      else if (error instanceof PageProblem && error.status === 404 && latest.current?.yourPlaces) {
        // The last part was taken back while the page was open.
        setView({ ...latest.current, sections: [], yourPlaces: [] });
      } else setProblem(sentenceOf(error, 'Something went wrong. Please try again.'));
    }
  }, [assessmentKey, saver, kept]);
  useEffect(() => {
    // `visit` is the reason to look again; what waited behind the door is saved then.
    if (visit > 0) void load().then(() => saver.flush());
  }, [visit, load, saver]);

  const change = (section: { id: string; siteId?: string }, questionId: string, draft: Draft): void => {
    setDrafts((current) => ({ ...current, [draftKey(questionId, section.siteId)]: draft }));
    saver.change(section, questionId, draft);
  };
  const onEvidence = useCallback((alter: (items: readonly EvidenceItem[]) => EvidenceItem[]): void => {
    setView((current) => current && { ...current, evidence: alter(current.evidence) });
  }, []);
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
