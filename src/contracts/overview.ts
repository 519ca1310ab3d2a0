import { z } from 'zod';
import { figures, key, reachGroup, riskBand } from './common';

/** One partner in "Call first" and in the matrix' rows. */
export const rankedPartner = z.object({
  partnerKey: key,
  name: z.string(),
  country: z.string(),
  figures,
  isSoleSource: z.boolean(),
});

/** GET /api/overview: the state of things over all open campaigns, within the person's scope. */
export const overview = z.object({
  /** Rises with every change; the tab asks again with `?since=` and gets 204 when nothing changed. */
  revision: z.number().int(),
  partners: z.number().int(),
  /** Partners asked in open campaigns, in four groups that add up to `asked`. */
  asked: z.number().int(),
  groups: z.object({
    done: z.number().int(),
    reached: z.number().int(),
    waiting: z.number().int(),
    notReached: z.number().int(),
  }),
  tiles: z.object({
    openMusts: z.number().int(),
    unproven: z.number().int(),
    highRisk: z.number().int(),
    notReached: z.number().int(),
    toReview: z.number().int(),
    /** Partners without any score yet. */
    notRated: z.number().int(),
  }),
  /** Counts of partners per threat (3, 2, 1) and vulnerability (1, 2, 3, not rated); evidenced. */
  matrix: z.array(
    z.object({
      threat: z.union([z.literal(1), z.literal(2), z.literal(3)]),
      cells: z.array(
        z.object({
          vulnerability: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal('notRated')]),
          risk: riskBand,
          count: z.number().int(),
        }),
      ),
    }),
  ),
  /** Red first, inside it by open musts, unproven, threat total, exposure. At most 20. */
  callFirst: z.array(rankedPartner),
  /** How many need a call in all: those of `callFirst` and the ones behind them. */
  toCall: z.number().int(),
  /** What contacts asked and nobody has answered: how many requests, of how many partners. */
  asking: z.object({ requests: z.number().int(), partners: z.number().int() }).optional(),
  recent: z.array(
    z.object({ at: z.string(), partnerKey: key.optional(), partnerName: z.string().optional(), text: z.string() }),
  ),
  campaigns: z.array(
    z.object({ key, title: z.string(), dueOn: z.string(), asked: z.number().int(), done: z.number().int() }),
  ),
  /** When the figures were read from SharePoint last; and what is wrong, in words, when something is. */
  asOf: z.string(),
  trouble: z.string().optional(),
  groupOf: z.array(z.object({ partnerKey: key, group: reachGroup })).optional(),
});
export type Overview = z.infer<typeof overview>;
export type RankedPartner = z.infer<typeof rankedPartner>;
