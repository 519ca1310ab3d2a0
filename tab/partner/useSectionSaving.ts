import { useCallback, useEffect, useRef, useState } from 'react';
import type { QuestionnaireView, SaveResult, SectionView } from '../../src/contracts/questionnaire';
import { PageProblem, partnerApi } from './partnerApi';
import { type Draft, draftKey } from './shownQuestions';

export type SavingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Typing pauses this long before a save, and two saves of a section lie at least this far apart. */
const PAUSE_MS = 1_200;
const APART_MS = 3_000;
const RETRY_MS = 5_000;

/**
 * Saves one section as it is answered: changes are gathered, one save is under way at a time, and a save that failed
 * is repeated until it goes through. "Saved" is only said after the server has said it.
 */
export function useSectionSaving(
  view: QuestionnaireView,
  section: SectionView,
  onSaved: (result: SaveResult, sent: ReadonlyMap<string, Draft>) => void,
) {
  const [state, setState] = useState<SavingState>({ kind: 'idle' });
  const pending = useRef(new Map<string, Draft>());
  const revision = useRef(section.revision);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isSaving = useRef<Promise<boolean> | undefined>(undefined);
  const lastSave = useRef(0);
  const saved = useRef(onSaved);
  saved.current = onSaved;

  /** Saves now what is pending. Resolves to whether everything typed so far is stored. */
  const flush = useCallback(async (): Promise<boolean> => {
    if (isSaving.current) await isSaving.current;
    if (pending.current.size === 0) return true;
    clearTimeout(timer.current);
    const sent = pending.current;
    pending.current = new Map();
    setState({ kind: 'saving' });
    const run = (async () => {
      try {
        const result = await partnerApi.save(view.assessmentKey, section.id, section.siteId, {
          baseRevision: revision.current,
          answers: [...sent].map(([questionId, draft]) => ({ questionId, ...draft })),
        });
        revision.current = result.revision;
        lastSave.current = Date.now();
        setState(pending.current.size > 0 ? { kind: 'waiting' } : { kind: 'saved', at: result.savedAt });
        saved.current(result, sent);
        return true;
      } catch (error) {
        // What was typed since goes over what failed, so that the newest text wins.
        pending.current = new Map([...sent, ...pending.current]);
        const problem =
          error instanceof PageProblem ? error : new PageProblem(0, 'bug', 'Something went wrong. Please try again.');
        setState({ kind: 'failed', message: problem.message });
        const isWorthRepeating = problem.status === 0 || problem.status === 429 || problem.status >= 500;
        if (isWorthRepeating) timer.current = setTimeout(() => void flush(), RETRY_MS);
        return false;
      } finally {
        isSaving.current = undefined;
      }
    })();
    isSaving.current = run;
    return run;
  }, [view.assessmentKey, section.id, section.siteId]);

  const change = useCallback(
    (questionId: string, draft: Draft) => {
      pending.current.set(questionId, draft);
      setState({ kind: 'waiting' });
      clearTimeout(timer.current);
      const wait = Math.max(PAUSE_MS, lastSave.current + APART_MS - Date.now());
      timer.current = setTimeout(() => void flush(), wait);
    },
    [flush],
  );

  useEffect(() => {
    const onHide = (): void => void (document.visibilityState === 'hidden' && flush());
    const onLeave = (event: BeforeUnloadEvent): void => {
      if (pending.current.size > 0 || isSaving.current) event.preventDefault();
    };
    document.addEventListener('visibilitychange', onHide);
    window.addEventListener('beforeunload', onLeave);
    window.addEventListener('online', flush);
    return () => {
      document.removeEventListener('visibilitychange', onHide);
      window.removeEventListener('beforeunload', onLeave);
      window.removeEventListener('online', flush);
      clearTimeout(timer.current);
    };
  }, [flush]);

  return { state, change, flush, keyOf: (questionId: string) => draftKey(questionId, section.siteId) };
}
