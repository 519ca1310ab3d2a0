import { z } from 'zod';

/** GET /api/countries: every country that a partner can have, ISO alpha-2 with its English name. */
export const countryList = z.object({
  countries: z.array(z.object({ code: z.string().regex(/^[A-Z]{2}$/), name: z.string() })),
});
export type CountryList = z.infer<typeof countryList>;
