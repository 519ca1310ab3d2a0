import { type Answer, isTableValue } from './answer';
import { choicesOf, NOT_APPLICABLE_TEXT, type Question, rowsOf } from './question';
import { tableLines, tableText } from './tableText';
import { type Language, type Text, textIn } from './text';

const NO_ANSWER: Text = { en: 'No answer', fr: 'Pas de réponse', es: 'Sin respuesta' };
const WAITING: Text = { en: 'not agreed yet', fr: 'pas encore accepté', es: 'aún no aceptado' };
const REFUSED: Text = { en: 'refused', fr: 'refusé', es: 'rechazado' };

/** A question's answer in words, for receipts and summaries: "No answer" without one. Dates stay YYYY-MM-DD. */
export function answerText(question: Question, answer: Answer | undefined, language: Language = 'en'): string {
  if (!answer) return textIn(NO_ANSWER, language);
  if (answer.value === null) {
    const reason = question.naReasons?.find(({ id }) => id === answer.naReason);
    if (!reason) return textIn(NO_ANSWER, language);
    const said = `${textIn(NOT_APPLICABLE_TEXT, language)}: ${textIn(reason.text, language)}`;
    if (answer.naState === 'agreed') return said;
    return `${said} (${textIn(answer.naState === 'refused' ? REFUSED : WAITING, language)})`;
  }
  const { value } = answer;
  const nameOf = (id: string): string => {
    const choice = choicesOf(question).find((each) => each.id === id);
    return choice ? textIn(choice.text, language) : id;
  };
  if (isTableValue(value)) return tableText(...namesIn(question, language), value, language);
  if (typeof value === 'object') return value.map(nameOf).join('; ');
  if (typeof value === 'number') return question.unit ? `${value} ${textIn(question.unit, language)}` : String(value);
  return nameOf(value);
}

const namesIn = (question: Question, language: Language) => {
  const named = (list: readonly { id: string; text: Text }[]) =>
    list.map(({ id, text }) => ({ id, text: textIn(text, language) }));
  return [named(rowsOf(question)), named(choicesOf(question))] as const;
};

/** The same as lines where it is an answer to a table, one for each choice that was made; otherwise undefined. */
export const answerLines = (
  question: Question,
  answer: Answer | undefined,
  language: Language = 'en',
): readonly string[] | undefined =>
  answer !== undefined && isTableValue(answer.value)
    ? tableLines(...namesIn(question, language), answer.value, language)
    : undefined;
