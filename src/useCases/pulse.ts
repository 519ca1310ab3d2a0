import type { SectionPlace } from '../domain/delegation';
import { type AnsweringScope, assessmentFor, isOpenTo } from './access';
import type { People } from './people';
import type { Stores } from './ports';
import type { UseCases } from './useCases';

/** Whether a place is one that this contact answers now: theirs, and at a site that is still asked about. */
function isShown(scope: AnsweringScope): (place: SectionPlace) => boolean {
  const siteIds = new Set(scope.partner.value.sites.map(({ id }) => id));
  return (place) => (place.siteId === undefined || siteIds.has(place.siteId)) && isOpenTo(scope, place);
}

/**
 * What changed in a questionnaire, from rows that are in memory: a page asks every few seconds, and SharePoint is not
 * asked at all.
 */
export const createPulse = (deps: {
  stores: Pick<
    Stores,
    'partners' | 'contacts' | 'assessments' | 'campaigns' | 'sections' | 'partnerRequests' | 'journal'
  >;
  people: People;
}): UseCases['pulse'] => {
  const { stores, people } = deps;

  /** Every message, decision and delegation adds to it, and so does the end of one; sites by their journal. */
  const collaborationOf = ({ assessment: { value }, partner }: AnsweringScope): number => {
    const requests = stores.partnerRequests.by('assessmentKey', value.key).map(({ value: request }) => {
      if (request.kind === 'help') return request.messages.length;
      return request.decidedAt === undefined ? 1 : 2;
    });
    const delegations = (value.delegations ?? []).map(({ endedAt }) => (endedAt === undefined ? 1 : 2));
    const sites = partner.value.sites.length + stores.journal.by('aggregate', partner.value.key).length;
    return [...requests, ...delegations, sites].reduce((sum, count) => sum + count, 0);
  };

  return (by, assessmentKey) => {
    const scope = assessmentFor(stores, by, assessmentKey);
    const isAsked = isShown(scope);
    return {
      status: scope.assessment.value.status,
      sections: stores.sections
        .heads(assessmentKey)
        .filter(({ value }) => isAsked(value))
        .map(({ value: { sectionId, siteId, revision, updatedBy, updatedAt } }) => ({
          sectionId,
          ...(siteId === undefined ? {} : { siteId }),
          revision,
          savedBy: people.nameOf(updatedBy),
          savedAt: updatedAt,
        })),
      collaboration: collaborationOf(scope),
    };
  };
};
