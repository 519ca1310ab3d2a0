import { z } from 'zod';
import type { Answer } from '../../domain/answer';
import { OUTCOME_LETTERS, type SectionHead } from '../../domain/assessment';
import { sections } from '../lists/records';
import { codec } from './codec';

const shape = z.looseObject({
  key: z.string().min(1),
  assessmentKey: z.string().min(1),
  sectionId: z.string().min(1),
  siteId: z.string().optional(),
  revision: z.number(),
  outcomes: z.record(z.string(), z.enum(OUTCOME_LETTERS)),
  progress: z
    .object({
      answered: z.number(),
      total: z.number(),
      percent: z.number(),
      minutesLeft: z.number(),
      minutesAtMost: z.number(),
      places: z.number(),
    })
    .optional()
    // Nonsense in it costs no more than counting again.
    .catch(undefined),
  updatedAt: z.string(),
  updatedBy: z.string(),
  bodyMark: z.string().optional(),
});

/** A head with the mark of the answers it was written with, so that a change of them by hand is noticed. */
export interface MarkedHead extends SectionHead {
  readonly bodyMark?: string;
}

/** The head of a section; its answers are in the body columns, which the feed leaves out. */
export const sectionCodec = codec<MarkedHead>(
  'sections',
  sections,
  shape,
  {
    Title: { show: ({ sectionId, siteId }) => (siteId ? `${sectionId} (${siteId})` : sectionId) },
    AssessmentKey: { show: ({ assessmentKey }) => assessmentKey },
    SectionId: { show: ({ sectionId }) => sectionId },
    SiteId: { show: ({ siteId }) => siteId },
    Revision: { show: ({ revision }) => revision },
    SavedAt: { show: ({ updatedAt }) => updatedAt },
    SavedBy: { show: ({ updatedBy }) => updatedBy },
  },
  { dataColumn: 'Outcomes', indexes: { assessmentKey: ({ assessmentKey }) => assessmentKey } },
);

const answer: z.ZodType<Answer> = z.looseObject({
  questionId: z.string(),
  questionVersion: z.number(),
  siteId: z.string().optional(),
  value: z.union([z.string(), z.array(z.string()), z.number(), z.record(z.string(), z.string()), z.null()]),
  naReason: z.string().optional(),
  naState: z.enum(['proposed', 'agreed', 'refused']).optional(),
  comment: z.string().optional(),
  by: z.looseObject({ id: z.string(), name: z.string() }),
  onBehalfOf: z.string().optional(),
  at: z.string(),
  source: z.enum(['card', 'page', 'excel', 'carried']),
  copiedFrom: z.string().optional(),
  revision: z.number(),
});

export const BODY_SCHEMA_VERSION = 1;

/** What the body columns hold. `revision` is that of the head it was written with. */
export const bodyShape = z.looseObject({
  schemaVersion: z.number(),
  revision: z.number(),
  answers: z.array(answer),
});
