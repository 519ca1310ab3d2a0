import { z } from 'zod';
import { PARTNER_TYPES, type PartnerType } from '../domain/partner';

/** A ULID in lower case. */
export const key = z.string().regex(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/, 'This address is not complete.');
export const assessmentKey = z
  .string()
  .regex(/^[0-9a-hjkmnp-tv-z]{26}\|[0-9a-hjkmnp-tv-z]{26}$/, 'This address is not complete.');
export const version = z.string().min(1).max(200);
export const dateOnly = z.iso.date('Write the date as year-month-day, such as 2027-03-31.');
export const partnerType = z.enum(Object.keys(PARTNER_TYPES) as [PartnerType, ...PartnerType[]]);
export const reachGroup = z.enum(['done', 'reached', 'waiting', 'notReached']);
export const riskBand = z.enum(['low', 'medium', 'high', 'notRated']);
export const rating = z.union([z.literal(1), z.literal(2), z.literal(3)]);
export const vulnerability = z.union([rating, z.literal('notRated')]);
/** Of one category: where nothing in it applies to the partner, it does not count. */
export const categoryVulnerability = z.union([vulnerability, z.literal('notApplicable')]);

/** Every refusal of the API has this shape. `message` is a sentence that says what to do. */
export const problem = z.object({
  code: z.string(),
  message: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
});
export type Problem = z.infer<typeof problem>;

export const figures = z.object({
  openMusts: z.number().int(),
  unproven: z.number().int(),
  unanswered: z.number().int(),
  threat: rating,
  threatTotal: z.number().int(),
  vulnerabilityDeclared: vulnerability,
  vulnerabilityEvidenced: vulnerability,
  riskDeclared: riskBand,
  riskEvidenced: riskBand,
  scoredAt: z.string(),
});
export type Figures = z.infer<typeof figures>;
