import type { SectionPlaceView } from './collaboration';
import type { QuestionnaireView } from './questionnaire';

/** How many questions of these parts still expect an answer, of those that the reader of the view may see. */
export const openQuestionsAt = (
  { progress }: Pick<QuestionnaireView, 'progress'>,
  places: readonly SectionPlaceView[],
): number =>
  progress.missing.filter(({ sectionId, siteId }) =>
    places.some((place) => place.sectionId === sectionId && place.siteId === siteId),
  ).length;

/** "1 question is open", "7 questions are open". */
export const openInWords = (open: number): string => (open === 1 ? '1 question is open' : `${open} questions are open`);
