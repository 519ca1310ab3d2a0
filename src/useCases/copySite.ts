import type { CopySiteResult } from '../contracts/collaboration';
import type { SectionAnswers } from '../domain/assessment';
import { sectionKey } from '../domain/assessment';
import { mergeAnswers } from '../domain/mergeAnswers';
import { lettersOf, outcomeLetters } from '../domain/outcomeLetters';
import { planCopy } from '../domain/planCopy';
import { answersByKey, type QuestionnaireSection } from '../domain/questionnaire';
import { AppError } from '../errors';
import { actorOfContact, type AnsweringScope, assessmentFor, demandOpen, isOpenTo } from './access';
import type { AnsweringReader } from './answering';
import { dayIn } from './calendar';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Stored, Stores } from './ports';
import { type AssessmentProgress, savedProgress } from './progress';
import { withSection } from './saveAnswers';
import type { SubmissionCheck } from './submissionCheck';
import type { UseCases } from './useCases';

// The first try, and one more for every writer that may be faster: another instance, a reviewer.
const TRIES = 3;

type Saved = CopySiteResult['saved'][number];

/** Some parts were taken over and others not. `saved` says which; the same call once more does the rest. */
export class PartlyCopied extends AppError {
  constructor(
    readonly saved: readonly Saved[],
    ...rest: ConstructorParameters<typeof AppError>
  ) {
    super(...rest);
  }
}

const isConflict = (error: unknown): boolean => error instanceof AppError && error.code === 'conflict';

/**
 * "Same as": one site takes over the answers of another, section by section and each in its own row, all at once.
 * Returns only after SharePoint has every row. What is copied is marked until somebody changes it; files and comments
 * stay where they are, and a reason why something does not apply waits for a reviewer again.
 */
