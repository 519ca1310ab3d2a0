import { z } from 'zod';
import type { Link } from '../../domain/link';
import { links } from '../lists/system';
import { codec } from './codec';

const shape = z.looseObject({
  key: z.string().min(1),
  contactKey: z.string().min(1),
  generation: z.number(),
  keyVersion: z.number(),
  expiresAt: z.string(),
  revokedAt: z.string().optional(),
  createdAt: z.string(),
});

export const linkCodec = codec<Link>(
  'links',
  links,
  shape,
  {
    ContactKey: { show: ({ contactKey }) => contactKey },
    Generation: { show: ({ generation }) => generation },
    ExpiresAt: { show: ({ expiresAt }) => expiresAt },
  },
  { indexes: { contactKey: ({ contactKey }) => contactKey } },
);
