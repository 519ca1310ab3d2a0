import type { QuestionView } from '../../../src/contracts/questionnaire';
import { valueInWords } from '../valueInWords';
import type { CardData } from './cardData';
import type { EnteredAnswers } from './enteredAnswers';

/** Question and answer as they are shown once more, so that what was typed is not lost. */
export interface NotSaved {
  readonly question: string;
  readonly answer: string;
}

const MOST = 6;

/** What was typed into a card whose questions the person may not read, or not any more: as it came. */
export const rawEntries = (data: CardData): readonly NotSaved[] =>
  Object.entries(data)
    .filter(([name, value]) => /^[am]\./.test(name) && typeof value === 'string' && value.trim() !== '')
    .slice(0, MOST)
    .map(([, value]) => ({ question: 'You entered:', answer: String(value) }));

/** What was typed, with its questions and in words. */
export const entriesInWords = (questions: readonly QuestionView[], { entered }: EnteredAnswers): readonly NotSaved[] =>
  questions.flatMap((question) => {
    const { value, reason, rows } = entered.get(question.id) ?? {};
    if (rows && Object.keys(rows).length > 0)
      return [{ question: question.text, answer: valueInWords(question, rows, undefined) }];
    if (value === undefined && reason === undefined) return [];
    const counts = value === undefined || value === 'notApplicable' ? reason : undefined;
    return [{ question: question.text, answer: valueInWords(question, value, counts) }];
  });
