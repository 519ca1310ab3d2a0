import { z } from 'zod';
import {
  categoryVulnerability,
  dateOnly,
  figures,
  key,
  partnerType,
  rating,
  reachGroup,
  version,
  vulnerability,
} from './common';

const line = (max: number) => z.string().trim().max(max, `Use at most ${max} characters.`);
const optionalLine = (max: number) => line(max).optional();

export const site = z.object({
  id: z.string().regex(/^[0-9a-z-]{1,26}$/),
  name: line(120).min(1, 'Give the site a name.'),
});

/** POST /api/partners, and PUT /api/partners/{key} together with `version`. */
export const partnerInput = z.object({
  name: line(200).min(1, 'Give the partner a name.'),
  tradingNames: z.array(line(200)).max(50).default([]),
  country: z.string().regex(/^[A-Z]{2}$/, 'Choose the country.'),
  city: optionalLine(120),
  region: optionalLine(120),
  address: optionalLine(250),
  types: z.array(partnerType).min(1, 'Choose at least one type.').max(10),
  reference: optionalLine(120),
  /** Who of the company's people owns the relation, by mail address; empty for nobody. */
  ownerEmail: z
    .union([z.literal(''), z.email('Write the mail address of a colleague, or leave it empty.').max(200)])
    .optional(),
  sites: z.array(site).max(50).default([]),
  exposure: z
    .object({
      shipmentsPerYear: z.number().int().min(0).max(10_000_000).optional(),
      isSoleSource: z.boolean().optional(),
      commodities: optionalLine(250),
    })
    .default({}),
});
export type PartnerInput = z.infer<typeof partnerInput>;

/** POST /api/partners/{key}/contacts, and PUT /api/contacts/{key} together with `version`. */
export const contactInput = z.object({
  name: line(120).min(1, 'Give the contact a name.'),
  email: z
    .email('Write a mail address such as name@company.com.')
    .max(200)
    .transform((address) => address.toLowerCase())
    .optional(),
  jobTitle: optionalLine(120),
  status: z.enum(['active', 'left']).default('active'),
});
export type ContactInput = z.infer<typeof contactInput>;

/** A row of GET /api/partners. */
export const partnerRow = z.object({
  key,
  name: z.string(),
  country: z.string(),
  city: z.string().optional(),
  types: z.array(partnerType),
  ownerName: z.string().optional(),
  contacts: z.number().int(),
  /** The newest campaign that asks this partner. */
  group: reachGroup.optional(),
  progress: z.number().min(0).max(100).optional(),
  figures: figures.optional(),
  /** Of the score, or of the country while there is none. */
  threat: rating.optional(),
  changedAt: z.string().optional(),
});
export type PartnerRow = z.infer<typeof partnerRow>;

/** GET /api/partners?since= (204 when nothing changed) */
export const partnerList = z.object({ revision: z.number().int(), rows: z.array(partnerRow) });
export type PartnerList = z.infer<typeof partnerList>;

export const contactView = z.object({
  key,
  version,
  name: z.string(),
  email: z.string().optional(),
  jobTitle: z.string().optional(),
  status: z.enum(['active', 'left']),
  /** How this contact is reached, in words: "Teams", "mail", "cannot be reached: no mail address". */
  reach: z.string(),
  inTeams: z.boolean(),
  link: z.object({ expiresAt: z.string(), isRevoked: z.boolean() }).optional(),
  /** Name of the contact who named this one; absent when the customer's people added them. */
  namedBy: z.string().optional(),
  /** Name of the contact who took this one's place. */
  replacedBy: z.string().optional(),
  /** For somebody who answers only what was handed over: the parts, in words; empty when nothing is theirs now. */
  answersOnly: z.array(z.string()).optional(),
  /** Was asked for the whole after parts only: that can be taken back. */
  isWidened: z.boolean().optional(),
});
export type ContactView = z.infer<typeof contactView>;

export const evidenceView = z.object({
  key,
  version,
  questionId: z.string(),
  siteName: z.string().optional(),
  name: z.string(),
  contentType: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  reviewState: z.enum(['toReview', 'accepted', 'rejected']),
  reviewNote: z.string().optional(),
  reviewedBy: z.string().optional(),
  validUntil: z.string().optional(),
  addedBy: z.string(),
  addedAt: z.string(),
});
export type EvidenceView = z.infer<typeof evidenceView>;

export const answerView = z.object({
  questionId: z.string(),
  siteId: z.string().optional(),
  siteName: z.string().optional(),
  question: z.string(),
  /** In words; absent when unanswered. A table that is filled in half has words too, and stays unanswered. */
  answer: z.string().optional(),
  /** The same in lines, where it is a table: one for each choice that was made. */
  answerLines: z.array(z.string()).optional(),
  outcome: z.enum(['met', 'partlyMet', 'notMet', 'notApplicable', 'unanswered']),
  obligation: z.enum(['must', 'should']).optional(),
  criteria: z.array(z.string()),
  naReason: z.string().optional(),
  naState: z.enum(['proposed', 'agreed', 'refused']).optional(),
  comment: z.string().optional(),
  by: z.string().optional(),
  at: z.string().optional(),
  source: z.string().optional(),
  /** Name of the site whose answer was taken over, while it stays as it was taken. */
  sameAs: z.string().optional(),
  evidence: z.array(evidenceView),
  evidenceWanted: z.boolean(),
});
export type AnswerView = z.infer<typeof answerView>;

