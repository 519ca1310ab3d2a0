import type { QuestionnaireView, SaveResult } from '../../src/contracts/questionnaire';
import { draftKey } from './shownQuestions';

/** The questionnaire after a save: the answers of the section as the server has them, its revision, the progress. */
export function withResult(
  view: QuestionnaireView,
  place: { readonly id: string; readonly siteId?: string },
  { answers, progress, revision }: SaveResult,
): QuestionnaireView {
  const saved = new Set(answers.map((answer) => draftKey(answer.questionId, answer.siteId)));
  return {
    ...view,
    progress,
    answers: [...view.answers.filter((old) => !saved.has(draftKey(old.questionId, old.siteId))), ...answers],
    sections: view.sections.map((section) =>
      section.id === place.id && section.siteId === place.siteId ? { ...section, revision } : section,
    ),
  };
}
