import { createReadStream } from 'node:fs';
import type { Evidence } from '../domain/evidence';
import { answerKey, visibleQuestions } from '../domain/questionnaire';
import { AppError } from '../errors';
import { actorOfContact, assessmentFor, demandOpen } from './access';
import type { AnsweringReader } from './answering';
import { checkFile, MAX_FILE_BYTES } from './fileCheck';
import { displayName } from './fileName';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Crypto, Stores } from './ports';
import { evidenceItem } from './questionnaireView';
import type { UseCases } from './useCases';

const MAX_FILES_PER_QUESTION = 10;

/**
 * Takes a file as proof for a question that is asked now. The file is checked whole before anything goes to the library,
 * so a refused file leaves nothing behind.
 */
export const attachEvidence =
  (deps: {
    stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns' | 'evidence'>;
    clock: Clock;
    crypto: Crypto;
    queue: KeyedQueue;
    reader: AnsweringReader;
    spoolDir?: string;
  }): UseCases['attachEvidence'] =>
  async (by, at, file) => {
    const { stores, clock, crypto, reader } = deps;
    const place = answerKey(at.questionId, at.siteId);
    const look = async () => {
      const scope = assessmentFor(stores, by, at.assessmentKey);
      demandOpen(scope);
      const state = await reader.read(scope);
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
      return { scope, question: placed.question };
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
        const { scope, question } = await look();
        const key = crypto.newKey();
        const stored = await stores.evidence.add(
          { key, extension: checked.extension, body: createReadStream(checked.path), expectedSize: checked.size },
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
        return evidenceItem(stored.value);
      });
    } finally {
      await checked.dispose();
    }
  };

/** Takes a file back that nobody has reviewed yet. */
export const withdrawEvidence =
  (deps: {
    stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns' | 'evidence'>;
  }): UseCases['withdrawEvidence'] =>
  async (by, assessmentKey, evidenceKey) => {
    const { stores } = deps;
    const scope = assessmentFor(stores, by, assessmentKey);
    demandOpen(scope);
    const stored = stores.evidence.get(evidenceKey);
    // Gone already: a second click.
    if (!stored) return;
    if (stored.value.assessmentKey !== assessmentKey) throw new AppError('notFound', 'This file is not here any more.');
    if (stored.value.reviewState !== 'toReview') {
      throw new AppError('conflict', 'This file was looked at already, so it stays. You can add another one.');
    }
    await stores.evidence.remove(evidenceKey);
  };