/** One question with what each site said to it. */
export const siteDifferenceView = z.object({
  questionId: z.string(),
  question: z.string(),
  /** In the order of the sites; `answer` in words, absent where there is none. */
  sites: z.array(z.object({ siteId: z.string(), siteName: z.string(), answer: z.string().optional() })),
});
export type SiteDifferenceView = z.infer<typeof siteDifferenceView>;

export const receiptLine = z.object({
  questionId: z.string(),
  siteName: z.string().optional(),
  question: z.string(),
  answer: z.string(),
  outcome: z.enum(['met', 'partlyMet', 'notMet', 'notApplicable', 'unanswered']),
  criterion: z.string(),
  obligation: z.enum(['must', 'should']),
  proof: z.string(),
  /** `false`: it only gives background, so its outcome is no merit. */
  counts: z.boolean().optional(),
  /** What the line did to the figures, as a sentence. */
  effect: z.string(),
});

export const categoryScore = z.object({
  id: z.string(),
  title: z.string(),
  declared: categoryVulnerability,
  evidenced: categoryVulnerability,
  /** Bounds while not complete. */
  best: z.number().int(),
  worst: z.number().int(),
  openMusts: z.number().int(),
  unproven: z.number().int(),
  answered: z.number().int(),
  total: z.number().int(),
  /** Weighted share of what applies that is met, 0 to 100; absent when nothing applies. */
  conformity: z.number().optional(),
});

export const threatFactor = z.object({
  id: z.string(),
  title: z.string(),
  level: vulnerability,
  proxy: z.string(),
  percentile: z.number().optional(),
  year: z.number().int().optional(),
});

export const scoreView = z.object({
  figures,
  categories: z.array(categoryScore),
  threat: z.object({ factors: z.array(threatFactor), attribution: z.string(), country: z.string() }),
  /** How the risk figure came about, as sentences in order. */
  explanation: z.array(z.string()),
  receipt: z.array(receiptLine),
  /** The fewest open points whose closing moves the band, as a sentence. */
  sensitivity: z.string(),
  basis: z.array(z.string()),
});
export type ScoreView = z.infer<typeof scoreView>;

export const deliveryView = z.object({
  key: z.string(),
  contact: z.string(),
  step: z.string(),
  channel: z.enum(['teams', 'mail']),
  state: z.enum(['queued', 'sent', 'notReached', 'notNeeded']),
  reason: z.string().optional(),
  queuedAt: z.string(),
  finalAt: z.string().optional(),
});
export type DeliveryView = z.infer<typeof deliveryView>;

export const assessmentView = z.object({
  key: z.string(),
  campaignKey: key,
  campaignTitle: z.string(),
  dueOn: dateOnly,
  status: z.enum(['open', 'submitted']),
  group: reachGroup,
  progress: z.object({ answered: z.number().int(), total: z.number().int(), percent: z.number() }),
  submittedAt: z.string().optional(),
  submittedBy: z.string().optional(),
  openMustsReason: z.string().optional(),
  sections: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      siteId: z.string().optional(),
      siteName: z.string().optional(),
      /** Names of the contacts to whom this part was handed over. */
      handedTo: z.array(z.string()).optional(),
      answers: z.array(answerView),
    }),
  ),
  /** Site questions that the sites answer differently; absent where there are none. */
  differences: z.array(siteDifferenceView).optional(),
  score: scoreView.optional(),
  deliveries: z.array(deliveryView),
});
export type AssessmentView = z.infer<typeof assessmentView>;

/** GET /api/partners/{key} */
export const partnerDetail = z.object({
  revision: z.number().int(),
  version,
  key,
  partner: partnerInput.extend({
    ownerName: z.string().optional(),
    /** `addedBy`: the name of the contact who added the site while answering. */
    sites: z.array(site.extend({ addedBy: z.string().optional() })),
  }),
  may: z.object({ edit: z.boolean(), chase: z.boolean(), review: z.boolean(), decide: z.boolean() }),
  contacts: z.array(contactView),
  /** Newest first. */
  assessments: z.array(assessmentView),
  history: z.array(z.object({ at: z.string(), who: z.string(), text: z.string() })),
});
export type PartnerDetail = z.infer<typeof partnerDetail>;

/** GET /api/contacts/{key}/teams: people of the directory with the contact's mail address. POST binds one: { oid }. */
export const teamsProposals = z.object({
  people: z.array(z.object({ oid: z.string(), name: z.string(), email: z.string(), isGuest: z.boolean() })),
});
export type TeamsProposals = z.infer<typeof teamsProposals>;
export const bindTeams = z.object({ oid: z.string().max(64), version });

/** POST /api/evidence/{key}/review */
export const reviewEvidence = z.object({
  version,
  reviewState: z.enum(['accepted', 'rejected', 'toReview']),
  note: line(500).optional(),
  validUntil: dateOnly.optional(),
});
export type ReviewEvidence = z.infer<typeof reviewEvidence>;

/** POST /api/assessments/{key}/notApplicable: a reviewer agrees or refuses that a question does not apply. */
export const decideNotApplicable = z.object({
  questionId: z.string().max(100),
  siteId: z.string().max(40).optional(),
  decision: z.enum(['agreed', 'refused']),
});
export type DecideNotApplicable = z.infer<typeof decideNotApplicable>;
