import path from 'node:path';
import { loadContent } from '../../../src/content/load';
import type { ProgramView } from '../../../src/contracts/program';
import { type ApplicabilityDecision, applicabilityKey } from '../../../src/domain/applicability';
import type { AuthorityDocument } from '../../../src/domain/authorityDocument';
import type { PartnerType } from '../../../src/domain/partner';
import { programView } from '../../../src/useCases/programView';
import { keyOf } from './samplePartners';

export const DOCUMENT_KEY = keyOf('d', 1);

const documents: readonly AuthorityDocument[] = ['CTPAT minimum security criteria, warehouses.pdf', 'Letter.docx'].map(
  (name, index) => ({
    key: keyOf('d', index + 1),
    name,
    contentType: 'application/pdf',
    size: 482_000,
    sha256: 'a'.repeat(64),
    addedBy: { id: 'oid:1', name: 'Maya Okafor' },
    addedAt: '2026-11-20T14:05:00Z',
  }),
);

const decision = (
  criterionId: string,
  partnerType: PartnerType,
  state: ApplicabilityDecision['state'],
): ApplicabilityDecision => ({
  key: applicabilityKey('ctpat', criterionId, partnerType),
  programId: 'ctpat',
  criterionId,
  partnerType,
  state,
  ...(state === 'takenBack' ? {} : { documentKey: DOCUMENT_KEY, page: '12, section 3' }),
  ...(state === 'doesNotApply' ? { note: 'Warehouses without own trucks.' } : {}),
  decidedBy: { id: 'oid:1', name: 'Maya Okafor' },
  decidedAt: '2026-11-20T14:10:00Z',
});

let pack: ReturnType<typeof loadContent>['packs'][number] | undefined;

/** The shipped program with a few decisions. */
export function sampleProgram(revision: number): ProgramView {
  pack ??= loadContent(path.resolve('src/content')).packs[0];
  if (!pack) throw new Error('There is no program.');
  const decisions = [
    decision('1.1', 'warehouse', 'applies'),
    decision('1.1', 'courier', 'takenBack'),
    decision('5.1', 'warehouse', 'doesNotApply'),
    decision('6.1', 'warehouse', 'applies'),
  ];
  return programView({
    revision,
    pack,
    decisions: decisions.map((value) => ({ value, version: '"1"' })),
    documents,
  });
}
