import type { CriterionView, DecisionView, ProgramView } from '../contracts/program';
import { type ApplicabilityDecision, withDecisions } from '../domain/applicability';
import type { AuthorityDocument } from '../domain/authorityDocument';
import { applicabilityOf, type Criterion } from '../domain/criterion';
import type { ProgramPack } from '../domain/program';
import type { Stored } from './ports';

/** A program as the customer's people see it, with their own decisions. */
export function programView(input: {
  readonly revision: number;
  /** As its files say it. */
  readonly pack: ProgramPack;
  readonly decisions: readonly Stored<ApplicabilityDecision>[];
  readonly documents: readonly AuthorityDocument[];
}): ProgramView {
  const { pack, documents } = input;
  const own = input.decisions.filter(({ value }) => value.programId === pack.id);
  const decided = withDecisions(
    pack,
    own.map(({ value }) => value),
  );
  const nameOf = (key: string | undefined) => documents.find((each) => each.key === key)?.name;
  const standing = own.filter(({ value }) => value.state !== 'takenBack');

  const decisionsOf = (criterion: Criterion): DecisionView[] =>
    own
      .filter(({ value }) => value.criterionId === criterion.id)
      .map(({ value, version }) => ({
        type: value.partnerType,
        state: value.state,
        otherwise: applicabilityOf(criterion, [value.partnerType]),
        by: value.decidedBy.name,
        at: value.decidedAt,
        documentKey: value.documentKey,
        documentName: nameOf(value.documentKey),
        page: value.page,
        note: value.note,
        version,
      }));

  const criterionView = (criterion: Criterion, index: number): CriterionView => {
    const now = decided.criteria[index] ?? criterion;
    return {
      id: criterion.id,
      category: criterion.category,
      obligation: criterion.obligation,
      earlier: criterion.earlierObligations?.map(({ obligation, until }) => ({ obligation, until })),
      parts: criterion.parts?.map(({ id, obligation, title }) => ({ id, obligation, title })),
      title: criterion.title,
      isConfirmed: criterion.confirmed,
      basisNote: criterion.basisNote?.trim(),
      evidence: [...criterion.evidence],
      appliesTo: [...now.appliesTo],
      toBeChecked: [...now.appliesToToBeChecked],
      decisions: decisionsOf(criterion),
    };
  };
  return {
    revision: input.revision,
    id: pack.id,
    title: pack.title,
    version: pack.version,
    authority: pack.authority,
    basis: pack.basis.trim(),
    categories: pack.categories.map(({ id, title }) => ({ id, title })),
    criteria: pack.criteria.map(criterionView),
    documents: documents.map(({ key, name, contentType, size, addedBy, addedAt }) => ({
      key,
      name,
      contentType,
      size,
      addedBy: addedBy.name,
      addedAt,
      criteria: new Set(standing.filter(({ value }) => value.documentKey === key).map(({ value }) => value.criterionId))
        .size,
    })),
  };
}
