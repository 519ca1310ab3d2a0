import type { Answer } from './answer';
import type { Answers } from './answers';
import { answerText } from './answerText';
import type { EvidenceState } from './evidenceState';
import type { Progress } from './progress';
import { progressOf } from './progress';
import type { Questionnaire } from './questionnaire';
import { textIn } from './text';
import { placedQuestions } from './visibleQuestions';

export const SUBMISSION_SCHEMA_VERSION = 1;

/** One question as it was asked, and what was answered, readable without the content it came from. */
export interface SubmittedAnswer {
  readonly sectionId: string;
  readonly questionId: string;
  readonly questionVersion: number;
  readonly siteId?: string;
  readonly question: string;
  readonly shown: string;
  /** Absent when nothing was answered. */
  readonly answer?: Answer;
}

/** What a partner sent, once and for all. Scores and later forms read this and never the live answers. */
export interface Submission {
  readonly schemaVersion: number;
  readonly assessmentKey: string;
  /** 1 for the first submission of the assessment. */
  readonly number: number;
  readonly submittedAt: string;
  readonly submittedBy: { readonly id: string; readonly name: string; readonly title: string };
  readonly onBehalfOf?: string;
  /** The sentence that the submitter confirmed. */
  readonly confirmation: string;
  /** Why musts were left open; required where there are any. */
  readonly openMustsReason?: string;
  readonly content: {
    readonly hash: string;
    readonly program: string;
    readonly programVersion: string;
    readonly policyVersion: string;
  };
  readonly partnerTypes: readonly string[];
  /** ISO alpha-2, upper case: the partner's country at the time. The threat is that of this country. */
  readonly country: string;
  readonly sites: readonly { readonly id: string; readonly name: string }[];
  /** What was asked, in order. */
  readonly answers: readonly SubmittedAnswer[];
  /** Answers to questions that an earlier answer closed; kept, and counted nowhere. */
  readonly parked: readonly Answer[];
  readonly evidence: readonly EvidenceState[];
  readonly missing: Progress['missing'];
}

export interface SubmissionInput {
  readonly assessmentKey: string;
  readonly number: number;
  /** ISO date and time. */
  readonly submittedAt: string;
  readonly submittedBy: Submission['submittedBy'];
  readonly onBehalfOf?: string;
  readonly confirmation: string;
  readonly openMustsReason?: string;
  readonly country: string;
  readonly content: { readonly hash: string; readonly policyVersion: string };
  readonly questionnaire: Questionnaire;
  readonly answers: Answers;
  readonly evidence: readonly EvidenceState[];
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const keys = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(keys.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]));
};

/** JSON with its keys in order and without spaces: equal values give equal text, and so an equal SHA-256. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));

const idOf = ({ evidenceId }: EvidenceState): string => evidenceId;

/** Builds the immutable document of a submission, and its canonical text. The same input gives the same text. */
export function buildSubmission(input: SubmissionInput): { readonly submission: Submission; readonly json: string } {
  const { questionnaire, answers } = input;
  const placed = placedQuestions(questionnaire, answers);
  const asked = placed.filter(({ gate }) => gate === 'open');
  const submission: Submission = {
    schemaVersion: SUBMISSION_SCHEMA_VERSION,
    assessmentKey: input.assessmentKey,
    number: input.number,
    submittedAt: input.submittedAt,
    submittedBy: input.submittedBy,
    ...(input.onBehalfOf === undefined ? {} : { onBehalfOf: input.onBehalfOf }),
    confirmation: input.confirmation,
    ...(input.openMustsReason === undefined ? {} : { openMustsReason: input.openMustsReason }),
    content: {
      hash: input.content.hash,
      program: questionnaire.program.id,
      programVersion: questionnaire.program.version,
      policyVersion: input.content.policyVersion,
    },
    partnerTypes: questionnaire.partnerTypes,
    country: input.country,
    sites: questionnaire.sites,
    answers: asked.map(({ section, question, siteId, key }): SubmittedAnswer => {
      const answer = answers.get(key);
      return {
        sectionId: section.id,
        questionId: question.id,
        questionVersion: question.version,
        ...(siteId === undefined ? {} : { siteId }),
        question: textIn(question.text),
        shown: answerText(question, answer),
        ...(answer ? { answer } : {}),
      };
    }),
    parked: placed.flatMap(({ gate, key }) => {
      const answer = gate === 'open' ? undefined : answers.get(key);
      return answer ? [answer] : [];
    }),
    evidence: [...input.evidence].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)),
    missing: progressOf(questionnaire, answers).missing,
  };
  return { submission, json: canonicalJson(submission) };
}

/** The answers of a submission by key, asked and parked, as a score takes them. */
export const submittedAnswers = ({ answers, parked }: Pick<Submission, 'answers' | 'parked'>): readonly Answer[] => [
  ...answers.flatMap(({ answer }) => (answer ? [answer] : [])),
  ...parked,
];
