import { type Answers, answerKey } from './answers';
import { ATTACHED } from './question';
import type { Questionnaire } from './questionnaire';

/**
 * The answers, without "a file is attached" where no file is: it may have been deleted in the library, or the row's save
 * after it failed. Such a question is open again.
 * @param hasFile by answer key
 */
export function withTrueAttachments(
  questionnaire: Pick<Questionnaire, 'sections'>,
  answers: Answers,
  hasFile: (key: string) => boolean,
): Answers {
  const untrue = [...answers].filter(([key, { value }]) => value === ATTACHED && !hasFile(key)).map(([key]) => key);
  if (untrue.length === 0) return answers;
  const asksForFile = new Set(
    questionnaire.sections.flatMap(({ siteId, questions }) =>
      questions.filter(({ type }) => type === 'evidence').map(({ id }) => answerKey(id, siteId)),
    ),
  );
  const isUntrue = new Set(untrue.filter((key) => asksForFile.has(key)));
  return new Map([...answers].map(([key, answer]) => [key, isUntrue.has(key) ? { ...answer, value: null } : answer]));
}
