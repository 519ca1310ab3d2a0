import type { Answer } from '../domain/answer';
import type { ScoreFigures, SectionHead } from '../domain/assessment';
import type { Evidence } from '../domain/evidence';
import type { EvidenceState } from '../domain/evidenceState';
import type { Partner } from '../domain/partner';
import type { ProgramPack } from '../domain/program';
import { answerKey, answersByKey, composeQuestionnaire, type Questionnaire } from '../domain/questionnaire';
import type { Vulnerability } from '../domain/risk';
import { assess, type Score } from '../domain/scoring';
import { canonicalJson, type Submission, submittedAnswers } from '../domain/submission';
import { threatOf } from '../domain/threat';
import { AppError } from '../errors';
import type { FrozenContent } from './frozenContent';
import type { Crypto } from './ports';

export const SCORE_SCHEMA_VERSION = 1;

/** A score as its document keeps it, with everything it was made of besides the submission and the frozen content. */
export interface ScoreDocument {
  readonly schemaVersion: number;
  readonly assessmentKey: string;
  readonly submission: number;
  readonly submissionSha256: string;
  readonly contentHash: string;
  readonly scoredAt: string;
  readonly basedOn: string;
  readonly evidence: readonly EvidenceState[];
  /** What reviewers decided about "does not apply", by answer key. */
  readonly decisions: Readonly<Record<string, 'agreed' | 'refused'>>;
  readonly score: Score;
}

/** `:` is no character of a file name. */
export const scoreName = (assessmentKey: string, n: number, scoredAt: string): string =>
  `${assessmentKey.replaceAll('|', '_')}_${n}_${scoredAt.replaceAll(':', '-')}.json`;

export const evidenceState = (evidence: Evidence): EvidenceState => ({
  evidenceId: evidence.key,
  questionId: evidence.questionId,
  ...(evidence.siteId === undefined ? {} : { siteId: evidence.siteId }),
  state: evidence.reviewState,
  ...(evidence.validUntil === undefined ? {} : { validUntil: evidence.validUntil }),
});

/** Reads a stored submission. Throws `unavailable` for one that a newer version of the service wrote. */
export function readSubmission(json: string): Submission {
  const submission = JSON.parse(json) as Submission;
  if (submission.schemaVersion !== 1) {
    throw new AppError(
      'unavailable',
      'These answers were sent through a newer version of the service. Ask your administrator to update it.',
    );
  }
  return submission;
}

/**
 * A short hash of everything that can change a score after the submission: reviews of proofs, proofs that run out,
 * decisions about "does not apply". From the read model alone.
 * @param today calendar date on which evidence must be valid
 */
export function basisOf(
  crypto: Pick<Crypto, 'sha256Hex'>,
  input: {
    readonly submission: number;
    readonly contentHash: string;
    readonly evidence: readonly Evidence[];
    readonly heads: readonly Pick<SectionHead, 'outcomes'>[];
    readonly today: string;
  },
): string {
  const evidence = input.evidence
    .map(
      ({ key, reviewState, validUntil }) =>
        `${key}:${reviewState}:${validUntil !== undefined && validUntil < input.today}`,
    )
    .sort();
  const decisions = input.heads
    .flatMap(({ outcomes }) => Object.entries(outcomes))
    .filter(([, letter]) => letter === 'a' || letter === 'w')
    .map(([key, letter]) => `${key}:${letter}`)
    .sort();
  const { submission, contentHash } = input;
  return crypto.sha256Hex(canonicalJson({ submission, contentHash, evidence, decisions })).slice(0, 16);
}

const rated = ({ rating }: Vulnerability): ScoreFigures['vulnerabilityDeclared'] =>
  typeof rating === 'number' ? rating : 'notRated';

export const figuresOf = (score: Score, scoredAt: string, basedOn: string): ScoreFigures => ({
  openMusts: score.openMusts,
  unproven: score.unproven,
  unprovenMusts: score.unprovenMusts,
  unanswered: score.counts.unanswered,
  threat: score.threat.rating,
  threatTotal: score.threat.total,
  vulnerabilityDeclared: rated(score.vulnerabilityDeclared),
  vulnerabilityEvidenced: rated(score.vulnerabilityEvidenced),
  riskDeclared: score.riskDeclared.band,
  riskEvidenced: score.riskEvidenced.band,
  scoredAt,
  basedOn,
});

/** What reviewers decided since the submission, read from the live answers. */
export function decisionsOf(submission: Submission, live: Iterable<Answer>): Record<string, 'agreed' | 'refused'> {
  const liveByKey = answersByKey(live);
  const decisions: Record<string, 'agreed' | 'refused'> = {};
  for (const answer of submittedAnswers(submission)) {
    const key = answerKey(answer.questionId, answer.siteId);
    const now = liveByKey.get(key);
    const isSame = now?.value === null && answer.value === null && now.naReason === answer.naReason;
    if (isSame && answer.naReason !== undefined && (now.naState === 'agreed' || now.naState === 'refused'))
      decisions[key] = now.naState;
  }
  return decisions;
}

/** The questionnaire as it was when the answers were sent, whatever was edited at the partner since. */
export const questionnaireOfSubmission = (
  content: FrozenContent,
  pack: ProgramPack,
  openedAt: string,
  submission: Submission,
): Questionnaire =>
  composeQuestionnaire({
    sections: content.sections,
    questions: content.questions,
    pack,
    partnerTypes: submission.partnerTypes as Partner['types'],
    sites: submission.sites,
    asOf: openedAt.slice(0, 10),
  });

/** The submitted answers with the reviewers' decisions on them. */
export function scoredAnswers(submission: Submission, decisions: Readonly<Record<string, 'agreed' | 'refused'>>) {
  return answersByKey(
    submittedAnswers(submission).map((answer): Answer => {
      const decision = decisions[answerKey(answer.questionId, answer.siteId)];
      return decision === undefined ? answer : { ...answer, naState: decision };
    }),
  );
}

/** Scores a submission. The same input gives the same document. */
export function scoreSubmission(input: {
  readonly submission: Submission;
  readonly submissionSha256: string;
  readonly content: FrozenContent;
  readonly pack: ProgramPack;
  readonly openedAt: string;
  readonly evidence: readonly Evidence[];
  readonly decisions: Readonly<Record<string, 'agreed' | 'refused'>>;
  readonly scoredAt: string;
  readonly today: string;
  readonly basedOn: string;
}): { readonly figures: ScoreFigures; readonly document: ScoreDocument } {
  const { submission, content, pack, decisions, scoredAt, today, basedOn } = input;
  const evidence = input.evidence.map(evidenceState);
  const score = assess({
    questionnaire: questionnaireOfSubmission(content, pack, input.openedAt, submission),
    answers: scoredAnswers(submission, decisions),
    evidence,
    pack,
    policy: content.policy,
    threat: threatOf(submission.country, content.wgi, content.policy),
    asOf: today,
  });
  return {
    figures: figuresOf(score, scoredAt, basedOn),
    document: {
      schemaVersion: SCORE_SCHEMA_VERSION,
      assessmentKey: submission.assessmentKey,
      submission: submission.number,
      submissionSha256: input.submissionSha256,
      contentHash: content.hash,
      scoredAt,
      basedOn,
      evidence,
      decisions,
      score,
    },
  };
}
