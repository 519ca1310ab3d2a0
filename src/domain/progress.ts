import type { Answers } from './answers';
import { isAnswered } from './outcome';
import { isRequired, minutesOf } from './question';
import type { Questionnaire } from './questionnaire';
import { type PlacedQuestion, placedQuestions } from './visibleQuestions';

/** Where an answer is missing. */
export interface MissingAnswer {
  readonly sectionId: string;
  readonly questionId: string;
  readonly siteId?: string;
}

/** How far the partner is with the questions that are asked now. Optional questions are not counted. */
export interface Progress {
  readonly answered: number;
  readonly total: number;
  /** 0 to 100, whole, rounded down: 100 means that nothing is missing. */
  readonly percent: number;
  /** Whole minutes for what is missing, rounded up. An estimate. */
  readonly minutesLeft: number;
  /** The same, should everything be asked that no gate has closed yet: what is left lies between the two. */
  readonly minutesAtMost: number;
  /** In the order they are asked. */
  readonly missing: readonly MissingAnswer[];
  /** Those of them that a must hangs on. */
  readonly missingMusts: readonly MissingAnswer[];
}

const refOf = ({ section, question, siteId }: PlacedQuestion): MissingAnswer => ({
  sectionId: section.id,
  questionId: question.id,
  ...(siteId === undefined ? {} : { siteId }),
});

const minutesFor = (questions: readonly PlacedQuestion[]): number =>
  Math.ceil(questions.reduce((sum, { question }) => sum + minutesOf(question), 0));

/** Progress as the partner sees it: a reason why something does not apply is an answer until it is refused. */
export function progressOf(questionnaire: Questionnaire, answers: Answers): Progress {
  const placed = placedQuestions(questionnaire, answers).filter(({ question }) => isRequired(question));
  const asked = placed.filter(({ gate }) => gate === 'open');
  const missing = asked.filter(({ question, key }) => !isAnswered(question, answers.get(key)));
  const answered = asked.length - missing.length;
  return {
    answered,
    total: asked.length,
    percent: asked.length === 0 ? 100 : Math.floor((100 * answered) / asked.length),
    minutesLeft: minutesFor(missing),
    minutesAtMost: minutesFor([...missing, ...placed.filter(({ gate }) => gate === 'undecided')]),
    missing: missing.map(refOf),
    missingMusts: missing.filter(({ question }) => question.obligation === 'must').map(refOf),
  };
}
