import { z } from 'zod';
import type { PartnerRequest } from '../../domain/partnerRequest';
import { partnerRequests } from '../lists/system';
import { codec } from './codec';

const place = z.looseObject({ sectionId: z.string(), siteId: z.string().optional() });
const actor = z.looseObject({ id: z.string(), name: z.string() });
const base = {
  key: z.string().min(1),
  assessmentKey: z.string().min(1),
  partnerKey: z.string().min(1),
  contactKey: z.string().min(1),
  at: z.string(),
  toldAt: z.string().optional(),
};

const shape = z.discriminatedUnion('kind', [
  z.looseObject({
    ...base,
    kind: z.literal('help'),
    place: place.extend({ questionId: z.string().optional() }).optional(),
    about: z.string().optional(),
    messages: z.array(z.looseObject({ id: z.string().optional(), by: actor, at: z.string(), text: z.string() })).min(1),
    state: z.enum(['open', 'answered']),
  }),
  z.looseObject({
    ...base,
    kind: z.literal('colleague'),
    reason: z.enum(['notMe', 'delegate', 'whole']),
    colleague: z.looseObject({ name: z.string(), email: z.string(), jobTitle: z.string().optional() }).optional(),
    places: z.array(place).optional(),
    note: z.string().optional(),
    state: z.enum(['open', 'agreed', 'refused']),
    decidedBy: actor.optional(),
    decidedAt: z.string().optional(),
    decisionNote: z.string().optional(),
    decisions: z.number().int().optional(),
    isClosed: z.boolean().optional(),
    isSettled: z.boolean().optional(),
  }),
]);

export const partnerRequestCodec = codec<PartnerRequest>(
  'partnerRequests',
  partnerRequests,
  shape,
  {
    Title: { show: ({ kind }) => (kind === 'help' ? 'Asks for help' : 'Names a colleague') },
    AssessmentKey: { show: ({ assessmentKey }) => assessmentKey },
    PartnerKey: { show: ({ partnerKey }) => partnerKey },
    ContactKey: { show: ({ contactKey }) => contactKey },
    Kind: { show: ({ kind }) => kind },
    State: { show: ({ state }) => state },
    AskedAt: { show: ({ at }) => at },
  },
  {
    indexes: {
      assessmentKey: ({ assessmentKey }) => assessmentKey,
      partnerKey: ({ partnerKey }) => partnerKey,
      contactKey: ({ contactKey }) => contactKey,
      state: ({ state }) => state,
    },
  },
);
