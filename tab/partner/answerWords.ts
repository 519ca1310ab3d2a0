import type { QuestionView } from '../../src/contracts/questionnaire';
import { tableText } from '../../src/domain/tableText';
import { answeredRows, type Draft, isGiven } from './shownQuestions';
import { longDate } from './words';

const YES_NO: Readonly<Record<string, string>> = { yes: 'Yes', partly: 'Partly', no: 'No' };

/** An answer as a sentence for people. */
export function answerWords(question: QuestionView, draft: Draft | undefined): string {
  if (!isGiven(draft)) return 'Not answered';
  if (draft?.naReason) {
    const reason = question.naReasons?.find(({ id }) => id === draft.naReason)?.text ?? draft.naReason;
    return `Does not apply: ${reason}`;
  }
  const { value } = draft ?? { value: undefined };
  if (question.type === 'table')
    return tableText(question.rows ?? [], question.choices ?? [], answeredRows(question, value));
  if (value === 'attached' && question.type === 'evidence') return 'A file is attached';
  if (question.type === 'date') return longDate(String(value));
  const words = (Array.isArray(value) ? value : [value]).map(
    (each) => question.choices?.find(({ id }) => id === each)?.text ?? YES_NO[String(each)] ?? String(each),
  );
  return `${words.join('; ')}${question.type === 'number' && question.unit ? ` ${question.unit}` : ''}`;
}
