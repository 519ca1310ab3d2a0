import { z } from 'zod';
import { ACTS, type JournalEntry } from '../../domain/journal';
import { journal } from '../lists/system';
import { codec } from './codec';

const shape = z.looseObject({
  key: z.string().min(1),
  aggregate: z.string().min(1),
  seq: z.number(),
  act: z.enum(ACTS),
  actorId: z.string(),
  at: z.string(),
  detail: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});

export const journalEntryCodec = codec<JournalEntry>(
  'journal',
  journal,
  shape,
  {
    Aggregate: { show: ({ aggregate }) => aggregate },
    Seq: { show: ({ seq }) => seq },
    Act: { show: ({ act }) => act },
    ActorId: { show: ({ actorId }) => actorId },
    At: { show: ({ at }) => at },
  },
  { indexes: { aggregate: ({ aggregate }) => aggregate } },
);
