import type { AnsweringScope } from './access';
import type { Stores } from './ports';

/** The name of an assessment's n-th submission in its library. */
export const submissionName = (assessmentKey: string, n: number): string =>
  `${assessmentKey.replaceAll('|', '_')}_${n}.json`;

/**
 * Finds submissions whose assessment's row does not know of them. The document is the act; a crash right after it
 * leaves the row behind, and then the row is brought up to date before anything else happens to the assessment.
 */
export interface SubmissionCheck {
  /** Looks once per assessment and process; one Graph call then, none later. Throws `unavailable`. */
  ensure(scope: Pick<AnsweringScope, 'assessment'>): Promise<void>;
  /** The assessment is known to have no document beyond its row: it was created, or checked, just now. */
  trust(assessmentKey: string): void;
  /** A submission is about to be written: until it is complete, look again. */
  distrust(assessmentKey: string): void;
  isTrusted(assessmentKey: string): boolean;
}

export function createSubmissionCheck(deps: {
  stores: Pick<Stores, 'submissions' | 'sections'>;
  /** Brings the row up to date with a submission that is there. */
  complete: (assessmentKey: string, json: string) => Promise<void>;
}): SubmissionCheck {
  const { stores, complete } = deps;
  const trusted = new Set<string>();
  return {
    async ensure({ assessment }) {
      const { key, status, submissions } = assessment.value;
      if (status === 'submitted' || trusted.has(key)) return;
      // A questionnaire without any saved answer is not accepted as a submission.
      if (stores.sections.heads(key).length > 0) {
        const json = await stores.submissions.read(submissionName(key, submissions + 1));
        if (json !== undefined) await complete(key, json);
      }
      trusted.add(key);
    },
    trust: (key) => void trusted.add(key),
    distrust: (key) => void trusted.delete(key),
    isTrusted: (key) => trusted.has(key),
  };
}
