import { z } from 'zod';
import type { Contact } from '../../domain/contact';
import { contacts } from '../lists/records';
import { codec, optionalText, textCell } from './codec';

const shape = z.looseObject({
  key: z.string().min(1),
  partnerKey: z.string().min(1),
  name: z.string().min(1),
  email: z.string().optional(),
  jobTitle: z.string().optional(),
  language: z.literal('en'),
  teams: z.looseObject({ oid: z.string(), tid: z.string(), boundBy: z.string(), boundAt: z.string() }).optional(),
  status: z.enum(['active', 'left']),
  access: z.literal('delegated').optional(),
  namedBy: z.string().optional(),
  namedAt: z.string().optional(),
  widened: z
    .looseObject({ key: z.string(), by: z.looseObject({ id: z.string(), name: z.string() }), at: z.string() })
    .optional(),
  replacedBy: z.string().optional(),
});

export const contactCodec = codec<Contact>(
  'contacts',
  contacts,
  shape,
  {
    Title: { show: ({ name }) => name, edit: (value, cell) => ({ ...value, name: textCell(cell, 'Name') }) },
    PartnerKey: { show: ({ partnerKey }) => partnerKey },
    Email: { show: ({ email }) => email },
    JobTitle: { show: ({ jobTitle }) => jobTitle, edit: (value, cell) => ({ ...value, jobTitle: optionalText(cell) }) },
    TeamsUserId: { show: ({ teams }) => teams?.oid },
    State: { show: ({ status }) => status },
  },
  {
    indexes: {
      partnerKey: ({ partnerKey }) => partnerKey,
      email: ({ email }) => email,
      oid: ({ teams }) => teams?.oid,
    },
  },
);
