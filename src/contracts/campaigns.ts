import { z } from 'zod';
import { dateOnly, key, reachGroup } from './common';
import { deliveryView } from './partners';

/** POST /api/campaigns/preview and POST /api/campaigns (with `requestId` so that a second click opens nothing new) */
export const campaignInput = z.object({
  title: z.string().trim().min(1, 'Give the campaign a name.').max(120, 'Use at most 120 characters.'),
  dueOn: dateOnly,
  why: z.string().trim().min(1, 'Say why you ask; partners read it.').max(500, 'Use at most 500 characters.'),
  partnerKeys: z.array(key).min(1, 'Choose at least one partner.').max(20_000),
});
export type CampaignInput = z.infer<typeof campaignInput>;
export const openCampaignInput = campaignInput.extend({ requestId: key });
export type OpenCampaignInput = z.infer<typeof openCampaignInput>;

export const campaignPreview = z.object({
  partners: z.number().int(),
  byTeams: z.number().int(),
  byMail: z.number().int(),
  /** Partners that nobody can be asked at, with the reason. */
  unreachable: z.array(z.object({ partnerKey: key, name: z.string(), reason: z.string() })),
  /** Of how many criteria it is not yet checked whether they apply to every chosen type of partner. */
  toBeChecked: z.object({ criteria: z.number().int(), of: z.number().int() }).optional(),
  /** How long the invitations take, and which limit binds. */
  minutesToSend: z.number(),
  limit: z.string(),
  /** The mail exactly as a partner will read it, and the card as it will be shown. */
  mail: z.object({ subject: z.string(), html: z.string() }),
  card: z.unknown(),
});
export type CampaignPreview = z.infer<typeof campaignPreview>;

export const groupCounts = z.object({
  done: z.number().int(),
  reached: z.number().int(),
  waiting: z.number().int(),
  notReached: z.number().int(),
});

/** A row of GET /api/campaigns */
export const campaignRow = z.object({
  key,
  title: z.string(),
  status: z.enum(['opening', 'open', 'closed']),
  dueOn: z.string(),
  openedAt: z.string(),
  askedBy: z.string(),
  asked: z.number().int(),
  groups: groupCounts,
});
export type CampaignRow = z.infer<typeof campaignRow>;
export const campaignList = z.object({ revision: z.number().int(), campaigns: z.array(campaignRow) });
export type CampaignList = z.infer<typeof campaignList>;

/** GET /api/campaigns/{key} */
export const campaignDetail = campaignRow.extend({
  revision: z.number().int(),
  why: z.string(),
  partners: z.array(
    z.object({
      partnerKey: key,
      name: z.string(),
      country: z.string(),
      group: reachGroup,
      progress: z.number(),
      /** The state of the last message, in words. */
      lastMessage: z.string(),
      reason: z.string().optional(),
      deliveries: z.array(deliveryView),
    }),
  ),
  /** Deliveries by final state; they add up to `deliveries`. */
  ledger: z.object({
    deliveries: z.number().int(),
    queued: z.number().int(),
    sent: z.number().int(),
    notReached: z.number().int(),
    notNeeded: z.number().int(),
  }),
});
export type CampaignDetail = z.infer<typeof campaignDetail>;
