import type {
  CurrentAnswer,
  QuestionnaireView,
  QuestionView,
  SaveResult,
  SectionView,
} from '../../src/contracts/questionnaire';
import { answeredRowsIn } from './valueInWords';

/** One card's worth of questions, at its place in the questionnaire. */
export interface PlacedGroup {
  readonly section: SectionView;
  /** Index in the section's groups. */
  readonly group: number;
  /** From 1, over the section's groups that have something to ask now. */
  readonly position: number;
  readonly count: number;
  /** From 1, over the sections that have something to ask now. */
  readonly sectionPosition: number;
  readonly sectionCount: number;
  readonly isLast: boolean;
  /** Asked now, at least one. */
  readonly questions: readonly QuestionView[];
  /** The rows that this card shows of its only question, a table. */
  readonly tableRows?: readonly string[];
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

/**
 * Whether the question is asked now: it has no gate, or its gate is asked and answered with one of the gate's values.
 * @param whenOpen what holds while the gate has no answer
 */
function isAsked(
  view: QuestionnaireView,
  question: QuestionView,
  siteId: string | undefined,
  whenOpen = false,
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
  if (!isAsked(view, gate, section.siteId, whenOpen, [...seen, gateId])) return false;
  const { value = null, naReason } = answerTo(view.answers, gateId, section.siteId) ?? {};
  if (value === null && naReason === undefined) return whenOpen;
  const given = Array.isArray(value) ? value : [String(value)];
  return given.some((each) => question.gate?.in.includes(each));
}

/** Sections that ask nothing now and may do so after an answer that is still open. */
export const sectionsToCome = (view: QuestionnaireView): readonly SectionView[] =>
  view.sections.filter(
    ({ questions, siteId }) =>
      !questions.some((each) => isAsked(view, each, siteId)) &&
      questions.some((each) => isAsked(view, each, siteId, true)),
  );

/** A table that does not apply is asked about on its first card alone, where that can be taken back. */
const isLeftOut = (
  view: QuestionnaireView,
  section: SectionView,
  question: QuestionView,
  tableRows: readonly string[],
): boolean =>
  answerTo(view.answers, question.id, section.siteId)?.naReason !== undefined &&
  !tableRows.includes(question.rows?.[0]?.id ?? '');

/** Whether a card has a question without an answer; of a table, a row that it shows. */
function hasOpen(
  view: QuestionnaireView,
  { section, questions, tableRows }: Pick<PlacedGroup, 'section' | 'questions' | 'tableRows'>,
): boolean {
  return questions.some((question) => {
    const answer = answerTo(view.answers, question.id, section.siteId);
    if (!answer || (answer.value === null && answer.naReason === undefined)) return true;
    if (!tableRows || answer.naReason !== undefined) return false;
    const answered = answeredRowsIn(question, answer.value);
    return tableRows.some((id) => !Object.hasOwn(answered, id));
  });
}

/** The cards of a questionnaire, in order. Groups whose questions are all behind closed gates are left out. */
export function outlineOf(view: QuestionnaireView): readonly PlacedGroup[] {
  const groups = view.sections.flatMap((section) =>
    section.groups.flatMap((ids, group) => {
      const questions = section.questions.filter(
        (question) => ids.includes(question.id) && isAsked(view, question, section.siteId),
      );
      const tableRows = section.tableRows?.[String(group)];
      if (tableRows && questions.some((question) => isLeftOut(view, section, question, tableRows))) return [];
      return questions.length > 0 ? [{ section, group, questions, ...(tableRows ? { tableRows } : {}) }] : [];
    }),
  );
  const sections = [...new Set(groups.map(({ section }) => section))];
  return groups.map((each, index) => {
    const own = groups.filter(({ section }) => section === each.section);
    return {
      ...each,
      position: own.indexOf(each) + 1,
      count: own.length,
      sectionPosition: sections.indexOf(each.section) + 1,
      sectionCount: sections.length,
      isLast: index + 1 === groups.length,
    };
  });
}

/** A section that has something to ask now, and what is left in it. */
export interface AskedSection {
  readonly section: SectionView;
  /** Questions that expect an answer. */
  readonly asked: number;
  readonly left: number;
  /** How many of those that are left are required. */
  readonly musts: number;
  /** The first group with something left, or the first at all. */
  readonly group: number;
}

/** The sections of a questionnaire in order, without those whose questions are all behind closed gates. */
export function askedSections(view: QuestionnaireView): readonly AskedSection[] {
  const missing = new Set(view.progress.missing.map(({ questionId, siteId }) => keyOf(questionId, siteId)));
  const groups = outlineOf(view);
  return [...new Set(groups.map(({ section }) => section))].map((section) => {
    const own = groups.filter((each) => each.section === section);
    // A table stands on several cards and is one question.
    const questions = [...new Set(own.flatMap((each) => each.questions))].filter(({ required }) => required !== false);
    const isLeft = ({ id }: QuestionView): boolean => missing.has(keyOf(id, section.siteId));
    const withLeft = own.filter((each) => each.questions.some(isLeft));
    const next = withLeft.find((each) => hasOpen(view, each)) ?? withLeft[0] ?? own[0];
    return {
      section,
      asked: questions.length,
      left: questions.filter(isLeft).length,
      musts: questions.filter((question) => question.isMust && isLeft(question)).length,
      group: next?.group ?? 0,
    };
  });
}

const keyOf = (questionId: string, siteId: string | undefined): string => `${questionId}@${siteId ?? ''}`;

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

/**
 * Where to go on after a save: the next group without an answer somewhere, past parts that a colleague has and parts in
 * which nothing can be saved. When only earlier ones have something left it is `undefined`, and when nothing is left
 * anywhere simply the next.
 */
export function openGroupAfter(view: QuestionnaireView, place: Place): PlacedGroup | undefined {
  const isNext = ({ section }: PlacedGroup): boolean =>
    (section.id === place.sectionId && section.siteId === place.siteId) || isToDo(view, section);
  const open = outlineOf(view).find(
    (each) => rankOf(view, each) > rank(view, place) && isNext(each) && hasOpen(view, each),
  );
  return open ?? (view.progress.missing.length === 0 ? groupAfter(view, place) : undefined);
}

/** The next card with lines of the same table, if the card has a table that goes on. */
export function restOfTable(view: QuestionnaireView, place: Place): PlacedGroup | undefined {
  const [table] = groupAt(view, place)?.questions ?? [];
  const after = table?.type === 'table' ? groupAfter(view, place) : undefined;
  const isSame = after?.section.id === place.sectionId && after.section.siteId === place.siteId;
  return isSame && after.questions.some(({ id }) => id === table?.id) ? after : undefined;
}

export const groupBefore = (view: QuestionnaireView, place: Place): PlacedGroup | undefined =>
  outlineOf(view).findLast((each) => rankOf(view, each) < rank(view, place));

/** The card that shows a question; of a table the first with a row that is open. */
export function groupOfQuestion(
  view: QuestionnaireView,
  questionId: string,
  siteId: string | undefined,
): PlacedGroup | undefined {
  const all = outlineOf(view).filter(
    ({ section, questions }) => section.siteId === siteId && questions.some(({ id }) => id === questionId),
  );
  return all.find((each) => hasOpen(view, each)) ?? all[0];
}

/** Whether a part is for the person to go on with: no colleague has it, and what is answered in it can be saved. */
const isToDo = (view: QuestionnaireView, section: SectionView): boolean =>
  section.blocked === undefined && withWhom(view, section) === undefined;

/** Where to go on: the first group with something missing in a part that is for the person, else `undefined`. */
export function firstMissing(view: QuestionnaireView): PlacedGroup | undefined {
  for (const missing of view.progress.missing) {
    const found = groupOfQuestion(view, missing.questionId, missing.siteId);
    if (found && isToDo(view, found.section)) return found;
  }
  return undefined;
}

/** The colleague by name who has this part and is not done; also when the person who looks may answer it too. */
export function withWhom(
  { delegations = [], colleagues = [] }: QuestionnaireView,
  { id, siteId }: Pick<SectionView, 'id' | 'siteId'>,
): string | undefined {
  const you = colleagues.find(({ isYou }) => isYou)?.contactKey;
  const open = delegations.filter(
    ({ state, places }) =>
      state === 'open' && places.some((place) => place.sectionId === id && place.siteId === siteId),
  );
  return open.some(({ to }) => to.contactKey === you) ? undefined : open.at(-1)?.to.name;
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
