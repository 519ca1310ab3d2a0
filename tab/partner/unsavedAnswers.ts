import type { SaveResult } from '../../src/contracts/questionnaire';
import type { Draft } from './shownQuestions';

export interface SectionPlace {
  readonly id: string;
  readonly siteId?: string;
}

/** An answer that the server has not acknowledged. */
export interface UnsavedAnswer {
  readonly place: SectionPlace;
  readonly questionId: string;
  readonly draft: Draft;
  /** The section's revision that the page had seen when it was typed: what others changed since is a conflict. */
  readonly base: number;
}

/** What was typed and is not in SharePoint: waiting, on its way, refused with a reason, or undecided in a conflict. */
export function createUnsavedAnswers() {
  const answers = new Map<string, UnsavedAnswer>();
  const keyOf = ({ id, siteId }: SectionPlace, questionId: string): string => `${id}|${siteId ?? '-'}|${questionId}`;
  return {
    clear: (): void => answers.clear(),
    all: (): readonly UnsavedAnswer[] => [...answers.values()],
    note(place: SectionPlace, questionId: string, draft: Draft, revision: number): void {
      const key = keyOf(place, questionId);
      const base = Math.min(revision, answers.get(key)?.base ?? revision);
      answers.set(key, { place, questionId, draft, base });
    },
    /** The server has answered a save of these; those in `newer` were typed again meanwhile. */
    acknowledge(
      place: SectionPlace,
      sent: readonly string[],
      newer: ReadonlyMap<string, Draft>,
      { revision, refused, conflicts }: Pick<SaveResult, 'revision' | 'refused' | 'conflicts'>,
    ): void {
      const isIn = (list: readonly { questionId: string }[], id: string): boolean =>
        list.some(({ questionId }) => questionId === id);
      for (const questionId of sent) {
        const key = keyOf(place, questionId);
        const known = answers.get(key);
        // In a conflict theirs stands until somebody decides, so it must be found again from where it began.
        if (!known || isIn(conflicts, questionId)) continue;
        if (newer.has(questionId) || isIn(refused, questionId)) answers.set(key, { ...known, base: revision });
        else answers.delete(key);
      }
    },
  };
}
