import path from 'node:path';
import { loadContent } from '../../src/content/load';
import type { Answer, AnswerValue } from '../../src/domain/answer';
import { choicesOf, isScored, type Question, rowsOf } from '../../src/domain/question';
import { answersByKey, type Questionnaire, visibleQuestions } from '../../src/domain/questionnaire';

/** The shipped content, answered whole in one way or another. */
export const content = loadContent(path.resolve(__dirname, '../../src/content'));
export const DAY = '2026-06-30';

/** The choice that opens the most questions. */
function opening(question: Question): string {
  const opened = (id: string) =>
    content.questions.filter(({ gate }) => gate?.question === question.id && gate.in.includes(id)).length;
  return choicesOf(question).reduce(
    (best, { id }) => (opened(id) > opened(best) ? id : best),
    choicesOf(question)[0]?.id ?? '',
  );
}

const everyRow = (question: Question, choice: string): AnswerValue =>
  Object.fromEntries(rowsOf(question).map(({ id }) => [id, choice]));

/** The best answer to a question, which opens what follows it. */
export function best(question: Question): AnswerValue {
  const { type, counts } = question;
  if (type === 'table') return everyRow(question, choicesOf(question)[0]?.id ?? '');
  if (type === 'date') return DAY;
  if (type === 'number') return counts && 'value' in counts ? counts.value : (question.min ?? 1);
  if (type === 'multipleChoice') {
    const all = choicesOf(question).filter(({ exclusive }) => !exclusive);
    return all.map(({ id }) => id);
  }
  if (choicesOf(question).length === 0) return 'Somebody';
  return isScored(question)
    ? (choicesOf(question).find(({ outcome }) => outcome === 'met')?.id ?? '')
    : opening(question);
}

/** The worst there is: the last choice of every list, which is "no", "nothing" or "none". */
export function worst(question: Question): AnswerValue {
  const { type } = question;
  if (type === 'date') return '2001-01-01';
  if (type === 'number') return question.min ?? 0;
  if (type === 'table')
    return everyRow(question, choicesOf(question).find((each) => each.outcome === 'notMet')?.id ?? '');
  const choices = choicesOf(question);
  if (choices.length === 0) return 'Nobody';
  if (type === 'multipleChoice') return choices.filter(({ exclusive }) => exclusive).map(({ id }) => id);
  return isScored(question) ? (choices.find(({ outcome }) => outcome === 'notMet')?.id ?? '') : opening(question);
}

const answer = (questionId: string, value: AnswerValue, siteId?: string): Answer => ({
  questionId,
  questionVersion: 1,
  ...(siteId === undefined ? {} : { siteId }),
  value,
  by: { id: 'somebody', name: 'Somebody' },
  at: `${DAY}T12:00:00.000Z`,
  source: 'page',
  revision: 1,
});

/** Answers what can be seen until nothing new opens. */
export function answered(questionnaire: Questionnaire, choose: (question: Question) => AnswerValue) {
  let answers = answersByKey([]);
  for (let seen = -1; seen < answers.size; ) {
    seen = answers.size;
    answers = answersByKey(
      visibleQuestions(questionnaire, answers).map(({ question, siteId }) =>
        answer(question.id, choose(question), siteId),
      ),
    );
  }
  return answers;
}
