import { z } from 'zod';
import { dateOnly, key } from './common';

const line = (max: number) => z.string().trim().max(max, `Use at most ${max} characters.`);

/** A section at the company, or at one site. */
export const sectionPlace = z.object({
  sectionId: z.string().min(1).max(100),
  siteId: z
    .string()
    .regex(/^[0-9a-z-]{1,40}$/)
    .optional(),
});
export type SectionPlaceView = z.infer<typeof sectionPlace>;

/** Somebody of the contact's own company who answers too. No mail addresses: colleagues know each other. */
export const colleagueView = z.object({
  contactKey: z.string(),
  name: z.string(),
  jobTitle: z.string().optional(),
  isYou: z.boolean(),
  /** `delegated`: only the parts that were handed over. */
  access: z.enum(['whole', 'delegated']),
  /** Was asked for the whole after parts only: that can be taken back. */
  isWidened: z.boolean().optional(),
});
export type ColleagueView = z.infer<typeof colleagueView>;

/** Parts that somebody handed over to somebody else. */
export const delegationView = z.object({
  key: z.string(),
  places: z.array(sectionPlace),
  to: z.object({ contactKey: z.string(), name: z.string() }),
  by: z.object({ contactKey: z.string(), name: z.string() }),
  at: z.string(),
  note: z.string().optional(),
  state: z.enum(['open', 'done', 'withdrawn']),
  /** Together with `withdrawn`: the colleague gave it back. */
  isDeclined: z.boolean().optional(),
});
export type DelegationView = z.infer<typeof delegationView>;

/** A question to the customer with what was replied, as the contact sees it. */
export const helpThread = z.object({
  key: z.string(),
  about: z.string().optional(),
  place: sectionPlace.extend({ questionId: z.string().optional() }).optional(),
  state: z.enum(['open', 'answered']),
  messages: z.array(z.object({ by: z.string(), isYou: z.boolean(), at: z.string(), text: z.string() })),
});
export type HelpThread = z.infer<typeof helpThread>;

/** A name that waits for the customer's agreement, as the contact sees it. */
export const namedColleague = z.object({
  key: z.string(),
  /** `whole`: a colleague with parts is to answer everything. */
  reason: z.enum(['notMe', 'delegate', 'whole']),
  name: z.string().optional(),
  state: z.enum(['open', 'agreed', 'refused']),
  /** What the customer's person wrote with the decision. */
  note: z.string().optional(),
});
export type NamedColleague = z.infer<typeof namedColleague>;

const colleague = z.object({
  name: line(120).min(2, "Write the colleague's full name."),
  email: z
    .email('Write a mail address such as name@company.com.')
    .max(200)
    .transform((address) => address.toLowerCase()),
  jobTitle: line(120).optional(),
});

/** POST /partner/assessments/{key}/delegations */
export const delegateInput = z.object({
  requestId: key,
  places: z.array(sectionPlace).min(1, 'Choose at least one part to hand over.').max(100),
  /** A colleague who is known already, or a new one. */
  to: z.union([z.object({ contactKey: key }), colleague]),
  note: line(500).optional(),
});
export type DelegateInput = z.infer<typeof delegateInput>;

/** POST /partner/assessments/{key}/whole: a colleague with parts is asked for everything. */
export const widenInput = z.object({ requestId: key, contactKey: key });
export type WidenInput = z.infer<typeof widenInput>;

/** PUT /api/contacts/{key}/access, by the customer's people. */
export const accessInput = z.object({ requestId: key, access: z.enum(['whole', 'delegated']) });
export type AccessInput = z.infer<typeof accessInput>;

/** POST /partner/assessments/{key}/not-me. Without a colleague: the customer is asked to find somebody. */
export const notMeInput = z.object({
  requestId: key,
  colleague: colleague.optional(),
  note: line(500).optional(),
});
export type NotMeInput = z.infer<typeof notMeInput>;

/** What came of naming a colleague. */
export const namingResult = z.object({
  /** `done`: the colleague gets a message of their own. `waits`: the customer is asked first. `told`: nobody was named, and the customer knows. */
  outcome: z.enum(['done', 'waits', 'told']),
  /** What happened and what happens next, as a sentence. */
  message: z.string(),
});
export type NamingResult = z.infer<typeof namingResult>;

/** POST /partner/assessments/{key}/help: a new question. POST …/help/{requestKey}: one more word to one that is there. */
export const helpInput = z.object({
  requestId: key,
  text: line(2000).min(1, 'Write what you would like to know.'),
  place: sectionPlace.extend({ questionId: z.string().max(100).optional() }).optional(),
});
export type HelpInput = z.infer<typeof helpInput>;

