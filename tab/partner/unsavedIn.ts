import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import type { UnsavedAnswer } from './unsavedAnswers';

/**
 * Of the answers kept on this device, those that the questionnaire still asks for and does not hold: one may have been
 * saved although its acknowledgement was lost with the line. Of several for one question the last counts.
 */
export function unsavedIn(view: QuestionnaireView, kept: readonly UnsavedAnswer[]): readonly UnsavedAnswer[] {
  const latest = new Map(kept.map((each) => [`${each.place.siteId ?? '-'}|${each.questionId}`, each]));
  return [...latest.values()].filter(({ place, questionId, draft }) => {
    const section = view.sections.find(({ id, siteId }) => id === place.id && siteId === place.siteId);
    if (!section?.questions.some(({ id }) => id === questionId)) return false;
    const stored = view.answers.find((each) => each.questionId === questionId && each.siteId === place.siteId);
    return (
      JSON.stringify(stored?.value ?? null) !== JSON.stringify(draft.value ?? null) ||
      (stored?.naReason ?? undefined) !== (draft.naReason || undefined) ||
      (draft.comment !== undefined && draft.comment !== (stored?.comment ?? ''))
    );
  });
}
