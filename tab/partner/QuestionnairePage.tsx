import { useCallback, useEffect, useMemo, useState } from 'react';
import type { EvidenceItem, QuestionnaireView, SaveResult, SubmitResult } from '../../src/contracts/questionnaire';
import { CheckAndSend } from './CheckAndSend';
import { PageProblem, partnerApi } from './partnerApi';
import { SectionForm } from './SectionForm';
import { SectionList } from './SectionList';
import { SentPage } from './SentPage';
import { type Draft, type Drafts, draftKey } from './shownQuestions';
import { dueWords, longDate, minutesWords } from './words';

/** Which part of the page is shown: `start`, `send`, or a section's place in the list. */
type Place = 'start' | 'send' | number;

interface Props {
  readonly assessmentKey: string;
  readonly onBack: (() => void) | undefined;
  readonly onSessionEnded: () => void;
}

/** One questionnaire: what is asked and why, the sections, the last check, and the thank-you. */
export function QuestionnairePage({ assessmentKey, onBack, onSessionEnded }: Props) {
  const [view, setView] = useState<QuestionnaireView>();
  const [drafts, setDrafts] = useState<Drafts>({});
  const [place, setPlace] = useState<Place>('start');
  const [target, setTarget] = useState<string>();
  const [sent, setSent] = useState<SubmitResult>();
  const [problem, setProblem] = useState<string>();

  const load = useCallback(async (): Promise<void> => {
    try {
      const loaded = await partnerApi.questionnaire(assessmentKey);
      setView(loaded);
      setDrafts(
        Object.fromEntries(
          loaded.answers.map(({ questionId, siteId, value, naReason, comment }) => [
            draftKey(questionId, siteId),
            { value, naReason, comment },
          ]),
        ),
      );
      setProblem(undefined);
    } catch (error) {
      if (error instanceof PageProblem && (error.status === 401 || error.code === 'codeNeeded')) onSessionEnded();
      else setProblem(error instanceof PageProblem ? error.message : 'Something went wrong. Please try again.');
    }
  }, [assessmentKey, onSessionEnded]);
  useEffect(() => void load(), [load]);

  const go = useCallback((to: Place, questionId?: string): void => {
    setPlace(to);
    setTarget(questionId);
    window.scrollTo({ top: 0 });
  }, []);

  const onSaved = useCallback((sectionIndex: number, result: SaveResult): void => {
    setView(
      (current) =>
        current && {
          ...current,
          progress: result.progress,
          answers: [
            ...current.answers.filter(
              (old) => !result.answers.some((now) => now.questionId === old.questionId && now.siteId === old.siteId),
            ),
            ...result.answers,
          ],
          sections: current.sections.map((section, index) =>
            index === sectionIndex ? { ...section, revision: result.revision } : section,
          ),
        },
    );
  }, []);
  const onDraft = useCallback(
    (key: string, draft: Draft): void => setDrafts((current) => ({ ...current, [key]: draft })),
    [],
  );
  const onEvidence = useCallback((change: (items: readonly EvidenceItem[]) => EvidenceItem[]): void => {
    setView((current) => current && { ...current, evidence: change(current.evidence) });
  }, []);

  const title = view ? `Questionnaire for ${view.customerName}` : 'Your questionnaire';
  useEffect(() => {
    document.title = title;
  }, [title]);
  const header = useMemo(() => view && <Header view={view} />, [view]);

  if (problem && !view) {
    return (
      <main className="column">
        <h1>Your questionnaire could not be opened</h1>
        <p role="alert">{problem}</p>
        <button type="button" className="primary" onClick={() => void load()}>
          Try again
        </button>
      </main>
    );
  }
  if (!view) return <main className="column" aria-busy="true" />;
  if (sent || view.status === 'submitted') return <SentPage view={view} drafts={drafts} sent={sent} />;

  const section = typeof place === 'number' ? view.sections[place] : undefined;
  return (
    <div className="column">
      {onBack && (
        <button type="button" className="link" onClick={onBack}>
          All questionnaires
        </button>
      )}
      {header}
      <main>
        {place === 'start' && <SectionList view={view} drafts={drafts} onOpen={go} onSend={() => go('send')} />}
        {section && typeof place === 'number' && (
          <SectionForm
            key={place}
            view={view}
            section={section}
            position={place}
            drafts={drafts}
            target={target}
            onDraft={onDraft}
            onSaved={(result) => onSaved(place, result)}
            onEvidence={onEvidence}
            onReload={load}
            onGo={(to) => go(to >= view.sections.length ? 'send' : to < 0 ? 'start' : to)}
            onList={() => go('start')}
          />
        )}
        {place === 'send' && <CheckAndSend view={view} onOpen={go} onBack={() => go('start')} onSent={setSent} />}
      </main>
      <footer className="subtle">
        Questions? Write to <bdi>{view.askedBy.name}</bdi>,{' '}
        <a href={`mailto:${view.askedBy.email}`}>{view.askedBy.email}</a>. {view.basisNote}
      </footer>
    </div>
  );
}

function Header({ view }: { view: QuestionnaireView }) {
  const { answered, total, percent, minutesLeft } = view.progress;
  return (
    <header className="pageHeader">
      <p className="subtle">
        <bdi>{view.customerName}</bdi> asks <bdi>{view.partnerName}</bdi>
      </p>
      <p>
        Due {longDate(view.dueOn)}, {dueWords(view.dueOn)} · {answered} of {total} answered
        {answered < total ? ` · ${minutesWords(minutesLeft)}` : ''}
      </p>
      <div
        className="progress"
        role="progressbar"
        aria-label="Answered"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={answered}
        aria-valuetext={`${answered} of ${total} questions`}
      >
        <div style={{ width: `${percent}%` }} />
      </div>
    </header>
  );
}
