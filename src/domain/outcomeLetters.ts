import type { Answers } from './answers';
import type { OutcomeLetter } from './assessment';
import { isAnswered, isNaProposed, outcomeOf } from './outcome';
import { isRequired, minutesOf } from './question';
import type { Questionnaire, QuestionnaireSection } from './questionnaire';
import { placedQuestions } from './visibleQuestions';

const LETTERS = { met: 'm', partlyMet: 'p', notMet: 'n', notApplicable: 'a', unanswered: 'u' } as const;

/** The letters of every section, by answer key: what is kept beside a section's answers. */
export function outcomeLetters(questionnaire: Questionnaire, answers: Answers): ReadonlyMap<string, OutcomeLetter> {
  return new Map(
    placedQuestions(questionnaire, answers).map(({ question, key, gate }): [string, OutcomeLetter] => {
      const answer = answers.get(key);
      if (gate !== 'open') return [key, 'h'];
      if (isNaProposed(question, answer)) return [key, 'w'];
      return [key, isAnswered(question, answer) ? LETTERS[outcomeOf(question, answer)] : 'u'];
    }),
  );
}

/** The letters of one section, in the order of its questions. */
export const lettersOf = (
  section: QuestionnaireSection,
  letters: ReadonlyMap<string, OutcomeLetter>,
): Record<string, OutcomeLetter> =>
  Object.fromEntries(
    section.questions.flatMap(({ id }) => {
      const key = section.siteId === undefined ? id : `${id}@${section.siteId}`;
      const letter = letters.get(key);
      return letter ? [[key, letter]] : [];
    }),
  );

/** How far an assessment is, from letters alone. Sections without a row count as unanswered, their gated questions as hidden. */
export interface LetterProgress {
  readonly answered: number;
  readonly total: number;
  /** 0 to 100, whole, rounded down. */
  readonly percent: number;
  /** Whole minutes for what is missing, rounded up. An estimate. */
  readonly minutesLeft: number;
  /** The same, should everything be asked that no gate has closed yet. */
  readonly minutesAtMost: number;
}

/**
 * Progress without loading a body. Exact while gates stand in the section they gate; a gate in another section counts
 * as it stood when the gated section was saved last.
 */
export function progressOfLetters(
  questionnaire: Questionnaire,
  known: ReadonlyMap<string, OutcomeLetter>,
): LetterProgress {
  let answered = 0;
  let total = 0;
  let minutes = 0;
  let behindGates = 0;
  for (const section of questionnaire.sections) {
    for (const question of section.questions) {
      if (!isRequired(question)) continue;
      const key = section.siteId === undefined ? question.id : `${question.id}@${section.siteId}`;
      const letter = known.get(key) ?? (question.gate ? 'h' : 'u');
      if (letter === 'h') {
        // A letter does not tell a closed gate from one that is not decided; a section never saved was not decided.
        if (!known.has(key)) behindGates += minutesOf(question);
        continue;
      }
      total += 1;
      if (letter === 'u') minutes += minutesOf(question);
      else answered += 1;
    }
  }
  return {
    answered,
    total,
    percent: total === 0 ? 100 : Math.floor((100 * answered) / total),
    minutesLeft: Math.ceil(minutes),
    minutesAtMost: Math.ceil(minutes + behindGates),
  };
}