/** PUT /partner/assessments/{key}/remind-on. `null` takes it back. */
export const remindInput = z.object({ on: dateOnly.nullable() });
export type RemindInput = z.infer<typeof remindInput>;

/** POST /partner/assessments/{key}/sites */
export const addSiteInput = z.object({
  requestId: key,
  name: line(120).min(2, 'Write the name of the site, such as its town.'),
});
export type AddSiteInput = z.infer<typeof addSiteInput>;
export const renameSiteInput = z.object({ name: line(120).min(2, 'Write the name of the site, such as its town.') });

/** POST /partner/assessments/{key}/sites/{siteId}/copy */
export const copySiteInput = z.object({
  fromSiteId: z.string().regex(/^[0-9a-z-]{1,40}$/),
  /** Absent: every part that the two sites share. */
  sectionId: z.string().max(100).optional(),
  /** `missing` leaves what is answered already; `all` replaces it. */
  mode: z.enum(['missing', 'all']),
});
export type CopySiteInput = z.infer<typeof copySiteInput>;
export const copySiteResult = z.object({
  copied: z.number().int(),
  /** Answers of the site that stayed as they were, because they were there already or say the same. */
  kept: z.number().int(),
  /** The sections that were saved, as they stand now. */
  saved: z.array(sectionPlace.extend({ revision: z.number().int() })),
});
export type CopySiteResult = z.infer<typeof copySiteResult>;

/** One of the partner's places, for the contact. */
export const siteView = z.object({
  id: z.string(),
  /** Absent for the one site that nobody has named. */
  name: z.string().optional(),
  /** Whether a contact added it, so that it may be renamed and taken out again. */
  isAddedByPartner: z.boolean(),
});
export type SiteView = z.infer<typeof siteView>;

/** GET /partner/assessments/{key}/pulse: what changed, without any answer in it. Causes no SharePoint call. */
export const pulse = z.object({
  status: z.enum(['open', 'submitted']),
  sections: z.array(sectionPlace.extend({ revision: z.number().int(), savedBy: z.string(), savedAt: z.string() })),
  /** Counts up with every reply, delegation and site. */
  collaboration: z.number().int(),
});
export type Pulse = z.infer<typeof pulse>;

/** POST /api/requests/{key}/replies */
export const replyInput = z.object({ requestId: key, text: line(2000).min(1, 'Write your answer.') });
export type ReplyInput = z.infer<typeof replyInput>;

/** POST /api/requests/{key}/decision */
export const decideColleagueInput = z.object({
  isAgreed: z.boolean(),
  note: line(500).optional(),
  /** Whoever sends it knows that it was decided otherwise, and means to change that. */
  isChange: z.boolean().optional(),
});
export type DecideColleagueInput = z.infer<typeof decideColleagueInput>;

/** What contacts ask, as the customer's people see it: GET /api/requests, and in a partner's page. */
export const requestView = z.object({
  key: z.string(),
  kind: z.enum(['help', 'colleague']),
  assessmentKey: z.string(),
  partnerKey: z.string(),
  partnerName: z.string(),
  contactName: z.string(),
  at: z.string(),
  state: z.enum(['open', 'answered', 'agreed', 'refused']),
  about: z.string().optional(),
  /** For a link to the answer in question. */
  questionId: z.string().optional(),
  siteId: z.string().optional(),
  messages: z.array(z.object({ by: z.string(), isPartner: z.boolean(), at: z.string(), text: z.string() })),
  reason: z.enum(['notMe', 'delegate', 'whole']).optional(),
  colleague: z.object({ name: z.string(), email: z.string(), jobTitle: z.string().optional() }).optional(),
  /** Why the customer is asked, as a sentence. */
  why: z.string().optional(),
  note: z.string().optional(),
  decidedBy: z.string().optional(),
  decidedAt: z.string().optional(),
  /** What was written with the decision; the contact reads it. */
  decisionNote: z.string().optional(),
  mayReply: z.boolean(),
  /** Whether the person may agree to the colleague or refuse: who may edit the partner. */
  mayDecide: z.boolean().optional(),
  /** While open: why nothing can be agreed to any more, as a sentence. It can only be closed. */
  over: z.string().optional(),
  /** Together with `refused`: it was closed because it was over, and nobody was refused. */
  isClosed: z.boolean().optional(),
  /** Whether the person may still decide otherwise. */
  mayChange: z.boolean().optional(),
});
export type RequestView = z.infer<typeof requestView>;
export const requestList = z.object({ revision: z.number().int(), rows: z.array(requestView) });
export type RequestList = z.infer<typeof requestList>;
