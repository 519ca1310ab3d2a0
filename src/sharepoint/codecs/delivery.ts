import { z } from 'zod';
import { STEPS } from '../../domain/campaign';
import { type Delivery, type DeliveryStep, OTHER_STEPS } from '../../domain/delivery';
import { deliveries } from '../lists/system';
import { codec } from './codec';

const steps: DeliveryStep[] = [...STEPS.map(({ id }) => id), ...OTHER_STEPS];

const shape = z.looseObject({
  key: z.string().min(1),
  campaignKey: z.string().min(1),
  assessmentKey: z.string().min(1),
  partnerKey: z.string().min(1),
  contactKey: z.string().min(1),
  step: z.enum(steps),
  about: z.string().optional(),
  channel: z.enum(['teams', 'mail']),
  state: z.enum(['queued', 'sent', 'notReached', 'notNeeded']),
  reason: z.string().optional(),
  conversationId: z.string().optional(),
  activityId: z.string().optional(),
  retryTo: z.string().optional(),
  tried: z.array(z.string()).optional(),
  isRefusedForGood: z.boolean().optional(),
  toldOf: z.array(z.string()).optional(),
  queuedAt: z.string(),
  finalAt: z.string().optional(),
});

export const deliveryCodec = codec<Delivery>(
  'deliveries',
  deliveries,
  shape,
  {
    CampaignKey: { show: ({ campaignKey }) => campaignKey },
    AssessmentKey: { show: ({ assessmentKey }) => assessmentKey },
    PartnerKey: { show: ({ partnerKey }) => partnerKey },
    ContactKey: { show: ({ contactKey }) => contactKey },
    Step: { show: ({ step }) => step },
    Channel: { show: ({ channel }) => channel },
    State: { show: ({ state }) => state },
    QueuedAt: { show: ({ queuedAt }) => queuedAt },
    FinalAt: { show: ({ finalAt }) => finalAt },
  },
  {
    indexes: {
      campaignKey: ({ campaignKey }) => campaignKey,
      assessmentKey: ({ assessmentKey }) => assessmentKey,
      contactKey: ({ contactKey }) => contactKey,
      state: ({ state }) => state,
    },
  },
);
