import { z } from 'zod';
import type { Campaign } from '../../domain/campaign';
import { CAMPAIGN_PARTS, campaigns } from '../lists/records';
import { codec } from './codec';

const shape = z.looseObject({
  key: z.string().min(1),
  title: z.string(),
  status: z.enum(['opening', 'open', 'closed']),
  dueOn: z.iso.date(),
  openedAt: z.string(),
  openedBy: z.string(),
  askedBy: z.looseObject({ name: z.string(), email: z.string() }),
  why: z.string(),
  programId: z.string(),
  contentHash: z.string(),
  partnerKeys: z.array(z.string()),
});

export const campaignCodec = codec<Campaign>(
  'campaigns',
  campaigns,
  shape,
  {
    Title: { show: ({ title }) => title },
    State: { show: ({ status }) => status },
    DueOn: { show: ({ dueOn }) => dueOn },
    OpenedAt: { show: ({ openedAt }) => openedAt },
    ProgramId: { show: ({ programId }) => programId },
    PartnerCount: { show: ({ partnerKeys }) => partnerKeys.length },
    ContentHash: { show: ({ contentHash }) => contentHash },
  },
  { dataParts: CAMPAIGN_PARTS },
);
