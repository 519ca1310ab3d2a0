import type { Assessment } from '../domain/assessment';
import type { Campaign } from '../domain/campaign';
import type { Evidence } from '../domain/evidence';
import type { JournalAct } from '../domain/journal';
import type { Partner } from '../domain/partner';
import { canonicalJson, type Submission } from '../domain/submission';
import { AppError } from '../errors';
import type { AnsweringReader } from './answering';
import { dayIn } from './calendar';
import { changeAssessment, setJournalHead } from './changeAssessment';
import type { Journal, JournalAppend, JournalHead } from './journal';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Crypto, Stored, Stores } from './ports';
import {
  basisOf,
  decisionsOf,
  readSubmission,
  type ScoreDocument,
  scoreName,
  scoreSubmission,
} from './scoreSubmission';
import { submissionName } from './submissionCheck';

/** A question's evidence for the receipt, and what came of it. */
export interface Scoring {
  /**
   * Carries a submission document over to the row: score, journal, status. Safe to repeat: what is there stays. Two
   * Graph calls one after the other at most, when the answers are at hand.
   */
  complete(assessmentKey: string, json: string): Promise<void>;
  /**
   * Scores again if anything that counts changed since the last score, and tells the journal of reviews, wherever they
   * were made. Of what was not submitted only the journal is told. Returns whether anything was to be done.
   */
  rescore(assessmentKey: string): Promise<boolean>;
  /** Whether the last score no longer says what reviewers decided. From the read model alone. */
  isStale(assessment: Assessment): boolean;
  /** The last score's document, computed again when it is not there. `undefined` for what was not submitted. */
  document(assessmentKey: string): Promise<ScoreDocument | undefined>;
}

interface Whole {
  readonly assessment: Stored<Assessment>;
  readonly campaign: Stored<Campaign>;
  readonly partner: Stored<Partner>;
  readonly evidence: readonly Evidence[];
}

const ACT_OF: Partial<Record<Evidence['reviewState'], JournalAct>> = {
  accepted: 'evidenceAccepted',
  rejected: 'evidenceRejected',
};

/** An entry about a piece of evidence starts with its key, so that a later look knows what was written already. */
export const evidenceDetail = (evidence: Pick<Evidence, 'key' | 'questionId' | 'reviewNote'>): string =>
  `${evidence.key} ${evidence.questionId}${evidence.reviewNote ? `: ${evidence.reviewNote}` : ''}`;

