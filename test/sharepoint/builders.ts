import type { Answer } from '../../src/domain/answer';
import type { SectionAnswers } from '../../src/domain/assessment';
import type { Contact } from '../../src/domain/contact';
import type { Evidence } from '../../src/domain/evidence';
import type { Partner } from '../../src/domain/partner';

let count = 0;
/** A key like the product's own: lower-case, unique in this file. */
export const aKey = (): string => `01jd${String(++count).padStart(22, '0')}`;

export const aPartner = (more: Partial<Partner> = {}): Partner => ({
  key: aKey(),
  name: 'Aceros del Norte',
  tradingNames: [],
  country: 'MX',
  city: 'Monterrey',
  types: ['foreignManufacturer'],
  sites: [{ id: 'main', name: 'Main site' }],
  exposure: {},
  status: 'active',
  ...more,
});

export const aContact = (more: Partial<Contact> = {}): Contact => ({
  key: aKey(),
  partnerKey: aKey(),
  name: 'Guadalupe Hernández',
  email: 'lupe@acerosdelnorte.example',
  language: 'en',
  status: 'active',
  ...more,
});

export const anAnswer = (more: Partial<Answer> = {}): Answer => ({
  questionId: 'q1',
  questionVersion: 1,
  value: 'yes',
  by: { id: 'contact:c1', name: 'Guadalupe Hernández' },
  at: '2026-11-22T10:00:00.000Z',
  source: 'card',
  revision: 1,
  ...more,
});

export const aSection = (more: Partial<SectionAnswers> = {}): SectionAnswers => ({
  key: 'c1|p1|vision|-',
  assessmentKey: 'c1|p1',
  sectionId: 'vision',
  revision: 1,
  outcomes: { q1: 'm' },
  updatedAt: '2026-11-22T10:00:00.000Z',
  updatedBy: 'contact:c1',
  answers: [anAnswer()],
  ...more,
});

export const anEvidence = (more: Partial<Evidence> = {}): Evidence => ({
  key: aKey(),
  assessmentKey: 'c1|p1',
  partnerKey: 'p1',
  questionId: 'q1',
  criteria: ['ctpat:1.1'],
  originalName: 'policy.pdf',
  contentType: 'application/pdf',
  size: 3,
  sha256: '0'.repeat(64),
  reviewState: 'toReview',
  addedBy: 'contact:c1',
  addedAt: '2026-11-22T10:00:00.000Z',
  ...more,
});
