import type { OutcomeLetter } from '../domain/assessment';
import { isSamePlace, type SectionPlace } from '../domain/delegation';
import { progressOfLetters } from '../domain/outcomeLetters';
import { isRequired, minutesOf } from '../domain/question';
import { type Answers, isAnswered, type Questionnaire } from '../domain/questionnaire';
import { placedQuestions } from '../domain/visibleQuestions';

/** How far the parts are that somebody was handed. */
export interface PartProgress {
  readonly answered: number;
  readonly total: number;
  /** Whole minutes for what is missing, rounded up, and what it may come to. */
  readonly minutesLeft: number;
  readonly minutesAtMost: number;
}

const isAmong = (places: readonly SectionPlace[], { id, siteId }: { id: string; siteId?: string }): boolean =>
  places.some((place) => isSamePlace(place, { sectionId: id, ...(siteId === undefined ? {} : { siteId }) }));

/** Exactly, from the answers: gates outside the parts decide what is asked in them. */
export function partProgress(
  questionnaire: Questionnaire,
  answers: Answers,
  places: readonly SectionPlace[],
): PartProgress {
  const here = placedQuestions(questionnaire, answers).filter(
    ({ section, question }) => isRequired(question) && isAmong(places, section),
  );
  const asked = here.filter(({ gate }) => gate === 'open');
  const missing = asked.filter(({ question, key }) => !isAnswered(question, answers.get(key)));
  const minutes = (questions: typeof here): number =>
    Math.ceil(questions.reduce((sum, { question }) => sum + minutesOf(question), 0));
  return {
    answered: asked.length - missing.length,
    total: asked.length,
    minutesLeft: minutes(missing),
    minutesAtMost: minutes([...missing, ...here.filter(({ gate }) => gate === 'undecided')]),
  };
}

/**
 * Whether something may be missing in the parts, from what rows tell without their bodies. Never says no by mistake:
 * what stands behind a gate elsewhere may have come to be asked.
 */
export function mayBeMissing(
  questionnaire: Questionnaire,
  letters: ReadonlyMap<string, OutcomeLetter>,
  places: readonly SectionPlace[],
): boolean {
  const sections = questionnaire.sections.filter((section) => isAmong(places, section));
  const { answered, total } = progressOfLetters({ ...questionnaire, sections }, letters);
  const inside = new Set(sections.flatMap(({ questions }) => questions.map(({ id }) => id)));
  const isGatedElsewhere = sections.some(({ questions }) =>
    questions.some(({ gate }) => gate !== undefined && !inside.has(gate.question)),
  );
  return answered < total || isGatedElsewhere;
}
