import { textIn } from '../../../src/domain/text';
import { shippedQuestionnaire } from '../../support/shippedPack';
import { type CardField, type ChatCard, fieldsOf } from '../support/cardChat';

const pack = shippedQuestionnaire('foreignManufacturer');

/** A section's title as people read it. */
export const titleOf = (sectionId: string): string => {
  const section = pack.sections.find(({ id }) => id === sectionId);
  if (!section) throw new Error(`Nobody asks ${sectionId}.`);
  return textIn(section.title);
};

/** A question's text as people read it. */
export const wordsOfQuestion = (questionId: string): string => {
  const question = pack.sections.flatMap(({ questions }) => questions).find(({ id }) => id === questionId);
  if (!question) throw new Error(`Nobody asks ${questionId}.`);
  return textIn(question.text);
};

/** Whether a card asks this question. */
export const asks =
  (questionId: string) =>
  (card: ChatCard): boolean =>
    fieldsOf(card).some(({ id }: CardField) => id === `a.${questionId}` || id.startsWith(`a.${questionId}.`));