export const copySite =
  (deps: {
    stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns' | 'sections'>;
    clock: Clock;
    queue: KeyedQueue;
    reader: AnsweringReader;
    progress: AssessmentProgress;
    submissionCheck: SubmissionCheck;
    timeZone?: string;
  }): UseCases['copySite'] =>
  (by, assessmentKey, toSiteId, { fromSiteId, sectionId, mode }) => {
    const { stores, clock, reader, progress, submissionCheck } = deps;

    /** Somebody who answers parts reads and writes those alone, at both sites. */
    const isWantedBy =
      (scope: AnsweringScope) =>
      (id: string): boolean =>
        (sectionId === undefined || id === sectionId) &&
        isOpenTo(scope, { sectionId: id, siteId: fromSiteId }) &&
        isOpenTo(scope, { sectionId: id, siteId: toSiteId });

    const openScope = (): AnsweringScope => {
      const scope = assessmentFor(stores, by, assessmentKey);
      demandOpen(scope);
      return scope;
    };

    /**
     * Each row says how far the whole is with all of them. When some did not arrive that is too much, so one that did
     * is written again. Should that fail as well, the next save of any section puts it right.
     */
    const correctProgress = async (
      real: ReturnType<typeof savedProgress>,
      rows: readonly Stored<SectionAnswers>[],
      at: Date,
    ): Promise<void> => {
      const [row] = rows;
      if (!row) return;
      const updatedAt = new Date(Math.max(at.getTime() + 1, clock.now().getTime())).toISOString();
      await stores.sections.save({ ...row.value, progress: real, updatedAt }, row.version).catch(() => undefined);
    };

    return deps.queue.run(assessmentKey, async () => {
      const saved: Saved[] = [];
      let copied = 0;
      for (let tries = 1; ; tries++) {
        const before = openScope();
        const [state] = await Promise.all([reader.read(before), submissionCheck.ensure(before)]);
        const scope = openScope();
        const { questionnaire } = state;
        const nameOf = (siteId: string): string => {
          const site = questionnaire.sites.find(({ id }) => id === siteId);
          if (!site)
            throw new AppError('notFound', 'One of the two sites is not here any more. Please reload the page.');
          return site.name;
        };
        const [fromName] = [nameOf(fromSiteId), nameOf(toSiteId)];
        if (fromSiteId === toSiteId)
          throw new AppError('invalid', 'Choose another site to take the answers from. Nothing was changed.');
        const isWanted = isWantedBy(scope);
        if (!questionnaire.sections.some(({ id, siteId }) => siteId === toSiteId && isWanted(id)))
          throw new AppError('notFound', 'This part of the questionnaire is not asked. Please reload the page.');

        const plan = planCopy(questionnaire, state.answers, { fromSiteId, toSiteId, mode, isWanted });
        const now = clock.now();
        const saving = {
          by: actorOfContact(scope.contact),
          at: now.toISOString(),
          source: by.source,
          today: dayIn(now, deps.timeZone),
          copiedFrom: fromSiteId,
        };
        const drafts = questionnaire.sections.flatMap((section) => {
          const given = section.siteId === toSiteId ? plan.bySection.get(section.id) : undefined;
          return given ? (draftOf(section, given) ?? []) : [];
        });

        function draftOf(section: QuestionnaireSection, given: readonly SectionAnswers['answers'][number][]) {
          const key = sectionKey(assessmentKey, section.id, toSiteId);
          const stored = state.rows.find(({ value }) => value.key === key);
          const revision = (stored?.value.revision ?? 0) + 1;
          const own = answersByKey(stored?.value.answers ?? []);
          const inputs = given.map(({ questionId, value, naReason }) => ({ questionId, value, naReason }));
          const merged = mergeAnswers(section, own, inputs, revision - 1, revision, saving);
          if (!merged.isChanged) return undefined;
          const row: SectionAnswers = {
            key,
            assessmentKey,
            sectionId: section.id,
            siteId: toSiteId,
            revision,
            outcomes: {},
            updatedAt: saving.at,
            updatedBy: saving.by.id,
            answers: merged.answers,
          };
          return { section, row, version: stored?.version, count: given.length - merged.refused.length };
        }

        const standing = (of: typeof drafts) =>
          of.reduce((all, { section, row }) => withSection(all, section, row), state.answers);
        const answers = standing(drafts);
        const letters = outcomeLetters(questionnaire, answers);
        const whole = savedProgress(questionnaire, answers);
        const failures: { title: string; error: unknown }[] = [];
        const done: { draft: (typeof drafts)[number]; stored: Stored<SectionAnswers> }[] = [];
        await Promise.all(
          drafts.map(async (draft) => {
            const { section, row, version, count } = draft;
            try {
              const outcomes = lettersOf(section, letters);
              done.push({ draft, stored: await stores.sections.save({ ...row, outcomes, progress: whole }, version) });
              copied += count;
              saved.push({ sectionId: section.id, siteId: toSiteId, revision: row.revision });
            } catch (error) {
              failures.push({ title: section.title.en, error });
            }
          }),
        );
        const [failure] = failures;
        if (!failure) {
          progress.learn(assessmentKey, whole, questionnaire);
          return { copied, kept: Math.max(0, plan.comparable - copied), saved };
        }
        if (failures.every(({ error }) => isConflict(error)) && tries < TRIES) continue;
        await correctProgress(
          savedProgress(questionnaire, standing(done.map(({ draft }) => draft))),
          done.map(({ stored }) => stored),
          now,
        );
        throw new PartlyCopied(
          saved,
          failure.error instanceof AppError ? failure.error.code : 'unavailable',
          `${copied === 0 ? 'No answer was' : copied === 1 ? 'Only 1 answer was' : `Only ${copied} answers were`} taken over from ${fromName}, because SharePoint did not take the rest (${failures.map(({ title }) => title).join(', ')}). What was taken over is safe. Please choose “Same as ${fromName}” once more for the rest.`,
          { cause: failure.error },
        );
      }
    });
  };
