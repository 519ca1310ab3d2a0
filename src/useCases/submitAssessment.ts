import { CONFIRMATION } from '../contracts/confirmation';
import type { SubmitInput, SubmitResult } from '../contracts/questionnaire';
import { cleanLine, cleanParagraphs } from '../domain/cleanText';
import { progressOf } from '../domain/questionnaire';
import { buildSubmission } from '../domain/submission';
import { textIn } from '../domain/text';
import { AppError, messageFor } from '../errors';
import { actorOfContact, type AnsweringScope, assessmentFor, demandOpen, demandWhole } from './access';
import type { AnsweringReader } from './answering';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Log, Stores } from './ports';
import { evidenceState, readSubmission } from './scoreSubmission';
import type { Scoring } from './scoring';
import type { Say } from './sentences';
import { type SubmissionCheck, submissionName } from './submissionCheck';
import type { UseCases } from './useCases';

/**
 * Who signs, as it stands for ever and is shown to others: without what cannot be seen or turns the reading order.
 * Throws `invalid` when nothing is left of a name or a job title.
 */
function cleaned({ name, jobTitle, openMustsReason }: SubmitInput): Omit<SubmitInput, 'isConfirmed'> {
  const signed = { name: cleanLine(name), jobTitle: cleanLine(jobTitle) };
  if ([...signed.name].length < 2) throw new AppError('invalid', 'Write your full name. Nothing was sent yet.');
  if ([...signed.jobTitle].length < 2) throw new AppError('invalid', 'Write your job title. Nothing was sent yet.');
  return { ...signed, openMustsReason: cleanParagraphs(openMustsReason ?? '') || undefined };
}

const nextSteps = ({ campaign }: AnsweringScope, customerName: string, say: Say): string[] => {
  const names = { customer: customerName, person: campaign.value.askedBy.name };
  return ['afterSubmit1', 'afterSubmit2', 'afterSubmit3'].map((id) => say(id, names));
};

/**
 * Sends the answers, once. The document that is created is the act; everything after it is brought up to date from it,
 * now or after a crash. A second call changes nothing and says who sent them and when.
 */
export const submitAssessment =
  (deps: {
    stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns' | 'evidence' | 'submissions'>;
    clock: Clock;
    log: Log;
    queue: KeyedQueue;
    reader: AnsweringReader;
    scoring: Scoring;
    submissionCheck: SubmissionCheck;
    customerName: string;
    say: Say;
    /** The row could not be brought up to date; somebody must do it later. */
    onIncomplete: (assessmentKey: string) => void;
  }): UseCases['submitAssessment'] =>
  (by, assessmentKey, input) => {
    const { stores, clock, log, reader, scoring, submissionCheck, customerName } = deps;

    const already = (scope: AnsweringScope): SubmitResult => ({
      submittedAt: scope.assessment.value.submittedAt ?? '',
      submittedBy: scope.assessment.value.submittedBy ?? '',
      isNew: false,
      next: nextSteps(scope, customerName, deps.say),
    });

    return deps.queue.run(assessmentKey, async () => {
      const before = assessmentFor(stores, by, assessmentKey);
      demandWhole(before);
      if (before.assessment.value.status === 'submitted') return already(before);
      demandOpen(before);
      const [state] = await Promise.all([reader.read(before), submissionCheck.ensure(before)]);
      const scope = assessmentFor(stores, by, assessmentKey);
      if (scope.assessment.value.status === 'submitted') return already(scope);

      if (state.rows.length === 0)
        throw new AppError(
          'invalid',
          'There are no answers yet, so nothing was sent. Please answer the questions first.',
        );
      const spoiled = state.questionnaire.sections.find(({ id, siteId }) =>
        state.rows.some(
          ({ value }) => value.blocked !== undefined && value.sectionId === id && value.siteId === siteId,
        ),
      );
      if (spoiled)
        throw new AppError(
          'conflict',
          `The answers to “${textIn(spoiled.title)}” cannot be read, because their row in SharePoint was changed by hand, so nothing was sent. Everything else is safe. Please tell ${scope.campaign.value.askedBy.name}, who can have it mended; then send again.`,
        );
      const { missingMusts } = progressOf(state.questionnaire, state.answers);
      const { name: signedBy, jobTitle, openMustsReason } = cleaned(input);
      if (missingMusts.length > 0 && !openMustsReason) {
        const count =
          missingMusts.length === 1 ? '1 required question is' : `${missingMusts.length} required questions are`;
        throw new AppError(
          'invalid',
          `${count} still open. Answer them, or say why they cannot be answered now. Nothing was sent yet.`,
        );
      }
      const number = scope.assessment.value.submissions + 1;
      const actor = actorOfContact(scope.contact);
      const { submission, json } = buildSubmission({
        assessmentKey,
        number,
        submittedAt: clock.now().toISOString(),
        submittedBy: { id: actor.id, name: signedBy, title: jobTitle },
        confirmation: CONFIRMATION,
        ...(missingMusts.length > 0 && openMustsReason ? { openMustsReason } : {}),
        content: { hash: state.content.hash, policyVersion: state.content.policy.version },
        country: scope.partner.value.country,
        questionnaire: state.questionnaire,
        answers: state.answers,
        evidence: stores.evidence.by('assessmentKey', assessmentKey).map(({ value }) => evidenceState(value)),
      });

      submissionCheck.distrust(assessmentKey);
      const name = submissionName(assessmentKey, number);
      const isNew = (await stores.submissions.create(name, json)) === 'created';
      const standing = isNew ? json : ((await stores.submissions.read(name)) ?? json);
      try {
        await scoring.complete(assessmentKey, standing);
      } catch (error) {
        // The answers are sent; what follows from them is done again from the document.
        log.error({ assessmentKey, error: messageFor(error) }, 'a submission could not be completed yet');
        deps.onIncomplete(assessmentKey);
      }
      const { submittedAt, submittedBy } = isNew ? submission : readSubmission(standing);
      // An unclear answer may have been ours: the same person at the same moment with the same text.
      const isOurs = isNew || standing === json;
      if (isOurs)
        return {
          submittedAt,
          submittedBy: submittedBy.name,
          isNew: true,
          next: nextSteps(scope, customerName, deps.say),
        };
      return {
        submittedAt,
        submittedBy: submittedBy.name,
        isNew: false,
        next: nextSteps(scope, customerName, deps.say),
      };
    });
  };
