import { useCallback, useEffect, useRef, useState } from 'react';
import type { EvidenceItem, QuestionnaireView, SaveResult, SectionView } from '../../src/contracts/questionnaire';
import { ProofUpload } from './ProofUpload';
import { QuestionField } from './QuestionField';
import { type Draft, type Drafts, draftKey, isShown } from './shownQuestions';
import { type SavingState, useSectionSaving } from './useSectionSaving';
import { clockTime } from './words';

interface Props {
  readonly view: QuestionnaireView;
  readonly section: SectionView;
  readonly position: number;
  readonly drafts: Drafts;
  /** Id of a question to go to, when somebody came for it. */
  readonly target: string | undefined;
  readonly onDraft: (key: string, draft: Draft) => void;
  readonly onSaved: (result: SaveResult) => void;
  readonly onEvidence: (change: (items: readonly EvidenceItem[]) => EvidenceItem[]) => void;
  readonly onReload: () => Promise<void>;
  readonly onGo: (position: number) => void;
  readonly onList: () => void;
}

/** One section: its questions, saved as they are answered. Leaving waits until all is saved, or says why not. */
export function SectionForm({
  view,
  section,
  position,
  drafts,
  target,
  onDraft,
  onSaved,
  onEvidence,
  onReload,
  onGo,
  onList,
}: Props) {
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [conflicts, setConflicts] = useState<SaveResult['conflicts']>([]);
  const [isLeaving, setIsLeaving] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  const takeResult = useCallback(
    (result: SaveResult, sent: ReadonlyMap<string, Draft>) => {
      setProblems((current) => {
        const kept = Object.fromEntries(Object.entries(current).filter(([id]) => !sent.has(id)));
        return {
          ...kept,
          ...Object.fromEntries(result.refused.map(({ questionId, problem }) => [questionId, problem])),
        };
      });
      setConflicts(result.conflicts);
      onSaved(result);
    },
    [onSaved],
  );
  const saving = useSectionSaving(view, section, takeResult);

  useEffect(() => {
    const field = target ? document.getElementById(`question-${target}`) : null;
    (field ?? heading.current)?.focus();
    field?.scrollIntoView({ block: 'start' });
  }, [target]);

  const change = (questionId: string, draft: Draft): void => {
    onDraft(saving.keyOf(questionId), draft);
    saving.change(questionId, draft);
  };

  const leave = async (go: () => void): Promise<void> => {
    setIsLeaving(true);
    const isSaved = await saving.flush();
    setIsLeaving(false);
    const first = Object.keys(problems)[0];
    if (isSaved && !first) go();
    else if (first) document.getElementById(`question-${first}`)?.focus();
  };

  const shown = section.questions.filter((question) => isShown(view, question, drafts));
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {section.title}
        {section.siteName && (
          <>
            {' · '}
            <bdi>{section.siteName}</bdi>
          </>
        )}
      </h1>
      <p className="subtle">
        Section {position + 1} of {view.sections.length}
      </p>
      <form onSubmit={(event) => event.preventDefault()} noValidate>
        {shown.map((question) => {
          const conflict = conflicts.find(({ questionId }) => questionId === question.id);
          const key = draftKey(question.id, question.siteId);
          return (
            <QuestionField
              key={key}
              question={question}
              draft={drafts[key]}
              problem={problems[question.id]}
              onChange={(draft) => change(question.id, draft)}
              conflict={
                conflict && (
                  <div className="notice warning" role="alert">
                    <p>
                      <bdi>{conflict.by}</bdi> answered this at {clockTime(conflict.at)}:{' '}
                      <bdi>{conflict.theirsText}</bdi>. Which answer is right?
                    </p>
                    <div className="buttons">
                      <button
                        type="button"
                        onClick={() => {
                          onDraft(key, { value: conflict.theirs });
                          setConflicts((all) => all.filter((each) => each !== conflict));
                          void onReload();
                        }}
                      >
                        Keep theirs
                      </button>
                      <button
                        type="button"
                        onClick={() => {
                          setConflicts((all) => all.filter((each) => each !== conflict));
                          change(question.id, drafts[key] ?? { value: null });
                        }}
                      >
                        Use mine
                      </button>
                    </div>
                  </div>
                )
              }
            >
              {question.evidenceWanted && <ProofUpload view={view} question={question} onEvidence={onEvidence} />}
            </QuestionField>
          );
        })}
      </form>
      <div className="stickyBar">
        <SavedState state={saving.state} />
        <div className="buttons">
          <button
            type="button"
            className="primary"
            disabled={isLeaving}
            onClick={() => void leave(() => onGo(position + 1))}
          >
            {position + 1 < view.sections.length ? 'Save and next' : 'Save and check'}
          </button>
          <button type="button" disabled={isLeaving} onClick={() => void leave(() => onGo(position - 1))}>
            Back
          </button>
          <button type="button" disabled={isLeaving} onClick={() => void leave(onList)}>
            All sections
          </button>
        </div>
      </div>
    </>
  );
}

function SavedState({ state }: { state: SavingState }) {
  const words = {
    idle: '',
    waiting: 'Not saved yet …',
    saving: 'Saving …',
    saved: state.kind === 'saved' ? `Saved ${clockTime(state.at)}` : '',
    failed: state.kind === 'failed' ? state.message : '',
  }[state.kind];
  return (
    <p
      className={state.kind === 'failed' ? 'savedState fieldProblem' : 'savedState subtle'}
      role="status"
      aria-live="polite"
    >
      {words}
    </p>
  );
}
