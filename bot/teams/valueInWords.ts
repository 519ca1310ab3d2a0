import type { QuestionView } from '../../src/contracts/questionnaire';
import { NOT_APPLICABLE, NOT_APPLICABLE_TEXT, YES_PARTLY_NO } from '../../src/domain/question';
import { textIn } from '../../src/domain/text';

/** The choices of a question with their words; empty for numbers, dates and texts. */
export function choicesIn(question: QuestionView): readonly { readonly id: string; readonly text: string }[] {
  if (question.choices && question.choices.length > 0) return question.choices;
  return question.type === 'yesPartlyNo' ? YES_PARTLY_NO.map(({ id, text }) => ({ id, text: textIn(text) })) : [];
}

/** An answer as people say it: "Yes", "12 guards", "Does not apply: we own no trucks". */
export function valueInWords(question: QuestionView, value: unknown, naReason?: string): string {
  const reason = question.naReasons?.find(({ id }) => id === naReason)?.text;
  if (reason || value === NOT_APPLICABLE)
    return reason ? `${textIn(NOT_APPLICABLE_TEXT)}: ${reason}` : textIn(NOT_APPLICABLE_TEXT);
  if (value === null || value === undefined || value === '') return 'no answer';
  const choices = choicesIn(question);
  if (choices.length === 0) return question.unit ? `${value} ${question.unit}` : String(value);
  const ids = Array.isArray(value) ? value.map(String) : String(value).split(',');
  return ids.map((id) => choices.find((choice) => choice.id === id)?.text ?? id).join(', ');
}
