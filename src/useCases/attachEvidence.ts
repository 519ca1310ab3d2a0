import type { SectionPlace } from '../domain/delegation';
import type { Evidence } from '../domain/evidence';
import { ATTACHED } from '../domain/question';
import { answerKey, type Questionnaire, visibleQuestions } from '../domain/questionnaire';
import { AppError, messageFor } from '../errors';
import { actorOfContact, assessmentFor, demandOpen, demandPlace } from './access';
import type { AnsweringReader } from './answering';
import { checkFile, MAX_FILE_BYTES } from './fileCheck';
import { displayName } from './fileName';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Crypto, Log, Stores } from './ports';
import { evidenceItem } from './questionnaireView';
import { readBack } from './readBack';
import type { Answering, AroundSave, UseCases } from './useCases';

const MAX_FILES_PER_QUESTION = 10;

/** The part of the questionnaire in which a question stands, asked now or not; of no section when it is nowhere. */
function homeOf(
  { sections }: Questionnaire,
  { questionId, siteId }: { readonly questionId: string; readonly siteId?: string },
): SectionPlace {
  const home = sections.find((each) => each.siteId === siteId && each.questions.some(({ id }) => id === questionId));
  return { sectionId: home?.id ?? '', siteId };
}

/**
 * Says at a question that is answered by files whether there are any. The save looks itself whether that is true.
 * @param value ATTACHED, or `null` after a file was taken back; while others are left, the answer stays
 */
async function sayFiles(
  save: UseCases['saveAnswers'],
  by: Answering,
  at: { assessmentKey: string; sectionId: string; questionId: string; siteId?: string },
  value: typeof ATTACHED | null,
  around: AroundSave = (_place, saving) => saving(),
): Promise<void> {
  const { questionId, ...place } = at;
  const { refused } = await around(place, () =>
    save(by, place, {
      // The files decide, whatever anybody saw.
      baseRevision: Number.MAX_SAFE_INTEGER,
      answers: [{ questionId, value }],
    }),
  );
  const [refusal] = refused;
  if (refusal) throw new AppError('conflict', `The file was not stored. ${refusal.problem}`);
}

/**
 * Takes a file as proof for a question that is asked now. The file is checked whole before anything goes to the library,
 * so a refused file leaves nothing behind. Where a file alone is the answer, the answer is saved in the same act.
 */
export const attachEvidence =
  (deps: {
    stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns' | 'evidence'>;
    clock: Clock;
    crypto: Crypto;
    queue: KeyedQueue;
    reader: AnsweringReader;
    /** For questions that are answered by a file alone. */
    saveAnswers: UseCases['saveAnswers'];
    spoolDir?: string;
  }): UseCases['attachEvidence'] =>
  async (by, at, file, around) => {
    const { stores, clock, crypto, reader } = deps;
    const place = answerKey(at.questionId, at.siteId);
    const look = async () => {
      const scope = assessmentFor(stores, by, at.assessmentKey);
      demandOpen(scope);
      const state = await reader.read(scope);
      demandPlace(scope, homeOf(state.questionnaire, at));
      const placed = visibleQuestions(state.questionnaire, state.answers).find(({ key }) => key === place);
      if (!placed)
        throw new AppError(
          'invalid',
          'This question is not asked now, so the file was not stored. Please reload the page.',
        );
      if (!placed.question.evidenceWanted)
        throw new AppError(
          'invalid',
          'This question needs no file, so it was not stored. Add it to a question that asks for proof.',
        );
      const there = stores.evidence
        .by('assessmentKey', at.assessmentKey)
        .filter(({ value }) => answerKey(value.questionId, value.siteId) === place);
      if (there.length >= MAX_FILES_PER_QUESTION) {
        throw new AppError(
          'invalid',
          `There are ${MAX_FILES_PER_QUESTION} files at this question already, so this one was not stored. Remove one first.`,
        );
      }
      return { scope, question: placed.question, sectionId: placed.section.id };
    };

    if (file.expectedSize !== undefined && file.expectedSize > MAX_FILE_BYTES) {
      throw new AppError(
        'tooLarge',
        'This file is larger than 25 MB. Nothing was stored. Send a smaller one, for example a photo of lower quality.',
      );
    }
    // Before the bytes are read, so that what may not be stored is not received first.
    await look();
    const checked = await checkFile(file.body, file.name, deps.spoolDir);
    try {
      return await deps.queue.run(`evidence ${at.assessmentKey}`, async () => {
        const { scope, question, sectionId } = await look();
        const key = crypto.newKey();
        const stored = await stores.evidence.add(
          { key, extension: checked.extension, body: readBack(checked.path), expectedSize: checked.size },
          ({ size, sha256 }): Evidence => ({
            key,
            assessmentKey: at.assessmentKey,
            partnerKey: scope.partner.value.key,
            questionId: at.questionId,
            ...(at.siteId === undefined ? {} : { siteId: at.siteId }),
            criteria: [...new Set(question.asksAbout.map(({ program, criterion }) => `${program}:${criterion}`))],
            originalName: displayName(file.name, checked.extension),
            contentType: checked.contentType,
            size,
            sha256,
            reviewState: 'toReview',
            addedBy: actorOfContact(scope.contact).id,
            addedAt: clock.now().toISOString(),
          }),
        );
        if (question.type === 'evidence') {
          try {
            await sayFiles(deps.saveAnswers, by, { ...at, sectionId }, ATTACHED, around);
          } catch (error) {
            // A file that answers nothing would only puzzle: all or nothing, as the message says.
            await stores.evidence.remove(key).catch(() => undefined);
            throw error;
          }
        }
        return evidenceItem(stored.value);
      });
    } finally {
      await checked.dispose();
    }
  };

/** Takes a file back that nobody has reviewed yet; with the last one goes the answer that it was. */
export const withdrawEvidence =
  (deps: {
    stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns' | 'evidence'>;
    reader: AnsweringReader;
    saveAnswers: UseCases['saveAnswers'];
    log: Log;
  }): UseCases['withdrawEvidence'] =>
  async (by, assessmentKey, evidenceKey, around) => {
    const { stores } = deps;
    const scope = assessmentFor(stores, by, assessmentKey);
    demandOpen(scope);
    const stored = stores.evidence.get(evidenceKey);
    // Gone already: a second click.
    if (!stored) return;
    if (stored.value.assessmentKey !== assessmentKey) throw new AppError('notFound', 'This file is not here any more.');
    if (scope.places) demandPlace(scope, homeOf((await deps.reader.read(scope)).questionnaire, stored.value));
    if (stored.value.reviewState !== 'toReview') {
      throw new AppError('conflict', 'This file was looked at already, so it stays. You can add another one.');
    }
    const { questionId, siteId } = stored.value;
    const { questionnaire } = await deps.reader.read(scope);
    await stores.evidence.remove(evidenceKey);
    const section = questionnaire.sections.find(
      (each) =>
        each.siteId === siteId && each.questions.some(({ id, type }) => id === questionId && type === 'evidence'),
    );
    if (!section) return;
    try {
      await sayFiles(deps.saveAnswers, by, { assessmentKey, sectionId: section.id, questionId, siteId }, null, around);
    } catch (error) {
      // The file is gone, so this has succeeded; every reader finds the answer untrue until the row is saved again.
      deps.log.warn(
        { assessmentKey, questionId, error: messageFor(error) },
        'a file was taken back and its answer not yet',
      );
    }
  };
