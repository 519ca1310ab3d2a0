import { z } from 'zod';
import type { ApplicabilityDecision } from '../../domain/applicability';
import { PARTNER_TYPES, type PartnerType } from '../../domain/partner';
import { applicability } from '../lists/records';
import { codec } from './codec';

const shape = z.looseObject({
  key: z.string().min(1),
  programId: z.string().min(1),
  criterionId: z.string().min(1),
  partnerType: z.enum(Object.keys(PARTNER_TYPES) as [PartnerType, ...PartnerType[]]),
  state: z.enum(['applies', 'doesNotApply', 'takenBack']),
  documentKey: z.string().optional(),
  page: z.string().optional(),
  note: z.string().optional(),
  decidedBy: z.looseObject({ id: z.string(), name: z.string() }),
  decidedAt: z.string(),
});

export const applicabilityCodec = codec<ApplicabilityDecision>(
  'applicability',
  applicability,
  shape,
  {
    Title: { show: ({ criterionId, partnerType }) => `${criterionId} ${PARTNER_TYPES[partnerType]}` },
    ProgramId: { show: ({ programId }) => programId },
    CriterionId: { show: ({ criterionId }) => criterionId },
    PartnerType: { show: ({ partnerType }) => partnerType },
    State: { show: ({ state }) => state },
    DocumentKey: { show: ({ documentKey }) => documentKey },
    Page: { show: ({ page }) => page },
    Note: { show: ({ note }) => note },
    DecidedBy: { show: ({ decidedBy }) => decidedBy.name },
    DecidedAt: { show: ({ decidedAt }) => decidedAt },
  },
  { indexes: { criterion: ({ programId, criterionId }) => `${programId}|${criterionId}` } },
);
