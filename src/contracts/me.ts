import { z } from 'zod';
import { ROLES } from '../domain/person';

/** GET /api/me */
export const me = z.object({
  oid: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  /** What this person may do, so that the tab offers nothing that would be refused. */
  may: z.object({
    edit: z.boolean(),
    chase: z.boolean(),
    review: z.boolean(),
    openCampaign: z.boolean(),
    importPartners: z.boolean(),
    decide: z.boolean(),
    /** Says to whom the criteria of a program apply. */
    setApplicability: z.boolean(),
  }),
  /** Asked of a manager when nothing is there yet. */
  isEmpty: z.boolean(),
  /** For managers: something about the content that they should know, in sentences. */
  notice: z.string().optional(),
  /** For managers: rows in SharePoint that cannot be used as they stand; the first of them with what to do. */
  rowsToMend: z
    .object({
      count: z.number().int(),
      rows: z.array(
        z.object({
          /** The list's name in SharePoint, and the row's number there. */
          list: z.string(),
          itemId: z.string(),
          /** Whose row it is, as people call it. */
          name: z.string().optional(),
          /** What is wrong, and what to do where that does not say it: sentences. */
          reason: z.string(),
          act: z.string().optional(),
          changedBy: z.string().optional(),
          /** SharePoint's own page of the row. */
          url: z.string().optional(),
        }),
      ),
    })
    .optional(),
  /** For managers: certificates or secrets of the service that run out soon, or have, in sentences. */
  credentialNotice: z.string().optional(),
});
export type Me = z.infer<typeof me>;

/** GET /tab-settings.json, public: what the tab must know before it can sign in. */
export const tabSettings = z.object({ clientId: z.string(), tenantId: z.string(), teamsOrigins: z.array(z.string()) });
export type TabSettings = z.infer<typeof tabSettings>;
