import type { SaveResult, SaveSection } from '../contracts/questionnaire';
import { answerText } from '../domain/answerText';
import { type SectionAnswers, sectionKey } from '../domain/assessment';
import { type MergedAnswers, mergeAnswers } from '../domain/mergeAnswers';
import { lettersOf, outcomeLetters } from '../domain/outcomeLetters';
import { type Answers, answersByKey, type Questionnaire, type QuestionnaireSection } from '../domain/questionnaire';
import { AppError } from '../errors';
import { actorOfContact, type AnsweringScope, assessmentFor, demandOpen, demandPlace } from './access';
import type { AnsweringReader } from './answering';
import { progressOfPlaces } from './assessmentScope';
import { dayIn } from './calendar';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Stores } from './ports';
import { type AssessmentProgress, savedProgress } from './progress';
import { currentAnswer } from './questionnaireView';
import type { SubmissionCheck } from './submissionCheck';
import type { UseCases } from './useCases';

// The first try, and one more for every writer that may be faster: another instance, a reviewer.
const TRIES = 3;

/** All answers as they would stand with one section's row replaced. */
export const withSection = (answers: Answers, section: QuestionnaireSection, row: SectionAnswers): Answers => {
  const isOfSection = (siteId: string | undefined, questionId: string): boolean =>
    siteId === section.siteId && section.questions.some(({ id }) => id === questionId);
  const others = [...answers.values()].filter(({ siteId, questionId }) => !isOfSection(siteId, questionId));
  return answersByKey([...others, ...row.answers]);
};

/** Somebody made nonsense of the part's row in SharePoint. The other parts go on. */
export const partNotUsable = (reason: string, { campaign }: Pick<AnsweringScope, 'campaign'>): AppError =>
  new AppError(
    'conflict',
    `Nothing was saved here just now. ${reason} The other parts work. Please tell ${campaign.value.askedBy.name}, who can have this part mended; then save again.`,
  );

function resultOf(
  questionnaire: Questionnaire,
  section: QuestionnaireSection,
  answers: Answers,
  row: SectionAnswers | undefined,
  merged: MergedAnswers,
  now: string,
  { places }: Pick<AnsweringScope, 'places'>,
): SaveResult {
  return {
    revision: row?.revision ?? 0,
    savedAt: row?.updatedAt ?? now,
    refused: [...merged.refused],
    conflicts: merged.conflicts.map((theirs) => {
      const question = section.questions.find(({ id }) => id === theirs.questionId);
      const shown = currentAnswer(theirs);
      return {
        questionId: theirs.questionId,
        theirs: shown.value,
        theirsText: question ? answerText(question, theirs) : '',
        by: theirs.by.name,
        at: theirs.at,
      };
    }),
    answers: (row?.answers ?? []).map(currentAnswer),
    progress: progressOfPlaces(questionnaire, answers, places),
  };
}

/**
 * Saves one section's answers: checks each, merges them with what is stored and writes one row. Returns only after
 * SharePoint has the row. Nothing is written when nothing changed. Saves of one questionnaire wait for each other here (and
 * for its submission, so that none is acknowledged and left out); a writer elsewhere is found by the row's version, and then the merge is made again on what is there.
 */
export const saveAnswers =
  (deps: {
    stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns' | 'sections' | 'evidence'>;
    clock: Clock;
    queue: KeyedQueue;
    reader: AnsweringReader;
    progress: AssessmentProgress;
    submissionCheck: SubmissionCheck;
    timeZone?: string;
  }): UseCases['saveAnswers'] =>
  (by, at, input: SaveSection) => {
    const { stores, clock, reader, progress, submissionCheck } = deps;
    const rowKey = sectionKey(at.assessmentKey, at.sectionId, at.siteId);
    return deps.queue.run(at.assessmentKey, async () => {
      for (let tries = 1; ; tries++) {
        const scope = assessmentFor(stores, by, at.assessmentKey);
        demandPlace(scope, at);
        demandOpen(scope);
        const [state] = await Promise.all([reader.read(scope), submissionCheck.ensure(scope)]);
        const still = assessmentFor(stores, by, at.assessmentKey);
        demandPlace(still, at);
        demandOpen(still);
        const section = state.questionnaire.sections.find(
          ({ id, siteId }) => id === at.sectionId && siteId === at.siteId,
        );
        if (!section)
          throw new AppError('notFound', 'This part of the questionnaire is not asked. Please reload the page.');
        const stored = state.rows.find(({ value }) => value.key === rowKey);
        if (stored?.value.blocked !== undefined) throw partNotUsable(stored.value.blocked, scope);
        const now = clock.now();
        const revision = (stored?.value.revision ?? 0) + 1;
        const saving = {
          by: actorOfContact(scope.contact),
          at: now.toISOString(),
          source: by.source,
          today: dayIn(now, deps.timeZone),
          hasFile: (questionId: string): boolean =>
            stores.evidence
              .by('assessmentKey', at.assessmentKey)
              .some(({ value }) => value.questionId === questionId && value.siteId === at.siteId),
        };
        const own = answersByKey(stored?.value.answers ?? []);
        const merged = mergeAnswers(section, own, input.answers, input.baseRevision, revision, saving);
        if (!merged.isChanged)
          return resultOf(state.questionnaire, section, state.answers, stored?.value, merged, saving.at, scope);

        const draft: SectionAnswers = {
          key: rowKey,
          assessmentKey: at.assessmentKey,
          sectionId: at.sectionId,
          ...(at.siteId === undefined ? {} : { siteId: at.siteId }),
          revision,
          outcomes: {},
          updatedAt: saving.at,
          updatedBy: saving.by.id,
          answers: merged.answers,
        };
        const answers = withSection(state.answers, section, draft);
        const letters = outcomeLetters(state.questionnaire, answers);
        const whole = savedProgress(state.questionnaire, answers);
        try {
          const saved = await stores.sections.save(
            { ...draft, outcomes: lettersOf(section, letters), progress: whole },
            stored?.version,
          );
          progress.learn(at.assessmentKey, whole, state.questionnaire);
          return resultOf(state.questionnaire, section, answers, saved.value, merged, saving.at, scope);
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
          if (tries >= TRIES) {
            throw new AppError(
              'conflict',
              'Several people save this part right now. Your answers were not saved yet; please save again.',
              { cause: error },
            );
          }
        }
      }
    });
  };
