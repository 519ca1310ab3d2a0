import { z } from 'zod';
import { key, partnerType, version } from './common';

export const obligation = z.enum(['must', 'should']);
/** `toBeChecked`: asked, but nobody compared it with the authority's text for this type of partner. */
export const applicability = z.enum(['applies', 'toBeChecked', 'doesNotApply']);
export type Applicability = z.infer<typeof applicability>;

/** What the customer decided about one type of partner. */
export const decisionView = z.object({
  type: partnerType,
  state: z.enum(['applies', 'doesNotApply', 'takenBack']),
  /** What holds without the decision. */
  otherwise: applicability,
  by: z.string(),
  at: z.string(),
  documentKey: key.optional(),
  documentName: z.string().optional(),
  page: z.string().optional(),
  note: z.string().optional(),
  version,
});
export type DecisionView = z.infer<typeof decisionView>;

export const criterionView = z.object({
  /** The authority's number, such as 1.1. */
  id: z.string(),
  category: z.string(),
  obligation,
  /** What held before a day, oldest first. */
  earlier: z.array(z.object({ obligation, until: z.string() })).optional(),
  parts: z.array(z.object({ id: z.string(), obligation, title: z.string() })).optional(),
  title: z.string(),
  /** Number, content and obligation were seen in published material. */
  isConfirmed: z.boolean(),
  basisNote: z.string().optional(),
  evidence: z.array(z.string()),
  /** As new campaigns use it, the customer's decisions included; types in neither list do not have it. */
  appliesTo: z.array(partnerType),
  toBeChecked: z.array(partnerType),
  decisions: z.array(decisionView),
});
export type CriterionView = z.infer<typeof criterionView>;

/** The authority's document that decisions name. */
export const documentView = z.object({
  key,
  name: z.string(),
  contentType: z.string(),
  size: z.number().int(),
  addedBy: z.string(),
  addedAt: z.string(),
  /** How many criteria have a decision by it. */
  criteria: z.number().int(),
});
export type DocumentView = z.infer<typeof documentView>;

/** GET /api/program: what partners are assessed against, and to whom each criterion applies. */
export const programView = z.object({
  revision: z.number().int(),
  id: z.string(),
  title: z.string(),
  version: z.string(),
  authority: z.string(),
  basis: z.string(),
  categories: z.array(z.object({ id: z.string(), title: z.string() })),
  criteria: z.array(criterionView),
  documents: z.array(documentView),
});
export type ProgramView = z.infer<typeof programView>;

const isTakenBack = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'state' in input && input.state === 'takenBack';
/** Looked at although other fields are wrong, so that a form is told everything at once. */
const always = { when: () => true };

/** POST /api/program/applicability: one criterion, one or more types. */
export const setApplicabilityInput = z
  .object({
    criterionId: z.string().regex(/^\d{1,2}\.\d{1,2}$/, 'This is not the number of a criterion.'),
    types: z
      .array(
        z.object({
          type: partnerType,
          /** Of the decision that was seen; absent when there was none. */
          version: version.optional(),
        }),
      )
      .min(1, 'Tick at least one type of partner.')
      .max(40),
    state: z.enum(['applies', 'doesNotApply', 'takenBack'], 'Say whether it applies.'),
    documentKey: key.optional(),
    page: z.string().trim().max(80, 'Use at most 80 characters.').optional(),
    note: z.string().trim().max(500, 'Use at most 500 characters.').optional(),
  })
  .refine((input) => isTakenBack(input) || Boolean(input.documentKey), {
    path: ['documentKey'],
    error: 'Choose the authority’s document that says so, or add it.',
    ...always,
  })
  .refine((input) => isTakenBack(input) || Boolean(input.page), {
    path: ['page'],
    error: 'Say on which page it stands.',
    ...always,
  });
export type SetApplicabilityInput = z.infer<typeof setApplicabilityInput>;
