import { z } from 'zod';
import type { Evidence, ReviewState } from '../../domain/evidence';
import { readDate } from '../fields';
import { evidence } from '../lists/records';
import { codec, optionalText, UnreadableRow } from './codec';

/** Evidence as the library keeps it: with the file's generated name. */
export interface StoredEvidence extends Evidence {
  readonly storedName: string;
}

const reviewStates = ['toReview', 'accepted', 'rejected'] as const satisfies readonly ReviewState[];
const reviewState = z.enum(reviewStates);

const shape = z.looseObject({
  key: z.string().min(1),
  assessmentKey: z.string().min(1),
  partnerKey: z.string().min(1),
  questionId: z.string().min(1),
  siteId: z.string().optional(),
  criteria: z.array(z.string()),
  originalName: z.string(),
  contentType: z.string(),
  size: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  reviewState,
  reviewNote: z.string().optional(),
  reviewedBy: z.string().optional(),
  reviewedAt: z.string().optional(),
  validUntil: z.iso.date().optional(),
  addedBy: z.string(),
  addedAt: z.string(),
  storedName: z.string().min(1),
});

export const evidenceCodec = codec<StoredEvidence>(
  'evidence',
  evidence,
  shape,
  {
    OriginalName: { show: ({ originalName }) => originalName },
    ReviewState: {
      show: (value) => value.reviewState,
      edit: (value, cell, editor) => {
        const parsed = reviewState.safeParse(cell);
        if (!parsed.success) throw new UnreadableRow('The column Review state holds none of its choices.');
        const by = editor ? { reviewedBy: `oid:${editor.id}`, reviewedAt: editor.at } : {};
        return { ...value, reviewState: parsed.data, ...by };
      },
    },
    ReviewNote: {
      show: ({ reviewNote }) => reviewNote,
      edit: (value, cell) => ({ ...value, reviewNote: optionalText(cell) }),
    },
    ValidUntil: {
      show: ({ validUntil }) => validUntil,
      edit: (value, cell) => ({ ...value, validUntil: typeof cell === 'string' ? readDate(cell) : undefined }),
    },
    AssessmentKey: { show: ({ assessmentKey }) => assessmentKey },
    PartnerKey: { show: ({ partnerKey }) => partnerKey },
    QuestionId: { show: ({ questionId }) => questionId },
    SiteId: { show: ({ siteId }) => siteId },
    Criteria: { show: ({ criteria }) => criteria.join('; ') },
    FileType: { show: ({ contentType }) => contentType },
    ReceivedBytes: { show: ({ size }) => size },
    Sha256: { show: ({ sha256 }) => sha256 },
    AddedBy: { show: ({ addedBy }) => addedBy },
    AddedAt: { show: ({ addedAt }) => addedAt },
    ReviewedBy: { show: ({ reviewedBy }) => reviewedBy },
    ReviewedAt: { show: ({ reviewedAt }) => reviewedAt },
  },
  {
    keyColumn: 'EvidenceKey',
    indexes: {
      assessmentKey: ({ assessmentKey }) => assessmentKey,
      partnerKey: ({ partnerKey }) => partnerKey,
    },
  },
);
