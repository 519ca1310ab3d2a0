import type { Answer } from '../domain/answer';
import type { SectionAnswers } from '../domain/assessment';
import { lettersOf, outcomeLetters } from '../domain/outcomeLetters';
import { AppError, messageFor } from '../errors';
import { actorOf, partnerFor } from './access';
import type { AnsweringReader } from './answering';
import { setJournalHead } from './changeAssessment';
import type { Journal } from './journal';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Log, Stores } from './ports';
import { savedProgress } from './progress';
import { withSection } from './saveAnswers';
import type { Scoring } from './scoring';
import type { UseCases } from './useCases';

const TRIES = 3;

/**
 * Agrees or refuses that a question does not apply. The decision stands beside the partner's reason, which stays as it
 * was given; a submitted assessment is scored again with it.
 */
export const decideNotApplicable =
  (deps: {
    stores: Stores;
    clock: Clock;
    log: Log;
    queue: KeyedQueue;
    reader: AnsweringReader;
    journal: Journal;
    scoring: Scoring;
  }): UseCases['decideNotApplicable'] =>
  (by, assessmentKey, { questionId, siteId, decision }) => {
    const { stores, clock, log, reader, journal, scoring } = deps;
    return deps.queue.run(assessmentKey, async () => {
      const notHere = (): AppError =>
        new AppError('notFound', 'This questionnaire is not here any more, or it is not one of yours.');
      for (let tries = 1; ; tries++) {
        const assessment = stores.assessments.get(assessmentKey);
        if (!assessment) throw notHere();
        const partner = partnerFor(stores, by, 'decide', assessment.value.partnerKey);
        const campaign = stores.campaigns.get(assessment.value.campaignKey);
        if (!campaign) throw notHere();
        const state = await reader.read({ assessment, campaign, partner });
        const section = state.questionnaire.sections.find(
          (each) => each.siteId === siteId && each.questions.some(({ id }) => id === questionId),
        );
        const isIt = (answer: Answer): boolean => answer.questionId === questionId && answer.siteId === siteId;
        const row = state.rows.find(({ value }) => value.answers.some(isIt));
        const answer = row?.value.answers.find(isIt);
        if (!section || !row || !answer || answer.value !== null || answer.naReason === undefined) {
          throw new AppError(
            'conflict',
            'The partner does not say any more that this does not apply. Nothing was changed; reload the page.',
          );
        }
        if (answer.naState === decision) return;
        const decided: SectionAnswers = {
          ...row.value,
          revision: row.value.revision + 1,
          updatedAt: clock.now().toISOString(),
          updatedBy: actorOf(by).id,
          // The answer's own revision stays: the partner's words did not change, so no save of theirs conflicts.
          answers: row.value.answers.map((each) => (isIt(each) ? { ...each, naState: decision } : each)),
        };
        const answers = withSection(state.answers, section, decided);
        const letters = outcomeLetters(state.questionnaire, answers);
        try {
          const progress = savedProgress(state.questionnaire, answers);
          await stores.sections.save({ ...decided, outcomes: lettersOf(section, letters), progress }, row.version);
          break;
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'conflict' || tries >= TRIES) throw error;
        }
      }
      try {
        const { value } = stores.assessments.get(assessmentKey) ?? {};
        const head = await journal.append(
          assessmentKey,
          { seq: value?.journalSeq ?? 0, hash: value?.journalHash ?? '' },
          {
            act: decision === 'agreed' ? 'notApplicableAgreed' : 'notApplicableRefused',
            actorId: actorOf(by).id,
            detail: siteId === undefined ? questionId : `${questionId}@${siteId}`,
          },
        );
        await setJournalHead(stores, assessmentKey, head);
        await scoring.rescore(assessmentKey);
      } catch (error) {
        log.warn({ assessmentKey, error: messageFor(error) }, 'a decision could not be scored yet');
      }
    });
  };
