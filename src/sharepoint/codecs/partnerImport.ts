import { z } from 'zod';
import type { PartnerImport } from '../../domain/partnerImport';
import { imports } from '../lists/system';
import { codec } from './codec';

const shape = z.looseObject({
  key: z.string().min(1),
  fileName: z.string(),
  state: z.enum(['staged', 'running', 'finished', 'cancelled']),
  rowCount: z.number(),
  planned: z.number(),
  skipped: z.number(),
  refused: z.number(),
  failed: z.number(),
  createdBy: z.string(),
  createdAt: z.string(),
  finishedAt: z.string().optional(),
});

export const partnerImportCodec = codec<PartnerImport>('imports', imports, shape, {
  Title: { show: ({ fileName }) => fileName },
  State: { show: ({ state }) => state },
  Rows: { show: ({ rowCount }) => rowCount },
  CreatedAt: { show: ({ createdAt }) => createdAt },
});
