import type { QuestionView } from '../../src/contracts/questionnaire';
import { isTableValue, type TableValue } from '../../src/domain/answer';
import { EVIDENCE_CHOICES, NOT_APPLICABLE, NOT_APPLICABLE_TEXT, YES_PARTLY_NO } from '../../src/domain/question';
import { tableText } from '../../src/domain/tableText';
import { textIn } from '../../src/domain/text';
import { dateInWords } from './cards/dueWords';

/** The choices of a question with their words; empty for numbers, dates and texts. */
export function choicesIn(question: QuestionView): readonly { readonly id: string; readonly text: string }[] {
  if (question.choices && question.choices.length > 0) return question.choices;
  return question.type === 'yesPartlyNo' ? YES_PARTLY_NO.map(({ id, text }) => ({ id, text: textIn(text) })) : [];
}

/** The rows of a table that a value answers; what is not a row of it is left out. */
export const answeredRowsIn = (question: QuestionView, value: unknown): TableValue =>
  isTableValue(value)
    ? Object.fromEntries(
        (question.rows ?? []).flatMap(({ id }) => (Object.hasOwn(value, id) ? [[id, String(value[id])]] : [])),
      )
    : {};

/** An answer as people say it: "Yes", "12 guards", "31 May 2026", "Does not apply: we own no trucks". */
export function valueInWords(question: QuestionView, value: unknown, naReason?: string): string {
  const reason = question.naReasons?.find(({ id }) => id === naReason)?.text;
  if (reason || value === NOT_APPLICABLE)
    return reason ? `${textIn(NOT_APPLICABLE_TEXT)}: ${reason}` : textIn(NOT_APPLICABLE_TEXT);
  if (value === null || value === undefined || value === '') return 'no answer';
  if (isTableValue(value)) return tableText(question.rows ?? [], choicesIn(question), value);
  if (question.type === 'date') return dateInWords(String(value));
  const choices =
    question.type === 'evidence'
      ? EVIDENCE_CHOICES.map(({ id, text }) => ({ id, text: textIn(text) }))
      : choicesIn(question);
  if (choices.length === 0) return question.unit ? `${value} ${question.unit}` : String(value);
  const ids = Array.isArray(value) ? value.map(String) : String(value).split(',');
  // Choices hold commas themselves.
  return ids.map((id) => choices.find((choice) => choice.id === id)?.text ?? id).join('; ');
}
