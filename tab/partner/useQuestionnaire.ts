import { useCallback, useEffect, useRef, useState } from 'react';
import type { EvidenceItem, QuestionnaireView } from '../../src/contracts/questionnaire';
import { draftOf } from './answerSaver';
import { PageProblem, sentenceOf } from './pageProblem';
import { partnerApi } from './partnerApi';
import { type Draft, type Drafts, draftKey } from './shownQuestions';
import { unsavedIn } from './unsavedIn';
import { useAnswerSaver } from './useAnswerSaver';
import { withResult } from './withResult';

interface Options {
  /** Whose questionnaire it is: what is kept on this device belongs to one contact. */
  readonly contactKey: string;
  readonly assessmentKey: string;
  /** Changes when the door was opened again. */
  readonly visit: number;
  readonly onShut: (problem: PageProblem) => void;
}

const isDoor = (problem: PageProblem): boolean => problem.status === 401 || problem.code === 'codeNeeded';

/**
 * One questionnaire as the server has it, with what is typed over it: loaded at each visit, saved as it is typed. What
 * an earlier visit could not save is taken up once.
 */
export function useQuestionnaire({ contactKey, assessmentKey, visit, onShut }: Options) {
  const [view, setView] = useState<QuestionnaireView>();
  const [drafts, setDrafts] = useState<Drafts>({});
  const latest = useRef<QuestionnaireView>(undefined);
  const [problem, setProblem] = useState<string>();

  /** How many answers of an earlier visit are being saved now. */
  const [cameBack, setCameBack] = useState(0);
  /** How many answers were typed here and not saved when the questionnaire was sent. */
  const [tooLate, setTooLate] = useState(0);

  const [saver, snapshot, kept] = useAnswerSaver(contactKey, assessmentKey, {
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

  return {
    /** Absent until it has come; then `problem` says why it does not. */
    view,
    problem,
    drafts,
    saver,
    snapshot,
    cameBack,
    tooLate,
    /** The view as last drawn, for what happens between two drawings. */
    latest,
    load,
    change,
    onEvidence,
  };
}
