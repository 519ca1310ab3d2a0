import type { Assessment } from '../domain/assessment';
import type { Partner } from '../domain/partner';
import type { Stored, Stores } from './ports';
import { readSubmission } from './scoreSubmission';
import { submissionName } from './submissionCheck';

const MOST_KEPT = 2_000;

/**
 * A partner as it was when the answers were sent: a place that was added since, or a type that was changed, changes
 * nothing about what was asked then.
 */
export interface SentPlaces {
  /** The partner itself while nothing was sent. One Graph call at the first look in this process, none later. Throws `unavailable`. */
  partnerAsSent(assessment: Assessment, partner: Stored<Partner>): Promise<Stored<Partner>>;
}

export function createSentPlaces({ stores }: { stores: Pick<Stores, 'submissions'> }): SentPlaces {
  const kept = new Map<string, Pick<Partner, 'types' | 'sites'>>();
  return {
    async partnerAsSent({ key, status, submissions }, partner) {
      if (status !== 'submitted') return partner;
      const name = submissionName(key, submissions);
      let sent = kept.get(name);
      if (!sent) {
        const json = await stores.submissions.read(name);
        if (json === undefined) return partner;
        const { partnerTypes, sites } = readSubmission(json);
        sent = { types: partnerTypes as Partner['types'], sites };
        if (kept.size >= MOST_KEPT) kept.clear();
        kept.set(name, sent);
      }
      return { ...partner, value: { ...partner.value, ...sent } };
    },
  };
}
