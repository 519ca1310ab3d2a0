import { createHash } from 'node:crypto';
import type { CurrentAnswer, QuestionView } from '../../../src/contracts/questionnaire';
import { DEFAULT_MAX_LENGTH, NOT_APPLICABLE, NOT_APPLICABLE_TEXT } from '../../../src/domain/question';
import { textIn } from '../../../src/domain/text';
import { answeredRowsIn, choicesIn } from '../valueInWords';
import { type ChoiceItem, choiceSet, type Element } from './elements';

/** What stands in a question's inputs, as a client sends it: texts. */
export interface Entered {
  readonly value?: string;
  readonly reason?: string;
  /** Of a table: the choice of each row that has one. */
  readonly rows?: Readonly<Record<string, string>>;
}

export const valueId = (questionId: string): string => `a.${questionId}`;
export const rowValueId = (questionId: string, rowId: string): string => valueId(rowMark(questionId, rowId));
/** How the marks of a card name a row of a table; question ids have no dot. */
export const rowMark = (questionId: string, rowId: string): string => `${questionId}.${rowId}`;
export const reasonId = (questionId: string): string => `r.${questionId}`;
/** The reason list of a question without choices has this first entry, to take "does not apply" back. */
export const APPLIES = 'applies';

const EXPANDED_UP_TO = 4;

/** What a card shows in the inputs of a question that was answered before. */
export function enteredFrom(question: QuestionView, answer: CurrentAnswer | undefined): Entered {
  if (!answer) return {};
  if (question.type === 'table')
    return {
      rows: answeredRowsIn(question, answer.value),
      ...(answer.naReason !== undefined && { reason: answer.naReason }),
    };
  const isChoice = choicesIn(question).length > 0;
  if (answer.naReason !== undefined) return { ...(isChoice && { value: NOT_APPLICABLE }), reason: answer.naReason };
  if (answer.value === null) return {};
  return { value: Array.isArray(answer.value) ? answer.value.join(',') : String(answer.value) };
}

/**
 * A mark of what a card showed, carried in its buttons, so that only what a person changed is saved. It decides nothing
 * but that, so a short one is enough.
 */
export const fingerprint = (text: string | undefined): string =>
  text === undefined || text === '' ? '' : createHash('sha256').update(text.trim()).digest('base64url').slice(0, 8);

/**
 * The inputs of one question: its own, and the reason list where it may not apply.
 * @param tableRows ids of the rows that the card shows of a table; the reason list stands with the first row
 */
export function questionInputs(
  question: QuestionView,
  entered: Entered,
  tableRows: readonly string[] = [],
): { readonly inputs: readonly Element[]; readonly reason: readonly Element[] } {
  const choices = choicesIn(question);
  const isTable = question.type === 'table';
  const isChoice = !isTable && choices.length > 0;
  const reasons = question.naReasons ?? [];
  const hasReasons = reasons.length > 0 && (!isTable || tableRows.includes(question.rows?.[0]?.id ?? ''));
  const own = (): Element => (isChoice ? choiceInput(question, choices, entered) : plainInput(question, entered));
  return {
    inputs: isTable ? rowInputs(question, choices, entered, tableRows) : [own()],
    reason: hasReasons ? [reasonInput(question, isChoice, reasons, entered)] : [],
  };
}

function rowInputs(
  question: QuestionView,
  choices: readonly { id: string; text: string }[],
  { rows = {} }: Entered,
  tableRows: readonly string[],
): readonly Element[] {
  const items = choices.map(({ id, text }) => ({ title: text, value: id }));
  return (question.rows ?? [])
    .filter(({ id }) => tableRows.includes(id))
    .map(({ id, text }) =>
      choiceSet(rowValueId(question.id, id), text, items, {
        style: 'compact',
        placeholder: 'Choose an answer',
        ...(Object.hasOwn(rows, id) && { value: rows[id] }),
      }),
    );
}

function choiceInput(
  question: QuestionView,
  choices: readonly { id: string; text: string }[],
  entered: Entered,
): Element {
  const isMultiple = question.type === 'multipleChoice';
  const mayNotApply = (question.naReasons?.length ?? 0) > 0;
  const items: ChoiceItem[] = choices.map(({ id, text }) => ({ title: text, value: id }));
  if (mayNotApply) items.push({ title: textIn(NOT_APPLICABLE_TEXT), value: NOT_APPLICABLE });
  // Teams on iOS leaves an open list without its earlier choice, so an answered question gets the closed one.
  const isExpanded = isMultiple || (items.length <= EXPANDED_UP_TO && entered.value === undefined);
  return choiceSet(valueId(question.id), question.text, items, {
    style: isExpanded ? 'expanded' : 'compact',
    isMultiSelect: isMultiple,
    ...(!isExpanded && { placeholder: 'Choose an answer' }),
    ...(entered.value !== undefined && { value: entered.value }),
  });
}

function reasonInput(
  question: QuestionView,
  isChoice: boolean,
  reasons: readonly { id: string; text: string }[],
  entered: Entered,
): Element {
  const items = reasons.map(({ id, text }) => ({ title: text, value: id }));
  return choiceSet(
    reasonId(question.id),
    'If it does not apply to you: why?',
    isChoice ? items : [{ title: 'It applies', value: APPLIES }, ...items],
    {
      style: 'compact',
      placeholder: 'Choose a reason',
      ...(entered.reason !== undefined && { value: entered.reason }),
    },
  );
}

function plainInput(question: QuestionView, { value }: Entered): Element {
  const common = {
    id: valueId(question.id),
    label: question.unit ? `${question.text} (${question.unit})` : question.text,
  };
  switch (question.type) {
    case 'number': {
      const number = value === undefined || value.trim() === '' ? Number.NaN : Number(value.replace(',', '.'));
      return {
        type: 'Input.Number',
        ...common,
        placeholder: boundsInWords(question),
        ...(Number.isFinite(number) && { value: number }),
      };
    }
    case 'date':
      return { type: 'Input.Date', ...common, ...(value !== undefined && { value }) };
    default: {
      const isLong = question.type === 'longText';
      return {
        type: 'Input.Text',
        ...common,
        isMultiline: isLong,
        maxLength: question.maxLength ?? DEFAULT_MAX_LENGTH[isLong ? 'longText' : 'shortText'],
        ...(value !== undefined && { value }),
      };
    }
  }
}

/** Limits are checked by the service alone, which says what to change; a card's own check would only stop the button. */
function boundsInWords({ min, max }: QuestionView): string {
  if (min !== undefined && max !== undefined) return `A number from ${min} to ${max}`;
  if (min !== undefined) return `A number, ${min} or more`;
  return max === undefined ? 'A number' : `A number, at most ${max}`;
}