export function createScoring(deps: {
  stores: Stores;
  clock: Clock;
  crypto: Crypto;
  queue: KeyedQueue;
  reader: AnsweringReader;
  journal: Journal;
  timeZone?: string;
}): Scoring {
  const { stores, clock, crypto, reader, journal } = deps;
  // A score's time is part of its document's name, so two scores never share one.
  const laterThan = (before: string | undefined): string =>
    new Date(Math.max(clock.now().getTime(), before === undefined ? 0 : Date.parse(before) + 1)).toISOString();
  const today = (): string => dayIn(clock.now(), deps.timeZone);

  const wholeOf = (assessmentKey: string): Whole => {
    const assessment = stores.assessments.get(assessmentKey);
    const campaign = assessment && stores.campaigns.get(assessment.value.campaignKey);
    const partner = assessment && stores.partners.get(assessment.value.partnerKey);
    if (!assessment || !campaign || !partner)
      throw new AppError('notFound', 'This questionnaire is not here any more.');
    const evidence = stores.evidence.by('assessmentKey', assessmentKey).map(({ value }) => value);
    return { assessment, campaign, partner, evidence };
  };

  const basis = ({ assessment, campaign, evidence }: Whole, submission: number): string =>
    basisOf(crypto, {
      submission,
      contentHash: campaign.value.contentHash,
      evidence,
      heads: stores.sections.heads(assessment.value.key).map(({ value }) => value),
      today: today(),
    });

  const score = async (whole: Whole, json: string, submission: Submission) => {
    const state = await reader.read(whole);
    return scoreSubmission({
      submission,
      submissionSha256: crypto.sha256Hex(json),
      content: state.content,
      pack: state.pack,
      openedAt: whole.campaign.value.openedAt,
      evidence: whole.evidence,
      decisions: decisionsOf(submission, state.answers.values()),
      scoredAt: laterThan(whole.assessment.value.figures?.scoredAt),
      today: today(),
      basedOn: basis(whole, submission.number),
    });
  };

  const store = (document: ScoreDocument): Promise<unknown> =>
    stores.scores.create(
      scoreName(document.assessmentKey, document.submission, document.scoredAt),
      canonicalJson(document),
    );

  /** Reviews that the journal does not tell yet, whoever made them and wherever: in the tab or in the library. */
  const untoldReviews = ({ assessment, evidence }: Whole): JournalAppend[] => {
    const told = new Map<string, JournalAct>();
    for (const { value } of [...stores.journal.by('aggregate', assessment.value.key)].sort(
      (a, b) => a.value.seq - b.value.seq,
    )) {
      if (value.act === 'evidenceAccepted' || value.act === 'evidenceRejected')
        told.set(value.detail.split(' ')[0] ?? '', value.act);
    }
    return evidence.flatMap((each) => {
      const act = ACT_OF[each.reviewState];
      if (!act || told.get(each.key) === act) return [];
      return [{ act, actorId: each.reviewedBy ?? 'library', detail: evidenceDetail(each), at: each.reviewedAt }];
    });
  };

  const isTold = (assessmentKey: string): boolean =>
    stores.journal.by('aggregate', assessmentKey).some(({ value }) => value.act === 'submitted');

  const complete = async (assessmentKey: string, json: string): Promise<void> => {
    const submission = readSubmission(json);
    const whole = wholeOf(assessmentKey);
    const { value } = whole.assessment;
    const entry = {
      act: 'submitted' as const,
      actorId: submission.submittedBy.id,
      detail: `${submission.number} ${crypto.sha256Hex(json)}`,
      at: submission.submittedAt,
    };
    const before: JournalHead = { seq: value.journalSeq, hash: value.journalHash };
    const toTell = !isTold(assessmentKey);
    const toWrite = value.submissions < submission.number;
    if (!toTell && !toWrite) return;
    const foreseen = toTell ? journal.foresee(assessmentKey, before, entry) : before;
    const { figures, document } = await score(whole, json, submission);
    const submitted = (current: Assessment): Assessment | undefined =>
      current.submissions >= submission.number
        ? undefined
        : {
            ...current,
            status: 'submitted',
            submissions: submission.number,
            submittedAt: submission.submittedAt,
            submittedBy: submission.submittedBy.name,
            ...(submission.openMustsReason === undefined ? {} : { openMustsReason: submission.openMustsReason }),
            figures,
            journalSeq: foreseen.seq,
            journalHash: foreseen.hash,
          };
    const [head] = await Promise.all([
      toTell ? journal.append(assessmentKey, before, entry) : before,
      toWrite ? store(document) : undefined,
      toWrite ? changeAssessment(stores, assessmentKey, submitted) : undefined,
    ]);
    if (head.hash !== foreseen.hash || !toWrite) await setJournalHead(stores, assessmentKey, head);
  };

  const isStale = (assessment: Assessment): boolean => {
    if (!stores.campaigns.get(assessment.campaignKey) || !stores.partners.get(assessment.partnerKey)) return false;
    const whole = wholeOf(assessment.key);
    if (untoldReviews(whole).length > 0) return true;
    if (assessment.status !== 'submitted') return false;
    return !isTold(assessment.key) || basis(whole, assessment.submissions) !== assessment.figures?.basedOn;
  };

  const tellReviews = async (whole: Whole): Promise<JournalHead> => {
    const { key, journalSeq, journalHash } = whole.assessment.value;
    let head: JournalHead = { seq: journalSeq, hash: journalHash };
    for (const entry of untoldReviews(whole)) head = await journal.append(key, head, entry);
    return head;
  };

  const rescore = async (assessmentKey: string): Promise<boolean> => {
    if (!isStale(wholeOf(assessmentKey).assessment.value)) return false;
    const { status, submissions } = wholeOf(assessmentKey).assessment.value;
    if (status !== 'submitted') {
      await setJournalHead(stores, assessmentKey, await tellReviews(wholeOf(assessmentKey)));
      return true;
    }
    const json = await stores.submissions.read(submissionName(assessmentKey, submissions));
    if (json === undefined) throw new AppError('unavailable', 'The submitted answers cannot be read just now.');
    await complete(assessmentKey, json);
    const whole = wholeOf(assessmentKey);
    const { figures, document } = await score(whole, json, readSubmission(json));
    const [head] = await Promise.all([tellReviews(whole), store(document)]);
    await changeAssessment(stores, assessmentKey, (current) => ({
      ...current,
      figures,
      ...(head.seq > current.journalSeq ? { journalSeq: head.seq, journalHash: head.hash } : {}),
    }));
    return true;
  };

  // One at a time for each assessment: the job and a reviewer's click may come together.
  const alone = <T>(assessmentKey: string, work: () => Promise<T>): Promise<T> =>
    deps.queue.run(`score ${assessmentKey}`, work);

  return {
    isStale,
    complete: (assessmentKey, json) => alone(assessmentKey, () => complete(assessmentKey, json)),
    rescore: (assessmentKey) => alone(assessmentKey, () => rescore(assessmentKey)),

    async document(assessmentKey) {
      const whole = wholeOf(assessmentKey);
      const { submissions, figures, status } = whole.assessment.value;
      if (status !== 'submitted') return undefined;
      const stored = figures
        ? await stores.scores.read(scoreName(assessmentKey, submissions, figures.scoredAt))
        : undefined;
      if (stored !== undefined) return JSON.parse(stored) as ScoreDocument;
      const json = await stores.submissions.read(submissionName(assessmentKey, submissions));
      return json === undefined ? undefined : (await score(whole, json, readSubmission(json))).document;
    },
  };
}
