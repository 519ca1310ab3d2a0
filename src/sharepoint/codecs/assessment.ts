import { z } from 'zod';
import type { Assessment } from '../../domain/assessment';
import { PARTNER_TYPES, type PartnerType } from '../../domain/partner';
import { assessments } from '../lists/records';
import { codec } from './codec';

const rating = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const vulnerability = z.union([rating, z.literal('notRated')]);
const risk = z.enum(['low', 'medium', 'high', 'notRated']);

const place = z.looseObject({ sectionId: z.string(), siteId: z.string().optional() });
const delegation = z.looseObject({
  key: z.string(),
  places: z.array(place),
  to: z.string(),
  by: z.string(),
  at: z.string(),
  note: z.string().optional(),
  state: z.enum(['open', 'done', 'withdrawn']),
  isDeclined: z.boolean().optional(),
  endedAt: z.string().optional(),
});

const shape = z.looseObject({
  key: z.string().min(1),
  campaignKey: z.string().min(1),
  partnerKey: z.string().min(1),
  status: z.enum(['open', 'submitted']),
  createdAt: z.string(),
  partnerTypes: z.array(z.enum(Object.keys(PARTNER_TYPES) as [PartnerType, ...PartnerType[]])).optional(),
  submissions: z.number(),
  submittedAt: z.string().optional(),
  submittedBy: z.string().optional(),
  openMustsReason: z.string().optional(),
  figures: z
    .looseObject({
      openMusts: z.number(),
      unproven: z.number(),
      unanswered: z.number(),
      threat: rating,
      threatTotal: z.number(),
      vulnerabilityDeclared: vulnerability,
      vulnerabilityEvidenced: vulnerability,
      riskDeclared: risk,
      riskEvidenced: risk,
      scoredAt: z.string(),
    })
    .optional(),
  journalSeq: z.number(),
  journalHash: z.string(),
  delegations: z.array(delegation).optional(),
  remindOn: z.record(z.string(), z.string()).optional(),
});

export const assessmentCodec = codec<Assessment>(
  'assessments',
  assessments,
  shape,
  {
    Title: { show: ({ key }) => key },
    CampaignKey: { show: ({ campaignKey }) => campaignKey },
    PartnerKey: { show: ({ partnerKey }) => partnerKey },
    State: { show: ({ status }) => status },
    Submissions: { show: ({ submissions }) => submissions },
    SubmittedAt: { show: ({ submittedAt }) => submittedAt },
    OpenMusts: { show: ({ figures }) => figures?.openMusts },
    Unproven: { show: ({ figures }) => figures?.unproven },
    Unanswered: { show: ({ figures }) => figures?.unanswered },
    Threat: { show: ({ figures }) => figures?.threat },
    RiskDeclared: { show: ({ figures }) => figures?.riskDeclared },
    Risk: { show: ({ figures }) => figures?.riskEvidenced },
    ScoredAt: { show: ({ figures }) => figures?.scoredAt },
  },
  {
    indexes: {
      campaignKey: ({ campaignKey }) => campaignKey,
      partnerKey: ({ partnerKey }) => partnerKey,
    },
  },
);
