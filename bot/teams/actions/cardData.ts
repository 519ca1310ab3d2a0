import { z } from 'zod';
import { assessmentKey } from '../../../src/contracts/common';

const id = z.string().min(1).max(100);
const target = { assessmentKey };
const place = { ...target, sectionId: id, siteId: id.optional(), group: z.coerce.number().int().min(0).max(500) };
const mark = z.string().max(20);
const saving = {
  ...place,
  baseRevision: z.coerce.number().int().min(0),
  /** By question, the marks of the value and the reason that the card showed. */
  was: z.record(id, z.tuple([mark, mark])),
};
// Cards send texts. What is far longer than any field takes is not from a card of ours.
const entered = z.string().max(10_000).optional();

/**
 * What a button sends, merged with its card's inputs. All of it is input from outside: it says what the person wants to
 * do, never who they are or what they may do.
 */
export const cardData = z.discriminatedUnion('verb', [
  z.looseObject({ verb: z.enum(['save', 'back', 'menu', 'later']), ...saving }),
  z.looseObject({ verb: z.literal('open'), ...place }),
  z.looseObject({ verb: z.enum(['start', 'summary', 'submitForm']), ...target }),
  z.looseObject({ verb: z.literal('sections'), ...target, page: z.coerce.number().int().min(0).max(500).optional() }),
  z.looseObject({ verb: z.literal('jump'), ...target, jump: entered }),
  z.looseObject({
    verb: z.literal('submit'),
    ...target,
    name: entered,
    jobTitle: entered,
    isConfirmed: entered,
    openMustsReason: entered,
  }),
  z.looseObject({ verb: z.literal('pick'), assessmentKey: assessmentKey.optional() }),
  z.looseObject({ verb: z.enum(['continue', 'status', 'help']) }),
]);
export type CardData = z.infer<typeof cardData>;
export type SavingData = Extract<CardData, { verb: 'save' | 'back' | 'menu' | 'later' }>;
export type SubmitData = Extract<CardData, { verb: 'submit' }>;

const execution = z.looseObject({
  action: z.looseObject({ verb: z.string().max(50).optional(), data: z.record(z.string(), z.unknown()).optional() }),
});
const submission = z.record(z.string(), z.unknown());

/** From the value of an `adaptiveCard/action` invoke, or of a message that a card sent. `undefined`: not from our cards. */
export function parseCardData(value: unknown, isInvoke: boolean): CardData | undefined {
  if (!isInvoke) return cardData.safeParse(submission.safeParse(value).data).data;
  const parsed = execution.safeParse(value).data?.action;
  return cardData.safeParse({ ...parsed?.data, verb: parsed?.verb ?? parsed?.data?.verb }).data;
}
