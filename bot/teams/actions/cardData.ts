import { z } from 'zod';
import { assessmentKey, key } from '../../../src/contracts/common';

const id = z.string().min(1).max(100);
const target = { assessmentKey };
const at = { sectionId: id, siteId: id.optional(), group: z.coerce.number().int().min(0).max(500) };
const place = { ...target, ...at };
/** Where a form was opened from, so that it leads back there. */
const from = { ...target, sectionId: id.optional(), siteId: id.optional(), group: at.group.optional() };
const mark = z.string().max(20);
/** Where a card of questions leads back to, when it was opened to change an answer while looking through. */
const after = z.literal('look').optional();
const saving = {
  ...place,
  after,
  baseRevision: z.coerce.number().int().min(0),
  /** By question, the marks of the value and the reason that the card showed. */
  was: z.record(id, z.tuple([mark, mark])),
};
// Cards send texts. What is far longer than any field takes is not from a card of ours.
const entered = z.string().max(100_000).optional();
/** Made with the form, so that sending it twice does nothing twice. */
const request = { requestId: key };

/**
 * What a button sends, merged with its card's inputs. All of it is input from outside: it says what the person wants to
 * do, never who they are or what they may do.
 */
export const cardData = z.discriminatedUnion('verb', [
  z.looseObject({ verb: z.enum(['save', 'back', 'menu', 'later', 'more']), ...saving }),
  z.looseObject({
    verb: z.literal('decide'),
    ...saving,
    /** Questions that the card asked to decide about. */
    open: z.array(id).max(60),
    use: z.enum(['mine', 'theirs']),
    /** Absent means all of them. */
    only: id.optional(),
  }),
  z.looseObject({ verb: z.literal('open'), ...place, after }),
  z.looseObject({
    verb: z.literal('look'),
    ...target,
    sectionId: id.optional(),
    siteId: id.optional(),
    page: z.coerce.number().int().min(0).max(500).optional(),
  }),
  z.looseObject({ verb: z.enum(['start', 'summary', 'submitForm', 'finishForm', 'finish', 'laterForm']), ...target }),
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

  z.looseObject({ verb: z.literal('remind'), ...target, remind: entered, on: entered }),
  z.looseObject({
    verb: z.enum(['askForm', 'notMeForm', 'addSiteForm', 'sites', 'colleagues']),
    ...from,
  }),
  z.looseObject({
    verb: z.enum(['handOverForm', 'handOverTo']),
    ...from,
    /** Of the cards before: values joined by commas. */
    chosen: entered,
    page: z.coerce.number().int().min(0).max(500).optional(),
    parts0: entered,
    parts1: entered,
    parts2: entered,
    parts3: entered,
    parts4: entered,
  }),
  z.looseObject({ verb: z.literal('commentForm'), ...place }),
  z.looseObject({ verb: z.literal('ask'), ...from, ...request, about: entered, text: entered }),
  z.looseObject({
    verb: z.literal('askAgain'),
    ...target,
    thread: key,
    after: z.string().max(100).optional(),
    text: entered,
  }),
  z.looseObject({ verb: z.literal('comment'), ...place, was: z.record(id, mark) }),
  z.looseObject({
    verb: z.literal('handOver'),
    ...from,
    ...request,
    parts: entered,
    colleague: entered,
    name: entered,
    email: entered,
    note: entered,
  }),
  z.looseObject({ verb: z.literal('takeBack'), ...target, delegation: key }),
  z.looseObject({ verb: z.enum(['widen', 'narrow']), ...target, contact: key }),
  z.looseObject({
    verb: z.enum(['notMe', 'notMeUnknown']),
    ...from,
    ...request,
    name: entered,
    email: entered,
    jobTitle: entered,
    note: entered,
  }),
  z.looseObject({ verb: z.literal('addSite'), ...target, ...request, name: entered, mainName: entered }),
  z.looseObject({ verb: z.enum(['siteForm', 'siteNameForm', 'removeSite']), ...target, site: id }),
  z.looseObject({ verb: z.literal('renameSite'), ...target, site: id, name: entered }),
  z.looseObject({ verb: z.literal('copySite'), ...target, site: id, fromSite: entered }),
]);
export type CardData = z.infer<typeof cardData>;
/** What a button with this verb sends. */
export type DataOf<V extends CardData['verb']> = Carrying<CardData, V>;
type Carrying<D extends CardData, V> = D extends CardData ? (V extends D['verb'] ? D : never) : never;
export type SavingData = DataOf<'save' | 'decide'>;
export type SubmitData = DataOf<'submit'>;

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
