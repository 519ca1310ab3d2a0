import type {
  CurrentAnswer,
  QuestionnaireView,
  QuestionView,
  SaveResult,
  SectionView,
} from '../../src/contracts/questionnaire';

/** One card's worth of questions, at its place in the questionnaire. */
export interface PlacedGroup {
  readonly section: SectionView;
  /** Index in the section's groups. */
  readonly group: number;
  /** From 1, over all groups that have something to ask now. */
  readonly position: number;
  readonly count: number;
  /** Asked now, at least one. */
  readonly questions: readonly QuestionView[];
}

/** Where something stands in a questionnaire. */
export interface Place {
  readonly sectionId: string;
  readonly siteId?: string;
  readonly group: number;
}

type Answers = readonly CurrentAnswer[];

/** The answer to a question at a site, or at the company. */
export const answerTo = (answers: Answers, questionId: string, siteId: string | undefined): CurrentAnswer | undefined =>
  answers.find((answer) => answer.questionId === questionId && answer.siteId === siteId);

/** Whether the question is asked now: it has no gate, or its gate is asked and answered with one of the gate's values. */
function isAsked(
  view: QuestionnaireView,
  question: QuestionView,
  siteId: string | undefined,
  seen: readonly string[] = [],
): boolean {
  if (!question.gate) return true;
  const gateId = question.gate.question;
  if (seen.includes(gateId)) return false;
  const home = view.sections.filter((section) => section.questions.some(({ id }) => id === gateId));
  const section = home.find((each) => each.siteId === siteId) ?? home.find((each) => each.siteId === undefined);
  const gate = section?.questions.find(({ id }) => id === gateId);
  // Without its gate the question is asked: nothing is left out by mistake.
  if (!section || !gate) return true;
  if (!isAsked(view, gate, section.siteId, [...seen, gateId])) return false;
  const value = answerTo(view.answers, gateId, section.siteId)?.value ?? null;
  const given = Array.isArray(value) ? value : value === null ? [] : [String(value)];
  return given.some((each) => question.gate?.in.includes(each));
}

/** The cards of a questionnaire, in order. Groups whose questions are all behind closed gates are left out. */
export function outlineOf(view: QuestionnaireView): readonly PlacedGroup[] {
  const groups = view.sections.flatMap((section) =>
    section.groups.flatMap((ids, group) => {
      const questions = section.questions.filter(
        (question) => ids.includes(question.id) && isAsked(view, question, section.siteId),
      );
      return questions.length > 0 ? [{ section, group, questions }] : [];
    }),
  );
  return groups.map((each, index) => ({ ...each, position: index + 1, count: groups.length }));
}

const rank = (view: QuestionnaireView, { sectionId, siteId, group }: Place): number => {
  const at = view.sections.findIndex((section) => section.id === sectionId && section.siteId === siteId);
  return at === -1 ? -1 : at * 1000 + group;
};
const rankOf = (view: QuestionnaireView, { section, group }: PlacedGroup): number =>
  rank(view, { sectionId: section.id, siteId: section.siteId, group });

export const groupAt = (view: QuestionnaireView, place: Place): PlacedGroup | undefined =>
  outlineOf(view).find((each) => rankOf(view, each) === rank(view, place));

/** The group after a place, also when that place is not asked any more; `undefined` at the end. */
export const groupAfter = (view: QuestionnaireView, place: Place): PlacedGroup | undefined =>
  outlineOf(view).find((each) => rankOf(view, each) > rank(view, place));

export const groupBefore = (view: QuestionnaireView, place: Place): PlacedGroup | undefined =>
  outlineOf(view).findLast((each) => rankOf(view, each) < rank(view, place));

export const groupOfQuestion = (
  view: QuestionnaireView,
  questionId: string,
  siteId: string | undefined,
): PlacedGroup | undefined =>
  outlineOf(view).find(
    ({ section, questions }) => section.siteId === siteId && questions.some(({ id }) => id === questionId),
  );

/** Where to go on: the first group with something missing, else `undefined`. */
export function firstMissing(view: QuestionnaireView): PlacedGroup | undefined {
  for (const missing of view.progress.missing) {
    const found = groupOfQuestion(view, missing.questionId, missing.siteId);
    if (found) return found;
  }
  return undefined;
}

/** The view as it is after a save, without reading it again. */
export function afterSave(
  view: QuestionnaireView,
  place: Pick<Place, 'sectionId' | 'siteId'>,
  saved: SaveResult,
): QuestionnaireView {
  const isSaved = (answer: CurrentAnswer): boolean =>
    saved.answers.some((each) => each.questionId === answer.questionId && each.siteId === answer.siteId);
  return {
    ...view,
    answers: [...view.answers.filter((answer) => !isSaved(answer)), ...saved.answers],
    progress: saved.progress,
    sections: view.sections.map((section) =>
      section.id === place.sectionId && section.siteId === place.siteId
        ? { ...section, revision: saved.revision }
        : section,
    ),
  };
}
