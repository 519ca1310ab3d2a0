import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type AnswerSaver, createAnswerSaver, type SaverOptions, type SaverSnapshot } from './answerSaver';
import { createKeptDrafts, type KeptDrafts } from './keptDrafts';
import { partnerApi } from './partnerApi';

/** One saver for as long as a questionnaire is on the page; it goes on by itself when the line or the reader is back. */
export function useAnswerSaver(
  contactKey: string,
  assessmentKey: string,
  handlers: Pick<SaverOptions, 'onResult' | 'onRefused'>,
): [AnswerSaver, SaverSnapshot, KeptDrafts] {
  const now = useRef(handlers);
  useEffect(() => {
    now.current = handlers;
  });
  const [kept] = useState(() => createKeptDrafts(contactKey, assessmentKey));
  const [saver] = useState(() =>
    createAnswerSaver({
      save: (place, input) => partnerApi.save(assessmentKey, place, input),
      onResult: (...result) => now.current.onResult(...result),
      onRefused: (problem) => now.current.onRefused(problem),
      keep: kept.keep,
    }),
  );
  const snapshot = useSyncExternalStore(saver.subscribe, saver.snapshot);

  useEffect(() => {
    const goOn = (): void => void saver.flush();
    const onLeave = (event: BeforeUnloadEvent): void => {
      if (saver.hasPending()) event.preventDefault();
    };
    // Both ways: what is pending is sent before the page is put away, and after it comes back.
    document.addEventListener('visibilitychange', goOn);
    window.addEventListener('online', goOn);
    window.addEventListener('beforeunload', onLeave);
    return () => {
      document.removeEventListener('visibilitychange', goOn);
      window.removeEventListener('online', goOn);
      window.removeEventListener('beforeunload', onLeave);
      saver.stop();
    };
  }, [saver]);
  return [saver, snapshot, kept];
}
